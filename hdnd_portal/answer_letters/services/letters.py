"""Bringing in a letter, reading it, dropping it.

Locks: the letter, then commitments in the order of their keys.
"""

from dataclasses import asdict
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.answer_letters.cutting import Cut, cut
from hdnd_portal.answer_letters.hints import hints_of, reference_of
from hdnd_portal.answer_letters.matching import Finder, Wanted
from hdnd_portal.answer_letters.models import AnswerLetter, LetterPart
from hdnd_portal.answer_letters.workflow import DROPPABLE, LetterRefused, LetterState, PartState
from hdnd_portal.audit import log
from hdnd_portal.commitments.models import Commitment, Reply
from hdnd_portal.commitments.models.commitment import CommitmentQuerySet
from hdnd_portal.council.models import Agency
from hdnd_portal.documents import store
from hdnd_portal.documents.kinds import BY_MEDIA_TYPE, DOCX, PDF
from hdnd_portal.documents.models import Version
from hdnd_portal.documents.paragraphs import Paragraph, paragraphs_of
from hdnd_portal.documents.reader import ReaderFailed
from hdnd_portal.documents.services import Readable, store_upload
from hdnd_portal.documents.tables import TableRefused
from hdnd_portal.reports.jobs import RunningJob, enqueue

READ_JOB = "answer_letters.read_letter"
# Characters of a letter of 300 close pages.
LONGEST = 2_000_000
# Parts that are compared between two notes of progress.
PIECE = 10
# Paragraphs and characters in which number and day of the letter stand.
TOP, HEAD = 20, 2_000


def begin_letter(
    agency: Agency,
    *,
    data: Readable,
    name: str,
    by: User,
    on_behalf: bool = False,
    reference: str = "",
    signed_on: date | None = None,
) -> AnswerLetter:
    """Nhận công văn trả lời, and have it read in the background.

    Raises FileRefused, LetterRefused `letter_kind`, `letter_again` (with the key of the first).
    """
    with transaction.atomic():
        # Two people who bring the same letter at once wait for each other here.
        agency = Agency.objects.select_for_update(of=("self",), no_key=True).get(pk=agency.pk)
        version = store_upload(agency.council, data=data, name=name, by=by)
        if BY_MEDIA_TYPE[version.media_type] not in {DOCX, PDF}:
            raise LetterRefused("letter_kind")
        same = AnswerLetter.objects.standing().filter(agency=agency, sha256=version.sha256)
        if (first := same.first()) is not None:
            raise LetterRefused("letter_again", first=first.pk, at=first.made_at)
        made = AnswerLetter.objects.create(
            council_id=agency.council_id,
            agency=agency,
            on_behalf=on_behalf,
            version=version,
            sha256=version.sha256,
            reference=reference,
            signed_on=signed_on,
            made_by=by,
        )
        made.job = enqueue(READ_JOB, by=by, council=made.council, letter=made.pk)
        made.save(update_fields=["job"])
        log.record("answer_letter.begun", made, by=by, name=version.name, agency=str(agency))
    return made


def awaited_of(letter: AnswerLetter) -> CommitmentQuerySet:
    """What the agency still owes word of, as lead or as contributor, in this council."""
    agency = letter.agency_id
    said = Reply.objects.sent().filter(agency=agency)
    helping = Commitment.contributors.through.objects.filter(agency=agency).values("commitment")
    rows = Commitment.objects.awaited().filter(council=letter.council_id)
    led = rows.filter(lead=agency)
    helped = rows.filter(pk__in=helping).exclude(pk__in=said.values("commitment"))
    return led | helped


def finder_of(letter: AnswerLetter) -> Finder:
    """Finds among what the agency still owes word of."""
    rows = awaited_of(letter).values_list("pk", "text", "source_label")
    return Finder([Wanted(pk, text, source) for pk, text, source in rows])


