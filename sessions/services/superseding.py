"""What another day of a session, or none, does to the invitations that are out."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.notices import send
from hdnd_portal.ui.language import in_office_language
from sessions import recipients
from sessions.models import CouncilSession, Invitation


@in_office_language
def tell_of_move(session: CouncilSession, *, before: date, was_announced: bool, by: User) -> None:
    """The session has another day: its invitations are void, and the invited are told.

    Called with the session's row locked. `was_announced` says whether the delegates knew the day
    without an invitation, by the convening.
    """
    void = _supersede(session, by=by) if session.opening_on != before else []
    if not void and not was_announced:
        return
    words = _("{session} khai mạc ngày {after}, không phải ngày {before}.").format(
        session=session.name, after=f"{session.opening_on:%d/%m/%Y}", before=f"{before:%d/%m/%Y}"
    )
    if session.opening_on == before:
        words = _("{session} kéo dài từ ngày {first} đến ngày {last}.").format(
            session=session.name,
            first=f"{session.opening_on:%d/%m/%Y}",
            last=f"{session.closing_on:%d/%m/%Y}",
        )
    _tell(session, "session.moved", _("{session}: thay đổi thời gian"), words, void, by=by)


@in_office_language
def tell_of_stop(
    session: CouncilSession, *, words: str, reason: str, was_announced: bool, by: User
) -> None:
    """The session is postponed or cancelled: its invitations are void, and the invited are told."""
    void = _supersede(session, by=by)
    if void or was_announced:
        why = _("Lý do: {reason}").format(reason=reason)
        _tell(session, "session.stopped", words, why, void, by=by)


def _supersede(session: CouncilSession, *, by: User) -> list[Invitation]:
    """Mark the invitations as void and return them; answers and papers stay as they are."""
    standing = session.invitations.standing().select_for_update(of=("self",)).order_by("pk")
    void = list(standing.select_related("document", "mandate__person"))
    if void:
        session.invitations.filter(pk__in=[invitation.pk for invitation in void]).update(
            superseded_at=timezone.now()
        )
        log.record("invitations.superseded", session, by=by, count=len(void))
    return void


def _tell(
    session: CouncilSession,
    event: str,
    title: str,
    words: str,
    void: Sequence[Invitation],
    *,
    by: User,
) -> None:
    """Delegates with an account in their inbox and by letter, everybody else invited by letter."""
    accounts = list(recipients.delegates(session.council, on=timezone.localdate()))
    send.after_commit(
        event,
        to=accounts,
        about=session,
        title=title.format(session=session.name),
        body=words,
        url=reverse("sessions:plan", kwargs={"session": session.pk}),
    )
    reached = {account.person_id for account in accounts if account.email}
    for invitation in void:
        if invitation.made_at is None or not invitation.email:
            continue
        if invitation.mandate is not None and invitation.mandate.person_id in reached:
            continue
        reference = invitation.document.reference if invitation.document else ""
        send.email(
            event,
            address=invitation.email,
            name=invitation.addressee,
            subject=title.format(session=session.name),
            body="\n".join(
                [
                    words,
                    _("Giấy mời số {reference} không còn giá trị.").format(reference=reference),
                    _("Khi kỳ họp có ngày mới được thống nhất, giấy mời thay thế sẽ được gửi."),
                ]
            ),
            about=invitation,
            by=by,
            phone=invitation.phone,
        )
