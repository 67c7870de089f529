"""Who presides over a session: naming, the change of the chair, the end of a duty."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from hdnd_portal.accounts.models import RoleAssignment, User
from hdnd_portal.accounts.roles import STAFF
from hdnd_portal.audit import log
from hdnd_portal.council.models import Body, Mandate, Membership, Person
from sessions.models import CouncilSession, Presiding
from sessions.schedule import MORNING, VIETNAM
from sessions.services.locks import lock_session
from sessions.services.refusals import SessionRefused
from sessions.workflow import SESSION_OVER, SessionKind

Role = Presiding.Role
LEADERS = (Membership.Role.CHAIR, Membership.Role.VICE_CHAIR)


@dataclass(frozen=True, slots=True)
class Board:
    """Who presides at a moment, and the whole log."""

    chair: Presiding | None
    presidium: tuple[Presiding, ...]
    secretaries: tuple[Presiding, ...]
    log: tuple[Presiding, ...]


def opens_at(session: CouncilSession) -> datetime:
    """The moment the first sitting begins; eight o'clock of the opening day without sittings."""
    first = session.sittings.order_by("starts_at").values_list("starts_at", flat=True).first()
    return first or datetime.combine(session.opening_on, MORNING[0], VIETNAM)


def _holds(row: Presiding, at: datetime) -> bool:
    return row.starts_at <= at and (row.ends_at is None or at < row.ends_at)


def board(session: CouncilSession, rows: Sequence[Presiding], *, now: datetime) -> Board:
    """Who presides now; before the opening who will open it, after the end who presided last."""
    at = now
    if rows:
        at = max(now, rows[0].starts_at)
        if session.state in SESSION_OVER:
            at = max(row.starts_at for row in rows)
    held = [row for row in rows if _holds(row, at)]
    return Board(
        chair=next((row for row in held if row.role == Role.CHAIR), None),
        presidium=tuple(row for row in held if row.role == Role.PRESIDIUM),
        secretaries=tuple(row for row in held if row.role == Role.SECRETARY),
        log=tuple(rows),
    )


def _led(session: CouncilSession) -> QuerySet[Membership]:
    """Memberships in the lead of the Standing Committee: of the day, or outgoing before a first."""
    led = Membership.objects.filter(
        body__kind=Body.Kind.STANDING_COMMITTEE,
        body__term__council=session.council_id,
        role__in=LEADERS,
    )
    return led if session.kind == SessionKind.FIRST else led.in_force(session.opening_on)


def _may_preside(session: CouncilSession) -> Q:
    """Delegates who can act on the opening day; at a first session also the outgoing leaders.

    Law 72/2025, Arts. 32(1), 32(4), 36(1)-(2).
    """
    seats = Mandate.objects.able_to_act(session.opening_on).filter(term=session.term_id)
    allowed = Q(pk__in=seats.values("person"))
    if session.kind == SessionKind.FIRST:
        allowed |= Q(pk__in=_led(session).values("person"))
    return allowed


def candidates(session: CouncilSession) -> QuerySet[Person]:
    """Who may be named: those who may preside, leaders first, and the staff of the office."""
    held = RoleAssignment.objects.in_force(session.opening_on)
    staff = held.filter(council=session.council_id, role__in=sorted(STAFF))
    office = Q(pk__in=User.objects.filter(pk__in=staff.values("user")).values("person"))
    leads = _led(session).filter(person=OuterRef("pk"))
    return (
        Person.objects.filter(_may_preside(session) | office)
        .annotate(leads=Exists(leads))
        .order_by("-leads", "sort_key", "pk")
    )


def _lock(session: CouncilSession) -> CouncilSession:
    """The locked session; once it is over, the log of who presided stays as it is."""
    return lock_session(session, over=SessionRefused("presiding_closed"))


def _check(
    session: CouncilSession, person: Person, role: str, at: datetime, *, until: datetime | None
) -> None:
    """Refuse who may not hold the role, or holds one already. Raises SessionRefused."""
    if at < opens_at(session):
        raise SessionRefused("presiding_before_opening")
    if role != Role.SECRETARY:
        allowed = Person.objects.filter(_may_preside(session), pk=person.pk)
        if not allowed.exists():
            raise SessionRefused("presiding_no_seat", name=person.name)
    clash = {role} | ({Role.CHAIR, Role.SECRETARY} - {role} if role != Role.PRESIDIUM else set())
    others = session.presiding.filter(person=person, role__in=clash).exclude(ends_at__lte=at)
    if until is not None:
        others = others.filter(starts_at__lt=until)
    if others.exists():
        raise SessionRefused("presiding_twice", name=person.name)


