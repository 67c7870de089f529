"""Tables of answers: read, judged against what the agency owes now, then sent in one transaction.

Locks: the table, then commitments in the order of their keys.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts import recipients
from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.commitments.answers import Answer, Fault, faults
from hdnd_portal.commitments.labels import ANSWERS, CLAIMS
from hdnd_portal.commitments.models import AnswerSheet, Commitment, Reply
from hdnd_portal.commitments.models.commitment import Owner
from hdnd_portal.commitments.replying import replies_for
from hdnd_portal.commitments.services.replying import (
    DRAFT_FIELDS,
    SENT_FIELDS,
    act_of,
    mark_sent,
    new_draft,
    write_down,
)
from hdnd_portal.commitments.sheet_rows import AnswerRow, Note, Wrong, read_answers
from hdnd_portal.commitments.signals import stages_written
from hdnd_portal.commitments.workflow import MOVES, Claim, CommitmentRefused, Move, SheetState
from hdnd_portal.council.models import Agency, Council
from hdnd_portal.documents.kinds import BY_MEDIA_TYPE, XLSX
from hdnd_portal.documents.services import Readable, checked_bytes
from hdnd_portal.documents.table_rows import heading_key
from hdnd_portal.documents.tables import read_tables
from hdnd_portal.notices import send
from hdnd_portal.ui.language import in_office_language

# Bytes of a table of 1,000 long answers.
LARGEST_FILE = 10 * 1024 * 1024


@dataclass(slots=True)
class Judged:
    """A row beside what it answers now; `faults` keep it from being sent, `wrong` from all."""

    row: AnswerRow
    commitment: Commitment | None = None
    writer: Owner | None = None
    # The last report that anybody has sent of it.
    last: int = 0
    answer: Answer | None = None
    wrong: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def is_ready(self, *, as_drafts: bool) -> bool:
        """Whether it can be sent; a draft may still be incomplete."""
        return not self.wrong and (as_drafts or not self.faults)


def begin_sheet(*, data: Readable, name: str, by: User) -> AnswerSheet:
    """Đọc bảng trả lời; nothing is answered yet.

    Raises FileRefused, TableRefused, CommitmentRefused `sheet_kind`, and as `read_answers`.
    """
    content, looked = checked_bytes(data=data, name=name, most=LARGEST_FILE)
    if BY_MEDIA_TYPE[looked.media_type] is not XLSX:
        raise CommitmentRefused("sheet_kind")
    reading = read_answers(read_tables(content, "xlsx"), claims=claims_by_label())
    with transaction.atomic():
        made = AnswerSheet.objects.create(
            name=name[:255],
            rows=[row.as_dict() for row in reading.rows],
            empty=reading.empty,
            made_by=by,
        )
        log.record("answer_sheet.read", made, by=by, name=made.name, count=len(reading.rows))
    return made


@in_office_language
def claims_by_label() -> dict[str, Claim]:
    """The result that each label stands for, as labels are compared."""
    return {
        heading_key(label): Claim(claim)
        for words in (CLAIMS, ANSWERS)
        for claim, label in words.items()
    }


def judge(rows: Sequence[AnswerRow], *, user: User, on: date) -> list[Judged]:
    """The rows beside what the user's agencies owe now; as few queries for many as for one."""
    owed = Commitment.objects.by_table(user)
    keys = {row.key for row in rows if row.key is not None}
    found = owed.filter(pk__in=keys).for_list().prefetch_related("contributors")
    by_key = {one.pk: one for one in found}
    replies = Reply.objects.filter(commitment__in=by_key)
    who = ("commitment", "agency", "body")
    last = _by_writer(replies.sent().order_by().values_list(*who).annotate(Max("number")))
    # The letter in which a draft stands proves nothing of what it claims.
    proofs = Count("files", filter=Q(files__letter=""))
    drafts = _by_writer(replies.drafts().order_by().values_list(*who).annotate(proofs=proofs))
    return [_judged(row, by_key.get(row.key or 0), last, drafts, user, on) for row in rows]


# By commitment: the value of each agency or Ban that replies to it.
ByWriter = dict[int, dict[tuple[int | None, int | None], int]]


def _by_writer(rows: Iterable[tuple[Any, ...]]) -> ByWriter:
    found: ByWriter = {}
    for commitment, agency, body, value in rows:
        found.setdefault(commitment, {})[agency, body] = value
    return found


def _judged(
    row: AnswerRow,
    commitment: Commitment | None,
    last: ByWriter,
    drafts: ByWriter,
    user: User,
    on: date,
) -> Judged:
    made = Judged(row, wrong=list(row.wrong), notes=list(row.notes))
    writer = replies_for(user, commitment) if commitment is not None else None
    if commitment is None or writer is None:
        if Wrong.CODE not in made.wrong:
            made.wrong.insert(0, Wrong.NOT_MINE)
        return made
    made.commitment, made.writer = commitment, writer
    who = (writer.pk, None) if isinstance(writer, Agency) else (None, writer.pk)
    sent, drafted = last.get(commitment.pk, {}), drafts.get(commitment.pk, {})
    made.last = max(sent.values(), default=0)
    if commitment.stage not in MOVES[Move.REPLY][0]:
        made.wrong.append(Wrong.SHUT)
    elif sent.get(who, 0) > row.replied:
        made.wrong.append(Wrong.ANSWERED)
    if who in drafted:
        made.notes.append(Note.DRAFT)
    if row.claimed:
        made.answer = Answer(**row.said(), has_files=bool(drafted.get(who)))
        made.faults = faults(made.answer, kind=commitment.kind, today=on)
    return made


