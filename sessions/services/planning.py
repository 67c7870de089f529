"""Planning a session: create it, move its day, keep its milestones."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Max, Q

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.council.models import Council, Term
from hdnd_portal.legal.public import calendar_for, register_for
from hdnd_portal.legal.timeline import TimelineStep, kinds, timeline
from sessions.models import CouncilSession, Milestone, Sitting
from sessions.schedule import HalfDay, at_hour_of, check_opening, half_days
from sessions.services.locks import lock_session
from sessions.services.presiding import move_presiding, opens_at
from sessions.services.refusals import SessionRefused
from sessions.services.requesting import replan_parts
from sessions.services.superseding import tell_of_move
from sessions.workflow import (
    SESSION_AHEAD,
    SESSION_ANNOUNCED,
    SESSION_SETTLED,
    SessionKind,
    SessionState,
)

# The rule whose regime a session takes: that of the papers to its delegates.
REGIME_RULE = "session.docs"


@dataclass(frozen=True, slots=True)
class MilestoneChange:
    """What moving the opening day does to one milestone."""

    name: str
    before: date | None
    after: date | None
    is_missed: bool
    is_done: bool
    warning: str


def regime_on(council: Council, day: date) -> str:
    """The regime that a session opened on the day is kept under to its end."""
    return register_for(council).find(REGIME_RULE, on=day).regime


def lay_out(
    council: Council, opening_on: date, days: Decimal, *, today: date, accepts_day_off: bool
) -> list[HalfDay]:
    """Check the opening day and lay out the half-days. Raises ScheduleRefused."""
    calendar = calendar_for(council)
    check_opening(
        opening_on,
        today=today,
        why_off=calendar.why_off(opening_on),
        accepts_day_off=accepts_day_off,
    )
    return half_days(opening_on, days, calendar.is_working)


def _write_sittings(session: CouncilSession, halves: Sequence[HalfDay]) -> None:
    """Bring the sittings to these half-days, the n-th to the n-th.

    One that is there keeps its hours and its note, and whatever points at it. Raises
    SessionRefused `sittings_in_use` when a surplus one has items or requests to be absent.
    """
    kept = list(session.sittings.select_for_update(of=("self",)).order_by("ordinal"))
    surplus = [sitting.pk for sitting in kept[len(halves) :]]
    if surplus:
        _refuse_if_used(session, surplus)
        session.sittings.filter(pk__in=surplus).delete()
    for sitting, half in zip(kept, halves, strict=False):
        sitting.starts_at = at_hour_of(half.starts_at, sitting.starts_at)
        sitting.ends_at = at_hour_of(half.ends_at, sitting.ends_at)
    Sitting.objects.bulk_update(kept[: len(halves)], ["starts_at", "ends_at"])
    Sitting.objects.bulk_create(
        Sitting(session=session, ordinal=ordinal, starts_at=half.starts_at, ends_at=half.ends_at)
        for ordinal, half in enumerate(halves, start=1)
        if ordinal > len(kept)
    )


def _with_hours(session: CouncilSession, halves: Sequence[HalfDay]) -> list[HalfDay]:
    """The half-days as `_write_sittings` would leave them."""
    kept = {sitting.ordinal: sitting for sitting in session.sittings.all()}
    return [
        HalfDay(at_hour_of(half.starts_at, old.starts_at), at_hour_of(half.ends_at, old.ends_at))
        if (old := kept.get(ordinal))
        else half
        for ordinal, half in enumerate(halves, start=1)
    ]


def _refuse_if_used(session: CouncilSession, sittings: Collection[int]) -> None:
    items = session.items.filter(sitting__in=sittings).count()
    absences = session.absence_requests.filter(
        Q(from_sitting__in=sittings) | Q(to_sitting__in=sittings)
    ).count()
    if items or absences:
        raise SessionRefused(
            "sittings_in_use", sittings=len(sittings), items=items, absences=absences
        )


def _plan(council: Council, kind: str, opening_on: date, closing_on: date) -> list[TimelineStep]:
    """The dated steps of the kind; a session kept under an older law has no plan any more."""
    if kind not in kinds():
        return []
    return timeline(
        kind,
        opening=opening_on,
        closing=closing_on,
        register=register_for(council),
        calendar=calendar_for(council),
    )


def write_milestones(session: CouncilSession) -> None:
    """Plan the milestones of the session's kind; those already there keep owner and result."""
    kept = {milestone.step: milestone for milestone in session.milestones.all()}
    for step in _plan(session.council, session.kind, session.opening_on, session.closing_on):
        dated = {
            "name": step.plan.name,
            "rule_key": step.plan.rule_key or "",
            "anchor": step.plan.anchor,
            "due_on": step.due_on,
            "explanation": step.explanation(),
        }
        milestone = kept.pop(step.plan.step, None)
        if milestone is None:
            Milestone.objects.create(
                session=session, step=step.plan.step, owner=step.plan.owner, **dated
            )
        else:
            for name, value in dated.items():
                setattr(milestone, name, value)
            milestone.save(update_fields=sorted(dated))
    Milestone.objects.filter(pk__in=[milestone.pk for milestone in kept.values()]).delete()