@transaction.atomic
def name_presiding(
    session: CouncilSession,
    *,
    person: Person,
    role: str,
    by: User,
    starts_at: datetime | None = None,
    reason: str = "",
) -> Presiding:
    """Put a person on the board, from the opening or from a later moment.

    The Chair of the council presides (SES-14); for anybody else the reason is asked. Raises
    SessionRefused `presiding_closed`, `presiding_before_opening`, `presiding_no_seat`,
    `presiding_twice`, `presiding_chair_taken`, `presiding_reason`.
    """
    session = _lock(session)
    starts_at = starts_at or opens_at(session)
    if role == Role.CHAIR:
        if session.presiding.filter(role=role).exclude(ends_at__lte=starts_at).exists():
            raise SessionRefused("presiding_chair_taken")
        chairs = _led(session).filter(person=person, role=Membership.Role.CHAIR)
        if not reason.strip() and not chairs.exists():
            raise SessionRefused("presiding_reason")
    _check(session, person, role, starts_at, until=None)
    row = Presiding.objects.create(
        session=session,
        person=person,
        role=role,
        starts_at=starts_at,
        reason=reason,
        recorded_by=by,
    )
    log.record("session.presiding_named", session, by=by, name=person.name, role=role)
    return row


@transaction.atomic
def replace_chair(
    session: CouncilSession,
    *,
    person: Person,
    at: datetime,
    reason: str,
    expected: int,
    by: User,
) -> Presiding:
    """Thay chủ tọa: from the moment on another person chairs, with the reason, in the log.

    `expected` is the row the caller saw in the chair. A chair whose time has not begun by then is
    only planned, and gives way wholly. Raises SessionRefused `presiding_closed`, `reason_missing`,
    `presiding_changed` and those of `name_presiding`.
    """
    session = _lock(session)
    if not reason.strip():
        raise SessionRefused("reason_missing")
    rows = session.presiding.filter(role=Role.CHAIR).select_related("person")
    current = next((row for row in rows if _holds(row, at)), None)
    if current is None or current.pk != expected:
        raise SessionRefused("presiding_changed")
    if current.person_id == person.pk:
        raise SessionRefused("presiding_twice", name=person.name)
    _check(session, person, Role.CHAIR, at, until=current.ends_at)
    until, before = current.ends_at, current.person.name
    if at == current.starts_at:
        current.delete()
    else:
        current.ends_at = at
        current.save(update_fields=["ends_at"])
    row = Presiding.objects.create(
        session=session,
        person=person,
        role=Role.CHAIR,
        starts_at=at,
        ends_at=until,
        reason=reason,
        recorded_by=by,
    )
    log.record(
        "session.chair_replaced",
        session,
        by=by,
        before=before,
        after=person.name,
        at=at.isoformat(),
        reason=reason,
    )
    return row


@transaction.atomic
def end_presiding(row: Presiding, *, at: datetime, reason: str, by: User) -> None:
    """Thôi nhiệm vụ: the duty ends at the moment; one that has not begun by then is taken back.

    Raises SessionRefused `presiding_closed`, `reason_missing`, `presiding_ended`, and
    `presiding_replace` for a chair in office: somebody must take the chair over.
    """
    session = _lock(row.session)
    row = Presiding.objects.select_for_update(of=("self",)).select_related("person").get(pk=row.pk)
    if not reason.strip():
        raise SessionRefused("reason_missing")
    if row.ends_at is not None and row.ends_at <= at:
        raise SessionRefused("presiding_ended")
    if at <= row.starts_at:
        row.delete()
    elif row.role == Role.CHAIR:
        raise SessionRefused("presiding_replace")
    else:
        row.ends_at = at
        row.save(update_fields=["ends_at"])
    log.record(
        "session.presiding_ended",
        session,
        by=by,
        name=row.person.name,
        role=row.role,
        reason=reason,
    )


def move_presiding(session: CouncilSession, *, by_days: timedelta) -> None:
    """Carry the board to another opening moment, within the caller's transaction."""
    session.presiding.update(starts_at=F("starts_at") + by_days, ends_at=F("ends_at") + by_days)
