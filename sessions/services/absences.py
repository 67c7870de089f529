"""Requests to be absent: asked, changed, withdrawn by the delegate, decided by the chair (SES-13).

Every service locks the session first, then the request.
"""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.notices import send
from hdnd_portal.ui.language import in_office_language
from sessions.models import AbsenceRequest, CouncilSession, Sitting
from sessions.services.locks import lock_session
from sessions.services.reading import mandate_of
from sessions.services.refusals import SessionRefused
from sessions.workflow import SESSION_AHEAD, SESSION_OVER, SessionState

State = AbsenceRequest.State
OPEN_STATES = (State.WAITING, State.ACCEPTED)


@transaction.atomic
def ask_absence(
    session: CouncilSession,
    *,
    reason: str,
    text: str,
    by: User,
    from_sitting: Sitting | None = None,
    to_sitting: Sitting | None = None,
) -> AbsenceRequest:
    """Ask the chair to be absent, for the whole session or some half-days (SES-13).

    Raises SessionRefused `no_seat`, `absence_open`, `sittings_reversed`, `session_ended`.
    """
    session = _locked(session)
    mandate = mandate_of(by, session)
    if mandate is None:
        raise SessionRefused("no_seat")
    _refuse_reversed(from_sitting, to_sitting)
    if session.absence_requests.filter(mandate=mandate, state__in=OPEN_STATES).exists():
        raise SessionRefused("absence_open")
    request = AbsenceRequest.objects.create(
        session=session,
        mandate=mandate,
        reason=reason,
        text=text,
        from_sitting=from_sitting,
        to_sitting=to_sitting,
    )
    # The trail is read by more people than the request: it does not say why.
    log.record("absence.asked", request, by=by)
    return request


@transaction.atomic
def change_absence(
    request: AbsenceRequest,
    *,
    reason: str,
    text: str,
    by: User,
    from_sitting: Sitting | None = None,
    to_sitting: Sitting | None = None,
) -> AbsenceRequest:
    """Change a request that waits or was accepted; the chair decides on it anew.

    Raises SessionRefused `absence_decided`, `absence_after_opening`, `sittings_reversed`,
    `session_ended`.
    """
    session, request = _locked_request(request)
    _refuse_closed(session, request)
    _refuse_reversed(from_sitting, to_sitting)
    request.reason, request.text = reason, text
    request.from_sitting, request.to_sitting = from_sitting, to_sitting
    request.state, request.decision_note = State.WAITING.value, ""
    request.decided_by = request.decided_at = None
    request.save()
    log.record("absence.changed", request, by=by)
    return request


@transaction.atomic
def withdraw_absence(request: AbsenceRequest, *, by: User) -> AbsenceRequest:
    """The delegate comes after all; an accepted request can be withdrawn until the opening.

    Raises SessionRefused `absence_decided`, `absence_after_opening`, `session_ended`.
    """
    session, request = _locked_request(request)
    _refuse_closed(session, request)
    return _close(request, State.WITHDRAWN, by=by)


@in_office_language
@transaction.atomic
def decide_absence(
    request: AbsenceRequest, *, accept: bool, by: User, note: str = ""
) -> AbsenceRequest:
    """Accept or refuse, and tell the delegate.

    Raises SessionRefused `absence_decided`, `reason_missing` for a refusal, `session_ended`.
    """
    session, request = _locked_request(request)
    if request.state != State.WAITING:
        raise SessionRefused("absence_decided")
    if not accept and not note.strip():
        raise SessionRefused("reason_missing")
    request = _close(request, State.ACCEPTED if accept else State.REFUSED, by=by, note=note)
    title = (
        _("Đề nghị vắng mặt được đồng ý: {session}")
        if accept
        else _("Đề nghị vắng mặt không được đồng ý: {session}")
    )
    send.after_commit(
        f"absence.{request.state}",
        to=User.objects.filter(person=request.mandate.person_id, is_active=True),
        about=request,
        title=title.format(session=session.name),
        body=note.strip(),
        url=reverse("sessions:ask_absence", kwargs={"session": session.pk}),
    )
    return request


def open_request(session: CouncilSession, user: User) -> AbsenceRequest | None:
    """The user's request that waits or was accepted, while it may still be changed."""
    mandate = mandate_of(user, session)
    if mandate is None:
        return None
    request = session.absence_requests.filter(mandate=mandate, state__in=OPEN_STATES).first()
    return request if request is not None and may_be_changed(session, request) else None


def may_be_changed(session: CouncilSession, request: AbsenceRequest) -> bool:
    """Whether the delegate may still change or withdraw the request."""
    try:
        _refuse_closed(session, request)
    except SessionRefused:
        return False
    return session.state not in SESSION_OVER


def _locked(session: CouncilSession) -> CouncilSession:
    return lock_session(session, over=SessionRefused("session_ended"))


def _locked_request(request: AbsenceRequest) -> tuple[CouncilSession, AbsenceRequest]:
    session = _locked(request.session)
    locked = AbsenceRequest.objects.select_for_update(of=("self",)).select_related("mandate")
    return session, locked.get(pk=request.pk)


def _refuse_closed(session: CouncilSession, request: AbsenceRequest) -> None:
    if request.state not in OPEN_STATES:
        raise SessionRefused("absence_decided")
    if request.state == State.ACCEPTED and SessionState(session.state) not in SESSION_AHEAD:
        raise SessionRefused("absence_after_opening")


def _refuse_reversed(first: Sitting | None, last: Sitting | None) -> None:
    if first and last and first.starts_at > last.starts_at:
        raise SessionRefused("sittings_reversed")


def _close(request: AbsenceRequest, state: State, *, by: User, note: str = "") -> AbsenceRequest:
    request.state = state.value
    request.decided_by = by
    request.decided_at = timezone.now()
    request.decision_note = note
    request.save(update_fields=["state", "decided_by", "decided_at", "decision_note"])
    log.record(f"absence.{state.value}", request, by=by)
    return request
