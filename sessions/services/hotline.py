"""Calls of the hotline: taken, corrected, struck out; and the one way to read who called (S17).

Locks: session FOR SHARE, so that several people take calls side by side; then the call.
"""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.council.models import AdministrativeUnit
from hdnd_portal.notices import live
from hdnd_portal.secret_text import Voter, decrypted_voter, encrypted_voter
from sessions.hotline import hotline_state, live_topic
from sessions.models import AgendaItem, CouncilSession, HotlineCall, HotlineCaller, Sitting
from sessions.services.locks import hold_session
from sessions.services.refusals import SessionRefused
from sessions.workflow import SessionState

TAKES_CALLS = frozenset({SessionState.OPEN, SessionState.ADJOURNED})
# What was entered is corrected until the minutes are out.
CORRECTS_CALLS = TAKES_CALLS | {SessionState.CLOSED}


def _held(session: int, states: frozenset[SessionState], refusal: str) -> CouncilSession:
    hold_session(session)
    found = CouncilSession.objects.select_related("council").get(pk=session)
    if SessionState(found.state) not in states:
        raise SessionRefused(refusal)
    return found


def _sitting_at(session: CouncilSession, at: datetime) -> Sitting | None:
    """The sitting that was on at the moment."""
    begun = session.sittings.filter(opened_at__lte=at)
    return begun.filter(Q(closed_at=None) | Q(closed_at__gt=at)).order_by("-opened_at").first()


@transaction.atomic
def take_call(
    session: CouncilSession,
    *,
    gist: str,
    at: datetime,
    by: User,
    item: AgendaItem | None = None,
    topic: str = "",
    unit: AdministrativeUnit | None = None,
    caller: Voter | None = None,
) -> HotlineCall:
    """Ghi một ý kiến: who called is kept apart, encrypted, and stands in no trail.

    Raises SessionRefused `not_held`, `call_ahead`, `call_empty`.
    """
    session = _held(session.pk, TAKES_CALLS, "not_held")
    if at > timezone.now():
        raise SessionRefused("call_ahead")
    if not gist.strip():
        raise SessionRefused("call_empty")
    call = HotlineCall.objects.create(
        session=session,
        sitting=_sitting_at(session, at),
        item=item,
        topic="" if item else topic.strip(),
        unit=unit,
        gist=gist.strip(),
        called_at=at,
        taken_by=by,
    )
    if caller:
        keep_caller(call, caller)
    log.record("hotline.taken", call, by=by, topic=call.topic_words)
    _changed(session)
    return call


def keep_caller(call: HotlineCall, caller: Voter) -> None:
    """Keep who called, encrypted."""
    HotlineCaller.objects.create(call=call, secret_text=encrypted_voter(caller))


@transaction.atomic
def correct_call(
    call: HotlineCall,
    *,
    item: AgendaItem | None,
    topic: str,
    unit: AdministrativeUnit | None,
    gist: str,
    reason: str,
    by: User,
) -> HotlineCall:
    """Sửa ý kiến: a new row in its place; the old one stays, struck out, with the reason.

    Raises SessionRefused `session_settled`, `call_struck`, `reason_missing`, `call_empty`.
    """
    session, old = _locked(call, reason)
    if not gist.strip():
        raise SessionRefused("call_empty")
    old.is_struck, old.reason = True, reason.strip()
    old.save(update_fields=["is_struck", "reason"])
    new = HotlineCall.objects.create(
        session=session,
        sitting_id=old.sitting_id,
        item=item,
        topic="" if item else topic.strip(),
        unit=unit,
        gist=gist.strip(),
        called_at=old.called_at,
        taken_by_id=old.taken_by_id,
        corrects=old,
    )
    HotlineCaller.objects.filter(call=old).update(call=new)
    log.record("hotline.corrected", new, by=by, reason=old.reason)
    _changed(session)
    return new


@transaction.atomic
def strike_call(call: HotlineCall, *, reason: str, by: User) -> None:
    """Bỏ một ý kiến entered by mistake; the row stays, struck out, and counts no more.

    Raises SessionRefused `session_settled`, `call_struck`, `reason_missing`.
    """
    session, call = _locked(call, reason)
    call.is_struck, call.reason = True, reason.strip()
    call.save(update_fields=["is_struck", "reason"])
    log.record("hotline.struck", call, by=by, reason=call.reason)
    _changed(session)


@transaction.atomic
def read_caller(call: HotlineCall, *, reason: str, by: User) -> Voter:
    """Xem người gọi, for whoever takes calls and says why; every reading is kept in the trail.

    Raises PermissionError for anybody else, and SessionRefused `reason_missing`, `caller_unsaid`.
    """
    if not by.has_perm("council_sessions.take_calls", call.session):
        raise PermissionError("who called is for those who take calls")
    if not reason.strip():
        raise SessionRefused("reason_missing")
    kept = HotlineCaller.objects.filter(call=call).first()
    if kept is None:
        raise SessionRefused("caller_unsaid")
    log.record("hotline.caller_read", call, by=by, reason=reason.strip())
    return decrypted_voter(kept.secret_text)


def _locked(call: HotlineCall, reason: str) -> tuple[CouncilSession, HotlineCall]:
    session = _held(call.session_id, CORRECTS_CALLS, "session_settled")
    call = HotlineCall.objects.select_for_update(of=("self",)).get(pk=call.pk)
    if call.is_struck:
        raise SessionRefused("call_struck")
    if not reason.strip():
        raise SessionRefused("reason_missing")
    return session, call


def _changed(session: CouncilSession) -> None:
    """After the commit, send the new state to everybody who follows the hotline."""
    transaction.on_commit(partial(_send, session), robust=True)


def _send(session: CouncilSession) -> None:
    state = hotline_state(session)
    live.publish(live_topic(session.pk), state, seq=state["seq"])
