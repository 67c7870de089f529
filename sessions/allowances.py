"""What finance pays for a session: who was there in which half-day, at the province's rates (S16).

A delegate is counted only for half-days in which they held the seat and were not suspended: who
came in the middle is not shown as absent before.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from hdnd_portal.council.models import Mandate, Membership, Suspension
from hdnd_portal.legal.public import Rule, register_for
from hdnd_portal.legal.register import RuleRefused
from sessions.models import CouncilSession, Sitting

RATE, FULL_TIME_RATE = "allowance.session.half_day", "allowance.session.half_day.full_time"


@dataclass(frozen=True, slots=True)
class AllowanceRow:
    """One delegate: by half-day whether they were there (None: could not be), and the money."""

    mandate: Mandate
    group: str
    presence: tuple[bool | None, ...]
    rate: int

    @property
    def held(self) -> int:
        """Half-days in which the delegate could take part."""
        return sum(here is not None for here in self.presence)

    @property
    def present(self) -> int:
        """Half-days in which the delegate was there, for however long."""
        return sum(here is True for here in self.presence)

    @property
    def amount(self) -> int:
        """Đồng."""
        return self.present * self.rate


@dataclass(frozen=True, slots=True)
class Statement:
    """Bảng kê of a session, as it stands."""

    sittings: tuple[Sitting, ...]
    rows: tuple[AllowanceRow, ...]
    rules: tuple[Rule, ...]

    @property
    def present(self) -> int:
        """Half-days of all."""
        return sum(row.present for row in self.rows)

    @property
    def held(self) -> int:
        """Half-days in which they could take part, of all."""
        return sum(row.held for row in self.rows)

    @property
    def amount(self) -> int:
        """Đồng, of all."""
        return sum(row.amount for row in self.rows)


def statement(session: CouncilSession, *, at: datetime) -> Statement:
    """The half-days begun by the moment, and who was there. Seven queries, however many rows."""
    sittings = [s for s in session.sittings.order_by("starts_at") if s.starts_at <= at]
    register = register_for(session.council)
    rules: dict[str, Rule] = {}
    for key in (RATE, FULL_TIME_RATE):
        try:
            rules[key] = register.find(key, on=session.opening_on)
        except RuleRefused:
            continue
    if not sittings:
        return Statement((), (), tuple(rules.values()))
    days = [timezone.localdate(sitting.starts_at) for sitting in sittings]
    seats = (
        Mandate.objects.filter(term=session.term_id, valid_from__lte=max(days))
        .exclude(valid_to__lt=min(days))
        .select_related("person")
        .order_by("person__sort_key", "pk")
    )
    stays = _stays(session)
    suspended = _suspensions(session)
    groups = _groups(session)

    def presence(seat: Mandate) -> tuple[bool | None, ...]:
        shown: list[bool | None] = []
        for sitting, day in zip(sittings, days, strict=True):
            ended = seat.valid_to is not None and seat.valid_to < day
            barred = any(
                since <= day and (until is None or day <= until)
                for since, until in suspended[seat.pk]
            )
            outside = seat.valid_from > day or ended or barred
            shown.append(None if outside else _was_there(sitting, stays[seat.pk]))
        return tuple(shown)

    def rate(seat: Mandate) -> int:
        rule = rules.get(FULL_TIME_RATE if seat.is_full_time else RATE)
        return int(str(rule.value)) if rule else 0

    rows = (
        AllowanceRow(seat, groups.get(seat.person_id, ""), presence(seat), rate(seat))
        for seat in seats
    )
    return Statement(tuple(sittings), tuple(row for row in rows if row.held), tuple(rules.values()))


Stay = tuple[datetime, datetime | None]


def _was_there(sitting: Sitting, stays: Sequence[Stay]) -> bool:
    """Whether one of the stays lies within the half-day; one left open ends with its day."""
    begins, ends = sitting.opened_at or sitting.starts_at, sitting.closed_at or sitting.ends_at
    day = timezone.localdate(sitting.starts_at)
    return any(
        arrived < ends
        and (left > begins if left is not None else timezone.localdate(arrived) == day)
        for arrived, left in stays
    )


def _stays(session: CouncilSession) -> dict[int, list[Stay]]:
    found: dict[int, list[Stay]] = defaultdict(list)
    rows = session.attendance.standing().values_list("mandate", "arrived_at", "left_at")
    for mandate, arrived, left in rows:
        found[mandate].append((arrived, left))
    return found


def _suspensions(session: CouncilSession) -> dict[int, list[tuple[date, date | None]]]:
    found: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    rows = Suspension.objects.filter(mandate__term=session.term_id)
    for mandate, since, until in rows.values_list("mandate", "valid_from", "valid_to"):
        found[mandate].append((since, until))
    return found


def _groups(session: CouncilSession) -> dict[int, str]:
    places = Membership.objects.in_force(session.opening_on).filter(
        body__term=session.term_id, body__kind="delegate_group"
    )
    return dict(places.values_list("person", "body__name"))