def read_letter(key: int, running: RunningJob) -> AnswerLetter:
    """Đọc công văn: parts with what is proposed for each, all of them or none.

    Begun again it finds them there. Raises Cancelled and TakenOver of the job.
    """
    with transaction.atomic():
        letter = locked_letter(key)
        if letter.state != LetterState.READING:
            return letter
        try:
            paragraphs = _paragraphs(letter.version)
            finder = finder_of(letter)
            parts = cut(paragraphs, asks=finder.asks)
        except (LetterRefused, TableRefused) as refused:
            return _fail(letter, refused.code, refused.details)
        except ReaderFailed:
            return _fail(letter, "letter_unreadable", {})
        _keep(letter, parts, finder, running)
        opening = "\n".join(one.text for one in paragraphs[:TOP])[:HEAD]
        reference, signed_on = reference_of(opening)
        letter.reference = letter.reference or reference
        letter.signed_on = letter.signed_on or signed_on
        letter.state = LetterState.READ.value
        letter.save(update_fields=["reference", "signed_on", "state"])
        return letter


def _paragraphs(version: Version) -> list[Paragraph]:
    with store.local_path(version.key) as path:
        found = paragraphs_of(
            path,
            version.media_type,
            seconds=settings.FILE_READING_SECONDS * 3,
            characters=LONGEST,
        )
    if not any(one.text for one in found):
        raise LetterRefused("letter_no_text")
    return found


def _keep(letter: AnswerLetter, parts: list[Cut], finder: Finder, running: RunningJob) -> None:
    today = timezone.localdate()
    made = []
    for at, part in enumerate(parts, start=1):
        matches = [] if part.is_frame else finder.find(part.asked, part.answer)
        made.append(
            LetterPart(
                letter=letter,
                position=at,
                label=part.label[:400],
                page=part.page or None,
                asked=part.asked,
                answer=part.answer,
                proposals=[asdict(one) for one in matches],
                hints={} if part.is_frame else hints_of(part.answer, on=today),
                state=(PartState.ASIDE if part.is_frame else PartState.OPEN).value,
            )
        )
        if at % PIECE == 0:
            running.step(at, len(parts))
    LetterPart.objects.bulk_create(made)
    running.step(len(parts), len(parts))


def _fail(letter: AnswerLetter, code: str, details: dict[str, object]) -> AnswerLetter:
    letter.failure = {"code": code, **details}
    letter.state = LetterState.UNREADABLE.value
    letter.save(update_fields=["failure", "state"])
    return letter


@transaction.atomic
def number_letter(
    letter: AnswerLetter, *, reference: str, signed_on: date, by: User
) -> AnswerLetter:
    """Ghi số, ngày của công văn. Raises LetterRefused `letter_settled`."""
    letter = open_letter(letter)
    letter.reference, letter.signed_on = reference.strip(), signed_on
    letter.save(update_fields=["reference", "signed_on"])
    return letter


@transaction.atomic
def drop_letter(letter: AnswerLetter, *, by: User) -> int:
    """Bỏ công văn: nothing of it is sent, its drafts are undone; returns how many of these.

    Raises LetterRefused `letter_settled` once it was sent.
    """
    letter = locked_letter(letter.pk)
    if letter.state not in DROPPABLE:
        raise LetterRefused("letter_settled")
    # Whoever sends one of the drafts now has sent it, or finds it gone.
    answered = Commitment.objects.filter(pk__in=letter.answers.values("commitment"))
    list(answered.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    drafts = Reply.objects.drafts().filter(pk__in=letter.answers.values("reply"))
    undone = drafts.count()
    drafts.delete()
    letter.state, letter.settled_at = LetterState.DROPPED.value, timezone.now()
    letter.save(update_fields=["state", "settled_at"])
    log.record("answer_letter.dropped", letter, by=by, name=str(letter), undone=undone)
    return undone


def locked_letter(key: int) -> AnswerLetter:
    """The letter, locked, whatever its state."""
    rows = AnswerLetter.objects.select_for_update(of=("self",))
    return rows.select_related("agency", "council", "version").get(pk=key)


def open_letter(letter: AnswerLetter) -> AnswerLetter:
    """The letter, locked, while people look at it. Raises LetterRefused `letter_settled`."""
    letter = locked_letter(letter.pk)
    if letter.state != LetterState.READ:
        raise LetterRefused("letter_settled")
    return letter
