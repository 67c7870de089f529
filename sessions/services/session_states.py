"""The states of a session: every move of it is made here."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from sessions.events import EXCEPTION_EVENTS, OPENED_WITHOUT_QUORUM, SESSION_EVENTS
from sessions.models import CouncilSession
from sessions.presence import quorum_at
from sessions.services.live import changed
from sessions.services.locks import lock_session
from sessions.services.refusals import SessionRefused
from sessions.services.sittings import follow
from sessions.services.superseding import tell_of_stop
from sessions.workflow import (
    SESSION_ANNOUNCED,
    SessionFacts,
    SessionMove,
    SessionState,
    is_exception,
    needs_reason,
    session_after,
    session_may,
    session_objection,
)

# The refusal of an exception without its reason.
EXCEPTIONS = {
    SessionMove.OPEN: "exception_missing",
    SessionMove.CLOSE: "undecided_missing",
}


# Moves after which nobody is invited any more, and what the invited are told.
STOPS = {
    SessionMove.POSTPONE: _("{session}: hoãn"),
    SessionMove.CANCEL: _("{session}: không tổ chức"),
}


def facts_of(session: CouncilSession, *, today: date) -> SessionFacts:
    """What the moves of the session, read `with_items_counted`, are judged by on the day."""
    return SessionFacts(
        today=today,
        opening_on=session.opening_on,
        unsent=session.unsent,
        undecided=session.undecided,
        quorum_missing=_quorum_missing(session, today),
    )


def _quorum_missing(session: CouncilSession, today: date) -> int:
    """How many delegates the hall lacks for an opening now; asked when one is possible only.

    Where no delegate of the council is known nobody can be missing.
    """
    opens = session_may(SessionState(session.state), SessionMove.OPEN)
    if not opens or today < session.opening_on:
        return 0
    presence = quorum_at(session, timezone.now())
    return presence.missing if presence is not None and presence.base else 0


def exception_refusal(
    state: SessionState, move: SessionMove, facts: SessionFacts
) -> SessionRefused:
    """Why the move wants a reason, as the refusal of it without one."""
    if move is SessionMove.OPEN and facts.quorum_missing:
        early = state is SessionState.CONVENED
        code = "exception_and_quorum_missing" if early else "quorum_missing"
        return SessionRefused(code, count=facts.quorum_missing)
    return SessionRefused(EXCEPTIONS.get(move, "reason_missing"), count=facts.undecided)


@transaction.atomic
def carry_session(
    session: CouncilSession, move: SessionMove, *, today: date, by: User, reason: str = ""
) -> CouncilSession:
    """Carry the session to its next state.

    Raises MoveRefused; SessionRefused `items_unsent`, `opening_ahead`, `reason_missing`,
    `poll_open_in_session` (closing while a vote waits for its end or its result), and for an
    exception without its reason `exception_missing` (opening without all papers) or
    `undecided_missing` (closing with items that have no result), `quorum_missing` or
    `exception_and_quorum_missing` (opening without the quorum recorded).
    """
    session = lock_session(session)
    before = SessionState(session.state)
    state = session_after(before, move)
    # Counted under the lock: what the query that took it saw may be older.
    facts = facts_of(
        CouncilSession.with_rehearsals.with_items_counted().get(pk=session.pk), today=today
    )
    objection = session_objection(move, facts)
    if objection is not None:
        raise SessionRefused(objection.code, **objection.details)
    if move is SessionMove.CLOSE:
        waiting = session.polls.filter(state__in=["open", "closed"]).values_list("title", flat=True)
        if title := waiting.first():
            raise SessionRefused("poll_open_in_session", title=title)
    if needs_reason(before, move, facts) and not reason.strip():
        raise exception_refusal(before, move, facts)
    session.state = state.value
    session.save(update_fields=["state"])
    if move in STOPS:
        tell_of_stop(
            session,
            words=str(STOPS[move]),
            reason=reason.strip(),
            was_announced=before in SESSION_ANNOUNCED,
            by=by,
        )
    events = EXCEPTION_EVENTS if is_exception(before, move, facts) else SESSION_EVENTS
    event = events[move]
    if move is SessionMove.OPEN and facts.quorum_missing:
        event = OPENED_WITHOUT_QUORUM
    log.record(event, session, by=by, reason=reason.strip())
    follow(session, move, at=timezone.now())
    changed(session)
    return session
