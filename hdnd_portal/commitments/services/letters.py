"""Letters of reminder: for one agency, with all it has not done in time.

Locks: the agency's row, so that two people issue one letter; the register, see `documents.issuing`.
"""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts import recipients
from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.commitments.letter_paper import reminder_letter
from hdnd_portal.commitments.models import Commitment, ReminderLetter
from hdnd_portal.commitments.models.commitment import CommitmentQuerySet
from hdnd_portal.commitments.public import CommitmentFacts, facts_of
from hdnd_portal.commitments.workflow import CommitmentRefused
from hdnd_portal.council.models import Agency, Person
from hdnd_portal.documents.issuing import issue_document
from hdnd_portal.documents.papers import Paper, PaperError, Signature, missing_letters
from hdnd_portal.documents.signers import signers_for, standing_signature
from hdnd_portal.notices import send
from hdnd_portal.ui.language import in_office_language

# Kind of the letter in the registers.
KIND = "CV"


def overdue_of(agency: Agency, *, on: date) -> CommitmentQuerySet:
    """What the agency leads, whose day has passed, and nobody has found done."""
    return Commitment.objects.overdue(on).filter(lead=agency)


def draft_letter(agency: Agency, *, on: date) -> Paper:
    """The letter as it would go out on the day. Raises CommitmentRefused `nothing_overdue`."""
    return _letter_over(agency, facts_of(overdue_of(agency, on=on)), on=on)


def signers_of(agency: Agency, *, on: date) -> list[tuple[Person, Signature]]:
    """Who may sign on the day, whose name the fonts of papers can print."""
    found = signers_for(agency.council, on=on)
    return [pair for pair in found if not missing_letters(pair[0].name)]


@in_office_language
@transaction.atomic
def issue_letter(agency: Agency, *, signer: int, by: User) -> ReminderLetter:
    """Cấp số, ban hành: today's number, signed by `signer` (a person's key); the agency is told.

    Raises CommitmentRefused `nothing_overdue`, `letter_issued` for a second one on a day,
    `not_a_signer`, `paper_unprintable`.
    """
    locked = Agency.objects.select_for_update(of=("self",), no_key=True)
    agency = locked.select_related("council__unit").get(pk=agency.pk)
    today = timezone.localdate()
    standing = ReminderLetter.objects.standing().filter(agency=agency, document__issued_on=today)
    if (before := standing.select_related("document").first()) is not None:
        raise CommitmentRefused("letter_issued", reference=before.document.reference)
    person, signature = _signer(agency, signer, today)
    rows = facts_of(overdue_of(agency, on=today))
    try:
        document = issue_document(
            agency.council,
            _letter_over(agency, rows, on=today),
            kind=KIND,
            person=person,
            signature=signature,
            on=today,
            by=by,
        )
    except PaperError as error:
        raise CommitmentRefused("paper_unprintable") from error
    made = ReminderLetter.objects.create(
        council=agency.council, agency=agency, document=document, issued_by=by
    )
    made.commitments.set([row.pk for row in rows])
    log.record(
        "reminder_letter.issued", made, by=by, reference=document.reference, agency=str(agency)
    )
    send.after_commit(
        "reminder_letter.issued",
        to=recipients.agency_desk(agency, on=today),
        about=made,
        title=_("Công văn đôn đốc {reference}").format(reference=document.reference),
        body=_("{n} kiến nghị, cam kết quá hạn; danh mục trong văn bản.").format(n=len(rows)),
        url=reverse("documents:version", kwargs={"version": document.pdf_id}),
    )
    return made


def _letter_over(agency: Agency, rows: Sequence[CommitmentFacts], *, on: date) -> Paper:
    if not rows:
        raise CommitmentRefused("nothing_overdue")
    return reminder_letter(agency, rows, standing_signature(None), on=on)


def _signer(agency: Agency, signer: int, on: date) -> tuple[Person, Signature]:
    for person, signature in signers_of(agency, on=on):
        if person.pk == signer:
            return person, signature
    raise CommitmentRefused("not_a_signer")
