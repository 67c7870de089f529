"""Invitations: whom to ask, issuing the papers in one run, answers."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from io import BytesIO

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.council.models import Body, Mandate, Membership
from hdnd_portal.documents.kinds import DOCX, PDF
from hdnd_portal.documents.papers import DocxSeries, Paper, missing_letters, render_pdf
from hdnd_portal.documents.registers import take_number
from hdnd_portal.documents.released import words_of
from hdnd_portal.documents.services import store_made
from hdnd_portal.documents.signers import signature_lines
from hdnd_portal.notices import links, send
from hdnd_portal.reports import jobs
from hdnd_portal.reports.models import Job
from hdnd_portal.ui.language import in_office_language
from sessions import tasks
from sessions.models import CouncilSession, Invitation, InvitationRun
from sessions.models.invitation import InvitationQuerySet
from sessions.papers import (
    INVITATION_KEYS,
    invitation_paper,
    printed_facts,
    programme,
)
from sessions.services.guests import guests_to_invite
from sessions.services.locks import lock_session
from sessions.services.refusals import SessionRefused
from sessions.workflow import SessionState

LINK_PURPOSE = "sessions.invitation"
JOB_KIND = "sessions.issue_invitations"
# Before the date is agreed nobody is invited; once the session is over neither.
INVITABLE = frozenset({SessionState.AGREED, SessionState.CONVENED, SessionState.READY})
DELEGATES, GUESTS = "delegates", "guests"
# Papers kept in one transaction: fewer commits, and no more than these lost with a killed worker.
HANDFUL = 5


def delegates_to_invite(session: CouncilSession) -> list[Mandate]:
    """Delegates who hold their seat on the opening day and are not suspended, without a paper."""
    return list(
        Mandate.objects.able_to_act(session.opening_on)
        .filter(term=session.term_id)
        .exclude(
            pk__in=session.invitations.standing().filter(mandate__isnull=False).values("mandate")
        )
        .select_related("person")
        .order_by("person__sort_key", "pk")
    )


def signers(session: CouncilSession, *, on: date) -> list[Membership]:
    """Who may sign: chair and vice-chairs of the Standing Committee of the day, the chair first."""
    members = Membership.objects.in_force(on).filter(
        body__term=session.term_id,
        body__kind=Body.Kind.STANDING_COMMITTEE,
        role__in=[Membership.Role.CHAIR, Membership.Role.VICE_CHAIR],
    )
    return list(members.select_related("person").order_by("role", "person__sort_key"))


@in_office_language
@transaction.atomic
def issue_invitations(
    session: CouncilSession, *, signer: Membership, issued_on: date, by: User
) -> Job:
    """Ask for the papers of everybody not invited yet; the worker makes, numbers and sends them.

    The list is fixed here, so that a run does the same however often it is begun. Raises
    SessionRefused `not_invitable`, `nobody_to_invite`, `issued_in_future`, `letters_missing`.
    """
    session = lock_session(session)
    if SessionState(session.state) not in INVITABLE:
        raise SessionRefused("not_invitable")
    if issued_on > timezone.localdate():
        raise SessionRefused("issued_in_future")
    mandates, guests = delegates_to_invite(session), guests_to_invite(session)
    if not mandates and not guests:
        raise SessionRefused("nobody_to_invite")
    run = InvitationRun.objects.create(
        session=session,
        signer=signer.person,
        signer_block=list(signature_lines(signer.role)),
        printed={**printed_facts(session), **_wordings(session)},
        issued_on=issued_on,
        issued_by=by,
        issued_at=timezone.now(),
        replaces=_overtaken(session),
    )
    unit = str(session.council.unit)
    rows = [
        Invitation(
            session=session,
            run=run,
            mandate=mandate,
            addressee=(
                f"{mandate.person.get_sex_display()} {mandate.person.name}, "
                f"đại biểu Hội đồng nhân dân {unit}"
            ),
            email=mandate.person.email,
            phone=mandate.person.phone,
        )
        for mandate in mandates
    ]
    rows += [
        Invitation(
            session=session,
            run=run,
            guest=guest,
            addressee=f"{guest.name}, {guest.title}" if guest.title else guest.name,
            email=guest.email,
            phone=guest.phone,
        )
        for guest in guests
    ]
    _refuse_strange_letters(session, [row.addressee for row in rows])
    Invitation.objects.bulk_create(rows)
    run.job = jobs.enqueue(JOB_KIND, by=by, council=session.council, run=run.pk)
    run.save(update_fields=["job"])
    log.record("invitations.issued", session, by=by, run=run.pk, count=len(rows))
    return run.job


def _wordings(session: CouncilSession) -> dict[str, str]:
    """The sentences of the papers as they read on the day of issue."""
    words = words_of(session.council)
    return {key: words.text(key) for key in INVITATION_KEYS}


def _overtaken(session: CouncilSession) -> str:
    """The numbers of the papers that another day of the session has made void."""
    papers = session.invitations.filter(superseded_at__isnull=False, document__isnull=False)
    references = papers.order_by("document_id").values_list("document__reference", flat=True)
    return ", ".join(dict.fromkeys(references))[:300]


def _refuse_strange_letters(session: CouncilSession, addressees: Sequence[str]) -> None:
    """One name that cannot be printed would stop the papers of all, in the middle of the night."""
    texts = [*addressees, session.name, session.place]
    for item in session.items.for_agenda():
        decided = item.chair_decision.text if item.chair_decision else ""
        texts += [item.title, str(item.presenter or item.presenting_body or ""), decided]
    for text in texts:
        if letters := missing_letters(text):
            raise SessionRefused("letters_missing", letters=" ".join(letters), text=text[:80])


@in_office_language
@transaction.atomic
def number_run(run: InvitationRun) -> None:
    """Take one number for the delegates' paper and one for the guests', once (decision 0004)."""
    run = InvitationRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    session = run.session
    for category, words in ((DELEGATES, _("Đại biểu HĐND")), (GUESTS, _("Khách mời"))):
        papers = run.invitations.standing().filter(
            document__isnull=True, mandate__isnull=category == GUESTS
        )
        count = papers.count()
        if not count:
            continue
        document = take_number(
            session.council,
            kind="GM",
            symbol=session.council.symbol,
            on=run.issued_on,
            by=run.issued_by,
            summary=f"Mời dự {session.name}{' (thay thế)' if run.replaces else ''}",
            signer=run.signer,
            recipients=f"{words} ({count})",
            kept_by="VT",
            copies=count,
        )
        papers.update(document=document)


class Press:
    """What the papers of one run share: the two programmes, and the DOCX that differs in a name."""

    def __init__(self, run: InvitationRun) -> None:
        items = list(run.session.items.for_agenda())
        sittings = list(run.session.sittings.all())
        self._delegates = programme(sittings, items, with_closed=True)
        self._guests = programme(sittings, items, with_closed=False)
        self._series = DocxSeries()

    def print(self, invitation: Invitation) -> tuple[bytes, bytes]:
        """The invitation as PDF and as DOCX."""
        part = self._delegates if invitation.mandate_id else self._guests

        def paper_for(addressee: str) -> Paper:
            return invitation_paper(invitation, part, addressee=addressee)

        pdf = render_pdf(paper_for(invitation.addressee))
        return pdf, self._series.render(paper_for, invitation.addressee)


@in_office_language
def make_invitations(keys: Sequence[int], *, press: Press) -> int:
    """Make some papers, keep them and write their letters, in one transaction; returns how many.

    Those made already are left out. Rendering happens before the locks are taken, so that a slow
    paper blocks nobody; what a killed worker had rendered is thrown away and made again.
    """
    waiting = list(
        Invitation.objects.standing()
        .filter(pk__in=keys, made_at=None)
        .select_related(
            "session__council__unit",
            "session__term",
            "run__signer",
            "run__issued_by",
            "document",
            "mandate__person",
            "guest",
        )
        .order_by("pk")
    )
    papers = [(invitation, *press.print(invitation)) for invitation in waiting]
    with transaction.atomic():
        locked = Invitation.objects.standing().select_for_update(of=("self",)).order_by("pk")
        free = set(locked.filter(pk__in=keys, made_at=None).values_list("pk", flat=True))
        for invitation, pdf, docx in papers:
            if invitation.pk in free:
                _keep(invitation, pdf, docx)
                _tell(invitation)
    return len(free)


def _keep(invitation: Invitation, pdf: bytes, docx: bytes) -> None:
    council = invitation.session.council
    by = invitation.run.issued_by
    stem = f"giay-moi-{invitation.pk}"
    title = f"Giấy mời: {invitation.addressee}"[:500]
    invitation.pdf = store_made(
        council,
        data=BytesIO(pdf),
        name=f"{stem}.pdf",
        media_type=PDF.media_type,
        reads_text=False,
        by=by,
        title=title,
    )
    invitation.docx = store_made(
        council,
        data=BytesIO(docx),
        name=f"{stem}.docx",
        media_type=DOCX.media_type,
        reads_text=False,
        by=by,
        title=title,
    )
    invitation.made_at = timezone.now()
    invitation.save(update_fields=["pdf", "docx", "made_at"])


def answer_path(invitation: Invitation) -> str:
    """The path on which the invited person answers without signing in, until the session closes."""
    token = links.make(LINK_PURPOSE, invitation.pk, until=invitation.session.closing_on)
    return reverse("sessions:answer", kwargs={"token": token})


def _letter_title(invitation: Invitation) -> str:
    title = (
        _("Giấy mời (thay thế) dự {session}")
        if invitation.run.replaces
        else _("Giấy mời dự {session}")
    )
    return title.format(session=invitation.session.name)


def _tell(invitation: Invitation) -> None:
    pdf = invitation.pdf
    path = answer_path(invitation)
    invitation.delivery = send.email(
        "invitation.sent",
        address=invitation.email,
        name=invitation.addressee,
        subject=_letter_title(invitation),
        body=_(
            "Thường trực HĐND trân trọng gửi giấy mời và chương trình kỳ họp trong tệp kèm theo.\n"
            "Xin mở đường dẫn dưới đây để trả lời: sẽ dự, hay không dự được."
        ),
        attachments=[pdf.pk] if pdf else [],
        about=invitation,
        by=invitation.run.issued_by,
        url=path,
        phone=invitation.phone,
        key=f"invitation-{invitation.pk}",
    )
    invitation.save(update_fields=["delivery"])
    account = (
        User.objects.filter(person=invitation.mandate.person).first()
        if invitation.mandate
        else None
    )
    if account is not None:
        send.after_commit(
            "invitation.sent",
            to=[account],
            about=invitation,
            title=_letter_title(invitation),
            url=path,
            email=False,
            key=f"invitation-{invitation.pk}",
        )


def make_run(run: InvitationRun, *, step: Callable[[int, int], None]) -> tuple[int, int]:
    """Number and make every paper of a run that is not made; safe to begin again at any point.

    A second process helps from the other end (`help_run`). `step(done, total)` is told after each
    handful. Returns how many papers the run has, and how many have no address to be sent to.
    """
    number_run(run)
    tasks.ask_for_help(run.pk)
    press = Press(run)
    total = run.invitations.count()
    for keys in _handfuls(run.invitations.standing().filter(made_at=None).order_by("pk")):
        make_invitations(keys, press=press)
        step(run.invitations.filter(made_at__isnull=False).count(), total)
    return total, run.invitations.filter(email="").count()


def help_run(run: InvitationRun) -> int:
    """Make papers of a numbered run from its end, until some are met that are made; returns how
    many. Where both processes render the same paper, the second throws its own away under the lock.
    """
    press = Press(run)
    made = 0
    for keys in _handfuls(run.invitations.standing().filter(made_at=None).order_by("-pk")):
        count = make_invitations(keys, press=press)
        made += count
        if count < len(keys):
            break
    return made


def _handfuls(invitations: InvitationQuerySet) -> Iterator[list[int]]:
    keys = list(invitations.values_list("pk", flat=True))
    for start in range(0, len(keys), HANDFUL):
        yield keys[start : start + HANDFUL]


@transaction.atomic
def send_again(invitation: Invitation, *, by: User, email: str = "") -> Invitation:
    """Send a letter that did not arrive once more, perhaps to another address.

    Raises SessionRefused `letter_not_failed` for one that was sent or is under way,
    `invitation_superseded`, and `not_invitable` once the session is open or over.
    """
    locked = Invitation.objects.select_for_update(of=("self",)).select_related("session")
    invitation = locked.get(pk=invitation.pk)
    if SessionState(invitation.session.state) not in INVITABLE:
        raise SessionRefused("not_invitable")
    if invitation.superseded_at is not None:
        raise SessionRefused("invitation_superseded")
    if invitation.delivery is None:
        raise SessionRefused("letter_not_failed")
    if email:
        invitation.email = email
        invitation.save(update_fields=["email"])
    try:
        send.again(invitation.delivery, by=by, address=invitation.email)
    except send.SendRefused as error:
        raise SessionRefused("letter_not_failed") from error
    return invitation


@transaction.atomic
def answer_invitation(
    invitation: Invitation, *, answer: Invitation.Answer, note: str = "", by: User | None = None
) -> Invitation:
    """Keep what the invited person answered; a later answer takes the place of the earlier one.

    Raises SessionRefused `answer_too_late`, `invitation_superseded`.
    """
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if invitation.superseded_at is not None:
        raise SessionRefused("invitation_superseded")
    if SessionState(invitation.session.state) not in INVITABLE:
        raise SessionRefused("answer_too_late")
    invitation.answer = answer.value
    invitation.answer_note = note
    invitation.answered_at = timezone.now()
    invitation.save(update_fields=["answer", "answer_note", "answered_at"])
    log.record("invitation.answered", invitation, by=by, answer=answer.value)
    return invitation


def summary(invitations: Sequence[Invitation]) -> dict[str, int]:
    """How many were asked, reached, and how they answered."""
    return {
        "all": len(invitations),
        "made": sum(1 for i in invitations if i.made_at),
        "sent": sum(1 for i in invitations if i.delivery and i.delivery.state == "sent"),
        "failed": sum(
            1 for i in invitations if i.delivery and i.delivery.state in {"failed", "given_up"}
        ),
        "coming": sum(1 for i in invitations if i.answer == Invitation.Answer.COMING),
        "absent": sum(1 for i in invitations if i.answer == Invitation.Answer.ABSENT),
    }
