"""What was confirmed, judged against what the agency owes now, then sent in one transaction.

Locks: the letter, then commitments in the order of their keys.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts import recipients
from hdnd_portal.accounts.models import User
from hdnd_portal.answer_letters.models import AnswerLetter, LetterAnswer
from hdnd_portal.answer_letters.services.letters import open_letter
from hdnd_portal.answer_letters.services.parts import owed_by
from hdnd_portal.answer_letters.workflow import LetterRefused, LetterState, PartState
from hdnd_portal.audit import log
from hdnd_portal.commitments.answers import Fault, faults
from hdnd_portal.commitments.models import Commitment, Reply, ReplyFile
from hdnd_portal.commitments.services.replying import number_reply, write_draft
from hdnd_portal.commitments.sheet_rows import Note, Wrong
from hdnd_portal.notices import send
from hdnd_portal.ui.language import in_office_language


@dataclass(slots=True)
class Judged:
    """An answer beside what it answers; `faults` keep it from being sent, `wrong` from all."""

    answer: LetterAnswer
    wrong: list[Wrong] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def is_ready(self, *, as_drafts: bool) -> bool:
        """Whether it can be sent; a draft may still be incomplete."""
        return not self.wrong and (as_drafts or not self.faults)


def judge(letter: AnswerLetter, *, on: date) -> list[Judged]:
    """What was confirmed beside what the agency owes now; as few queries for many as for one."""
    rows = list(letter.answers.select_related("part", "commitment").order_by("part__position"))
    keys = [row.commitment_id for row in rows]
    owed = set(owed_by(letter).filter(pk__in=keys).values_list("pk", flat=True))
    own = Reply.objects.filter(agency=letter.agency_id, commitment__in=keys).order_by()
    told = list(
        own.values_list("commitment").annotate(
            last=Max("number"), drafts=Count("pk", filter=Q(sent_at=None))
        )
    )
    last = {key: number for key, number, _drafts in told}
    drafts = {key for key, _number, count in told if count}
    return [_judged(row, owed, last, () if letter.on_behalf else drafts, on) for row in rows]


def _judged(
    row: LetterAnswer,
    owed: set[int],
    last: dict[int, int | None],
    drafts: Sequence[int] | set[int],
    on: date,
) -> Judged:
    made = Judged(row)
    if row.commitment_id not in owed:
        made.wrong.append(Wrong.SHUT)
    elif (last.get(row.commitment_id) or 0) > row.replied:
        made.wrong.append(Wrong.ANSWERED)
    if row.commitment_id in drafts:
        made.notes.append(Note.DRAFT)
    made.faults = faults(row.part.as_answer, kind=row.commitment.kind, today=on)
    return made


@in_office_language
@transaction.atomic
def settle_letter(
    letter: AnswerLetter, *, as_drafts: bool, leave_out: bool, by: User
) -> tuple[AnswerLetter, int]:
    """Gửi mọi trả lời đã xác nhận, or keep them as drafts of the agency; returns how many.

    All of them or none; parts nobody has looked at, and answers that lack something, are left out
    only when the person says so. Raises LetterRefused `letter_settled`, `letter_unnumbered`,
    `behalf_sends`, `parts_left`, `nothing_confirmed`.
    """
    letter = open_letter(letter)
    if letter.on_behalf and as_drafts:
        raise LetterRefused("behalf_sends")
    if not letter.reference or letter.signed_on is None:
        raise LetterRefused("letter_unnumbered")
    keys = letter.answers.values("commitment")
    held = Commitment.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    locked = {one.pk: one for one in held.for_list().order_by("pk")}
    judged = judge(letter, on=timezone.localdate())
    ready = [one for one in judged if one.is_ready(as_drafts=as_drafts)]
    left = letter.parts.filter(state=PartState.OPEN).count() + len(judged) - len(ready)
    if not ready:
        raise LetterRefused("nothing_confirmed")
    if left and not leave_out:
        raise LetterRefused("parts_left", count=left)
    for one in ready:
        commitment = locked[one.answer.commitment_id]
        one.answer.reply = _answer(letter, commitment, one.answer, as_drafts=as_drafts, by=by)
        one.answer.save(update_fields=["reply"])
    letter.state = (LetterState.DRAFTED if as_drafts else LetterState.SENT).value
    letter.settled_at = timezone.now()
    letter.save(update_fields=["state", "settled_at"])
    count = len(ready)
    log.record(
        "answer_letter.settled",
        letter,
        by=by,
        name=str(letter),
        agency=str(letter.agency),
        sent=0 if as_drafts else count,
        drafted=count if as_drafts else 0,
    )
    if not as_drafts:
        _tell(letter, count)
    return letter, count


def _answer(
    letter: AnswerLetter, commitment: Commitment, row: LetterAnswer, *, as_drafts: bool, by: User
) -> Reply:
    reply = write_draft(
        commitment,
        writer=letter.agency,
        said=row.part.as_answer,
        by=by,
        is_recorded=letter.on_behalf,
    )
    ReplyFile.objects.update_or_create(
        reply=reply,
        version_id=letter.version_id,
        defaults={
            "letter": letter.reference,
            "letter_on": letter.signed_on,
            "page": row.part.page,
        },
    )
    return reply if as_drafts else number_reply(commitment, reply, by=by)


def _tell(letter: AnswerLetter, count: int) -> None:
    """One line, however many were answered: to the office, or to the agency it wrote for."""
    today = timezone.localdate()
    said = (
        _("Văn phòng đã ghi {count} trả lời theo công văn {reference} của {agency}")
        if letter.on_behalf
        else _("{agency} trả lời {count} kiến nghị, cam kết bằng công văn {reference}")
    )
    send.after_commit(
        "commitment.replied",
        to=recipients.agency_desk(letter.agency, on=today)
        if letter.on_behalf
        else recipients.office(letter.council, on=today),
        about=letter.council,
        title=said.format(count=count, reference=letter.reference, agency=letter.agency),
        url=f"{reverse('commitments:list')}?stage=replied&lead={letter.agency_id}",
        email=False,
    )