@transaction.atomic
def plan_session(
    council: Council,
    *,
    term: Term,
    kind: SessionKind,
    name: str,
    opening_on: date,
    days: Decimal,
    today: date,
    by: User,
    place: str = "",
    ordinal: int | None = None,
    accepts_day_off: bool = False,
) -> CouncilSession:
    """Create a session with its sittings and milestones.

    Sessions are numbered in one run through the term; without `ordinal` the next is taken.
    Raises ScheduleRefused, SessionRefused `ordinal_taken`, `opening_outside_term`.
    """
    Term.objects.select_for_update().get(pk=term.pk)
    sittings = lay_out(council, opening_on, days, today=today, accepts_day_off=accepts_day_off)
    _refuse_outside(term, opening_on)
    live = CouncilSession.objects.filter(term=term).exclude(state=SessionState.CANCELLED)
    if ordinal is None:
        ordinal = (live.aggregate(last=Max("ordinal"))["last"] or 0) + 1
    elif live.filter(ordinal=ordinal).exists():
        raise SessionRefused("ordinal_taken", ordinal=ordinal)
    session = CouncilSession.objects.create(
        council=council,
        term=term,
        kind=kind.value,
        name=name,
        ordinal=ordinal,
        opening_on=opening_on,
        days=days,
        closing_on=sittings[-1].ends_at.date(),
        place=place,
        regime=regime_on(council, opening_on),
        created_by=by,
    )
    _write_sittings(session, sittings)
    write_milestones(session)
    log.record("session.planned", session, by=by, opening_on=opening_on.isoformat())
    return session


def preview_move(
    session: CouncilSession, *, opening_on: date, days: Decimal, today: date, accepts_day_off: bool
) -> tuple[list[HalfDay], list[MilestoneChange]]:
    """What a new opening day would change, before anybody confirms it.

    Raises ScheduleRefused, SessionRefused `opening_outside_term`.
    """
    _refuse_outside(session.term, opening_on)
    sittings = lay_out(
        session.council, opening_on, days, today=today, accepts_day_off=accepts_day_off
    )
    sittings = _with_hours(session, sittings)
    now = {milestone.step: milestone for milestone in session.milestones.all()}
    planned = _plan(session.council, session.kind, opening_on, sittings[-1].ends_at.date())
    changes = []
    for step in planned:
        milestone = now.get(step.plan.step)
        done = milestone is not None and milestone.done_on is not None
        changes.append(
            MilestoneChange(
                name=step.plan.name,
                before=milestone.due_on if milestone else None,
                after=step.due_on,
                is_missed=step.due_on is not None and step.due_on < today and not done,
                is_done=done,
                warning=step.warning,
            )
        )
    return sittings, changes


@transaction.atomic
def move_opening(
    session: CouncilSession,
    *,
    opening_on: date,
    days: Decimal,
    expected: date,
    reason: str,
    today: date,
    by: User,
    accepts_day_off: bool = False,
) -> CouncilSession:
    """Move the opening day (or the length) and plan every milestone anew.

    `expected` is the opening day the caller saw; when a colleague has moved it meanwhile,
    SessionRefused `session_changed` is raised. Raises ScheduleRefused, SessionRefused
    `day_fixed`, `reason_missing`, `opening_outside_term`, `sittings_in_use`.
    """
    session = lock_session(session)
    if SessionState(session.state) not in SESSION_AHEAD:
        raise SessionRefused("day_fixed")
    if session.opening_on != expected:
        raise SessionRefused("session_changed", day=session.opening_on)
    if not reason.strip():
        raise SessionRefused("reason_missing")
    _refuse_outside(session.term, opening_on)
    sittings = lay_out(
        session.council, opening_on, days, today=today, accepts_day_off=accepts_day_off
    )
    before, opened_at = session.opening_on, opens_at(session)
    session.opening_on = opening_on
    session.days = days
    session.closing_on = sittings[-1].ends_at.date()
    session.regime = regime_on(session.council, opening_on)
    session.save(update_fields=["opening_on", "days", "closing_on", "regime"])
    _write_sittings(session, sittings)
    move_presiding(session, by_days=opens_at(session) - opened_at)
    write_milestones(session)
    replan_parts(session, by=by)
    tell_of_move(session, before=before, was_announced=session.state in SESSION_ANNOUNCED, by=by)
    log.record(
        "session.moved",
        session,
        by=by,
        before=before.isoformat(),
        after=opening_on.isoformat(),
        days=str(days),
        reason=reason,
    )
    return session


@transaction.atomic
def recount_milestones(council: Council | None, *, by: User | None) -> int:
    """Date the open milestones anew after a rule or a day of the calendar changed.

    None means every council. Milestones that are done keep the day they were judged by; sessions
    already published keep all. Returns how many milestones moved.
    """
    sessions = CouncilSession.objects.exclude(state__in=SESSION_SETTLED).order_by("pk")
    if council is not None:
        sessions = sessions.filter(council=council)
    moved = 0
    for session in sessions.select_for_update(of=("self",)).select_related("council"):
        waiting = {m.step: m for m in session.milestones.filter(done_on__isnull=True)}
        changes: dict[str, list[str | None]] = {}
        for step in _plan(session.council, session.kind, session.opening_on, session.closing_on):
            milestone = waiting.get(step.plan.step)
            if milestone is None:
                continue
            if milestone.due_on != step.due_on:
                days = (milestone.due_on, step.due_on)
                changes[milestone.name] = [day.isoformat() if day else None for day in days]
            milestone.due_on = step.due_on
            milestone.explanation = step.explanation()
            milestone.save(update_fields=["due_on", "explanation"])
        if changes:
            log.record("session.recounted", session, by=by, changes=changes)
        moved += len(changes)
        replan_parts(session, by=by)
    return moved


def _refuse_outside(term: Term, opening_on: date) -> None:
    if opening_on < term.valid_from or (term.valid_to and opening_on > term.valid_to):
        raise SessionRefused("opening_outside_term", term=str(term))
