"""Issuing papers of voter contact: a number of the register, and the paper as it was printed.

Locks: the register, see `documents.issuing`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts import recipients
from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.council.models import Council, Person
from hdnd_portal.documents.issuing import issue_document
from hdnd_portal.documents.models import Document
from hdnd_portal.documents.papers import Paper, PaperError, Signature, missing_letters
from hdnd_portal.notices import send
from hdnd_portal.ui.language import in_office_language
from sessions.public import signers_of_standing_committee
from voters.models import ContactPaper, ContactPlan, Referral, VoterMeeting
from voters.refusals import ContactRefused
from voters.workflow import PaperKind

# Kind of document in the registers, by kind of paper.
REGISTERED = {
    PaperKind.PLAN: "KH",
    PaperKind.NOTICE: "TB",
    PaperKind.INVITATION: "GM",
    PaperKind.SUMMARY: "BC",
    PaperKind.ANSWERS: "TB",
    PaperKind.REFERRAL: "CV",
    PaperKind.SYNTHESIS: "BC",
}


@dataclass(frozen=True, slots=True)
class About:
    """What a paper is about: one of its kind for each of these, while its number stands."""

    council: Council
    session: int
    kind: PaperKind
    plan: ContactPlan | None = None
    meeting: VoterMeeting | None = None
    referral: Referral | None = None

    def papers(self) -> models.QuerySet[ContactPaper]:
        """What was issued of it, the last one first."""
        return ContactPaper.objects.filter(
            kind=self.kind,
            session=self.session,
            plan=self.plan,
            meeting=self.meeting,
            referral=self.referral,
        ).order_by("-pk")

    def standing(self) -> ContactPaper | None:
        """The paper that holds; None before it is issued, and after its number was given up."""
        rows = self.papers().filter(document__state=Document.State.ISSUED)
        return rows.select_related("document__pdf", "document__docx", "document__signer").first()


@in_office_language
@transaction.atomic
def issue_paper(
    about: About, describe: Callable[[], Paper], *, signer: int, by: User
) -> ContactPaper:
    """Cấp số, ban hành: today's number, signed by `signer` (a person's key), kept as PDF and DOCX.

    `describe` gives the draft. Raises ContactRefused `paper_issued`, `not_a_signer`,
    `paper_unprintable`.
    """
    _refuse_second(about)
    today = timezone.localdate()
    person, signature = _signer(about, signer, today)
    try:
        document = issue_document(
            about.council,
            describe(),
            kind=REGISTERED[about.kind],
            person=person,
            signature=signature,
            on=today,
            by=by,
            check=lambda: _refuse_second(about),
        )
    except PaperError as error:
        raise ContactRefused("paper_unprintable") from error
    made = ContactPaper.objects.create(
        council=about.council,
        session_id=about.session,
        kind=about.kind,
        plan=about.plan,
        meeting=about.meeting,
        referral=about.referral,
        document=document,
        issued_by=by,
    )
    log.record("contact_paper.issued", _subject(made), by=by, reference=document.reference)
    return made


def signers_of(about: About, *, on: date) -> list[tuple[Person, Signature]]:
    """Who may sign it on the day, whose name the fonts of papers can print."""
    found = signers_of_standing_committee(about.session, on=on)
    return [pair for pair in found if not missing_letters(pair[0].name)]


def tell_agencies(paper: ContactPaper, *, url: str) -> None:
    """Tell the agencies of a referral that its letter is out; the paper lies behind the link."""
    referral = paper.referral
    assert referral is not None  # noqa: S101 -- only of referrals
    on = timezone.localdate()
    desks = {
        user.pk: user
        for receipt in referral.receipts.select_related("agency")
        for user in recipients.agency_desk(receipt.agency, on=on)
    }
    send.after_commit(
        "referral.letter_issued",
        to=desks.values(),
        about=referral,
        title=_("Văn bản {reference} chuyển kiến nghị cử tri").format(
            reference=paper.document.reference
        ),
        body=_(
            "Gửi {agency}; hạn trả lời {day}. Văn bản và danh mục kiến nghị ở đường dẫn."
        ).format(agency=referral.agency, day=f"{referral.due_on:%d/%m/%Y}"),
        url=url,
    )


def _refuse_second(about: About) -> None:
    if (before := about.standing()) is not None:
        raise ContactRefused("paper_issued", reference=before.document.reference)


def _signer(about: About, signer: int, on: date) -> tuple[Person, Signature]:
    for person, signature in signers_of(about, on=on):
        if person.pk == signer:
            return person, signature
    raise ContactRefused("not_a_signer")


def _subject(paper: ContactPaper) -> models.Model:
    """The record in whose history it stands."""
    return paper.plan or paper.meeting or paper.referral or paper