@in_office_language
@transaction.atomic
def settle_sheet(
    sheet: AnswerSheet, *, as_drafts: bool, leave_out: bool, by: User
) -> tuple[AnswerSheet, int]:
    """Gửi trả lời của mọi dòng, or keep them as drafts; returns the table and how many were taken.

    All of them or none. Rows with problems are left out only when the person says so. Raises
    CommitmentRefused `sheet_settled`, `sheet_wrong`, `sheet_nothing`.
    """
    sheet = _locked_sheet(sheet)
    rows = sheet.read_rows()
    keys = [row.key for row in rows if row.key is not None]
    mine = Commitment.objects.by_table(by).filter(pk__in=keys).values("pk")
    held = Commitment.objects.select_for_update(of=("self",)).filter(pk__in=mine)
    locked = set(held.order_by("pk").values_list("pk", flat=True))
    rows_of_now = judge(rows, user=by, on=timezone.localdate())
    judged = [
        one if one.row.key in locked else Judged(one.row, wrong=[Wrong.NOT_MINE])
        for one in rows_of_now
    ]
    ready = [one for one in judged if one.is_ready(as_drafts=as_drafts)]
    if len(ready) < len(judged) and not leave_out:
        raise CommitmentRefused("sheet_wrong", count=len(judged) - len(ready))
    if not ready:
        raise CommitmentRefused("sheet_nothing")
    replies = _write(ready, as_drafts=as_drafts, by=by)
    if not as_drafts:
        _carry(replies, by=by)
    for at, one in enumerate(judged):
        if one.is_ready(as_drafts=as_drafts):
            sheet.rows[at]["reply"] = replies.pop(0).pk
    _settle(sheet, SheetState.DRAFTED if as_drafts else SheetState.SENT)
    count = len(ready)
    log.record(
        "answer_sheet.settled",
        sheet,
        by=by,
        name=sheet.name,
        sent=0 if as_drafts else count,
        drafted=count if as_drafts else 0,
    )
    if not as_drafts:
        _tell(ready)
    return sheet, count


def _write(ready: Sequence[Judged], *, as_drafts: bool, by: User) -> list[Reply]:
    """The replies of the rows, in their order: stored, and sent unless they are drafts."""
    keys = [one.row.key for one in ready]
    who = ("commitment_id", "agency_id", "body_id")
    drafts = {
        tuple(of): pk
        for pk, *of in Reply.objects.drafts().filter(commitment__in=keys).values_list("pk", *who)
    }
    replies = []
    for one in ready:
        assert one.commitment is not None  # noqa: S101 -- what is ready answers something
        assert one.writer is not None  # noqa: S101 -- somebody answers it
        assert one.answer is not None  # noqa: S101 -- and says something
        reply = new_draft(one.commitment, one.writer)
        reply.pk = drafts.get((reply.commitment_id, reply.agency_id, reply.body_id))
        write_down(reply, one.answer, by=by)
        if not as_drafts:
            mark_sent(reply, one.answer, number=one.last + 1, by=by)
        replies.append(reply)
    return Reply.objects.bulk_create(
        replies,
        update_conflicts=True,
        unique_fields=["pk"],
        update_fields={*DRAFT_FIELDS, *SENT_FIELDS},
    )


def _carry(replies: Sequence[Reply], *, by: User) -> None:
    """Those of the leads carry the stage; the trail has them all."""
    carried: dict[str, list[int]] = {}
    for reply in replies:
        if reply.writer == reply.commitment.owner:
            carried.setdefault(reply.quality, []).append(reply.commitment_id)
    stage = MOVES[Move.REPLY][1].value
    for quality, keys in carried.items():
        Commitment.objects.filter(pk__in=keys).update(stage=stage, quality=quality)
    log.record_all("commitment.replied", [(one.commitment, act_of(one)) for one in replies], by=by)
    written = [key for keys in carried.values() for key in keys]

    def tell_written() -> None:
        stages_written.send(Commitment, keys=written)

    transaction.on_commit(tell_written, robust=True)


def _tell(sent: Sequence[Judged]) -> None:
    """One line for each council and agency, however many were answered."""
    counts: dict[tuple[Council, Owner], int] = {}
    for one in sent:
        assert one.commitment is not None  # noqa: S101 -- it was sent
        assert one.writer is not None  # noqa: S101 -- by somebody
        key = (one.commitment.council, one.writer)
        counts[key] = counts.get(key, 0) + 1
    today = timezone.localdate()
    for (council, writer), count in counts.items():
        url = f"{reverse('commitments:list')}?stage=replied"
        if isinstance(writer, Agency):
            url = f"{url}&lead={writer.pk}"
        send.after_commit(
            "commitment.replied",
            to=recipients.office(council, on=today),
            about=council,
            title=_("{writer} trả lời {count} kiến nghị, cam kết bằng một bảng").format(
                writer=writer, count=count
            ),
            url=url,
            email=False,
        )


@transaction.atomic
def drop_sheet(sheet: AnswerSheet, *, by: User) -> AnswerSheet:
    """Bỏ bảng; nothing of it is answered. Raises CommitmentRefused `sheet_settled`."""
    sheet = _locked_sheet(sheet)
    sheet.rows = []
    _settle(sheet, SheetState.DROPPED)
    log.record("answer_sheet.dropped", sheet, by=by, name=sheet.name)
    return sheet


def _locked_sheet(sheet: AnswerSheet) -> AnswerSheet:
    sheet = AnswerSheet.objects.select_for_update().get(pk=sheet.pk)
    if sheet.state != SheetState.READ:
        raise CommitmentRefused("sheet_settled")
    return sheet


def _settle(sheet: AnswerSheet, state: SheetState) -> None:
    sheet.state, sheet.settled_at = state.value, timezone.now()
    sheet.save(update_fields=["state", "settled_at", "rows"])
