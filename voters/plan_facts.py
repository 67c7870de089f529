"""What a contact plan is made of and judged by: communes, delegates, half-days."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from hdnd_portal.council.models import AdministrativeUnit, Body, Mandate, Membership
from hdnd_portal.legal.public import calendar_for
from sessions.public import sitting_hours
from voters.models import ContactPlan, VoterMeeting
from voters.planner import Meeting, Member, Place, Slot, Terms
from voters.workflow import MeetingState

NOON = time(12)


@dataclass(frozen=True, slots=True)
class Seat:
    """A delegate who can be sent, with the Tổ they belong to."""

    mandate: Mandate
    group: int


@dataclass(frozen=True, slots=True)
class Ground:
    """What a plan has to cover on its first day, and with whom."""

    groups: Sequence[Body]
    units: Sequence[AdministrativeUnit]  # every commune of the council
    group_of: dict[int, int]  # by commune
    seats: Sequence[Seat]

    @property
    def places(self) -> list[Place]:
        """The communes that a Tổ has."""
        return [
            Place(unit.pk, self.group_of[unit.pk])
            for unit in self.units
            if unit.pk in self.group_of
        ]

    @property
    def without_group(self) -> list[AdministrativeUnit]:
        """Communes that no Tổ has."""
        return [unit for unit in self.units if unit.pk not in self.group_of]


def ground_of(plan: ContactPlan) -> Ground:
    """Communes, Tổ and delegates able to act on the first day of the plan. Three queries."""
    day = plan.starts_on
    groups = list(
        Body.objects.filter(term=plan.session.term_id, kind=Body.Kind.DELEGATE_GROUP).order_by(
            "position", "name"
        )
    )
    of_unit = Body.units.through.objects.filter(
        administrativeunit=OuterRef("pk"), body__in=[group.pk for group in groups]
    ).order_by("body__position", "body__name")
    units = list(
        AdministrativeUnit.objects.filter(parent=plan.council.unit_id)
        .in_force(day)
        .annotate(group=Subquery(of_unit.values("body")[:1]))
        .order_by("name", "pk")
    )
    of_person = Membership.objects.in_force(day).filter(
        person=OuterRef("person"), body__in=[group.pk for group in groups]
    )
    able = (
        Mandate.objects.able_to_act(day)
        .filter(term=plan.session.term_id)
        .annotate(group=Subquery(of_person.values("body")[:1]))
        .exclude(group=None)
        .select_related("person")
        .order_by("person__sort_key")
    )
    return Ground(
        groups=groups,
        units=units,
        group_of=dict(_groups(units)),
        seats=[Seat(mandate, mandate.group) for mandate in able],  # type: ignore[attr-defined]
    )


def _groups(units: Iterable[Any]) -> Iterator[tuple[int, int]]:
    """Commune and Tổ, of communes annotated with `group`."""
    return ((unit.pk, unit.group) for unit in units if unit.group)


def slots_of(starts_at: datetime, ends_at: datetime) -> tuple[Slot, ...]:
    """The half-days of one day that the hours touch, in the time of Việt Nam."""
    starts, ends = timezone.localtime(starts_at), timezone.localtime(ends_at)
    morning, afternoon = Slot(starts.date(), False), Slot(starts.date(), True)
    if starts.time() >= NOON:
        return (afternoon,)
    return (morning,) if ends <= starts.replace(hour=NOON.hour, minute=0) else (morning, afternoon)


def days_between(starts_on: date, ends_on: date) -> list[date]:
    """The days from the first to the last, both included; none where they are reversed."""
    return [starts_on + timedelta(days=n) for n in range((ends_on - starts_on).days + 1)]


def window_of(plan: ContactPlan) -> list[Slot]:
    """The half-days of the plan: working days on which the council does not sit then."""
    calendar = calendar_for(plan.council)
    taken = {
        slot
        for hours in sitting_hours(plan.council_id, start=plan.starts_on, end=plan.ends_on)
        for slot in slots_of(*hours)
    }
    return [
        slot
        for day in days_between(plan.starts_on, plan.ends_on)
        if calendar.is_working(day)
        for slot in (Slot(day, False), Slot(day, True))
        if slot not in taken
    ]


def away_slots(plan: ContactPlan) -> dict[int, set[Slot]]:
    """When each delegate is not free: told to the office, or at a meeting of another plan."""
    away: dict[int, set[Slot]] = defaultdict(set)
    for row in plan.away_times.all():
        starts_on, ends_on = max(row.starts_on, plan.starts_on), min(row.ends_on, plan.ends_on)
        for day in days_between(starts_on, ends_on):
            away[row.mandate_id] |= {Slot(day, False), Slot(day, True)}
    elsewhere = VoterMeeting.mandates.through.objects.filter(
        votermeeting__starts_at__date__range=(plan.starts_on, plan.ends_on),
        votermeeting__state=MeetingState.PLANNED,
        votermeeting__plan__council=plan.council_id,
    ).exclude(votermeeting__plan=plan)
    hours = ("votermeeting__starts_at", "votermeeting__ends_at")
    for mandate, starts_at, ends_at in elsewhere.values_list("mandate", *hours):
        away[mandate].update(slots_of(starts_at, ends_at))
    return away


def members_of(plan: ContactPlan, ground: Ground) -> list[Member]:
    """The delegates as the planner needs them."""
    away = away_slots(plan)
    return [
        Member(seat.mandate.pk, seat.group, frozenset(away.get(seat.mandate.pk, ())))
        for seat in ground.seats
    ]


def terms_of(plan: ContactPlan) -> Terms:
    """What the plan must keep."""
    return Terms(plan.least_there, plan.most_there, plan.least_each, plan.at_once)


def standing(meetings: Iterable[VoterMeeting]) -> list[Meeting]:
    """Meetings as the planner counts them."""
    return [
        Meeting(
            meeting.unit_id,
            slots_of(meeting.starts_at, meeting.ends_at),
            tuple(mandate.pk for mandate in meeting.mandates.all()),
        )
        for meeting in meetings
    ]


def met_units(meetings: Iterable[VoterMeeting]) -> set[int]:
    """The communes whose voters are met, at their own place or at another's."""
    return {
        key
        for meeting in meetings
        for key in (meeting.unit_id, *(unit.pk for unit in meeting.guests.all()))
    }


@dataclass(frozen=True, slots=True)
class Load:
    """How many meetings a delegate has in the plan."""

    seat: Seat
    count: int
    is_short: bool


@dataclass(frozen=True, slots=True)
class PlanCheck:
    """What the plan covers and what it does not keep; counted anew on every page."""

    unit_count: int
    missing: Sequence[AdministrativeUnit]
    without_group: Sequence[AdministrativeUnit]
    loads: Sequence[Load]
    thin: Sequence[VoterMeeting]  # with fewer delegates than the plan wants
    outside: Sequence[VoterMeeting]  # not in a half-day of the window
    crowded: Sequence[tuple[Slot, int]]  # half-days with more meetings than can be served
    clashing: Sequence[tuple[Mandate, VoterMeeting]]  # a delegate who is not free then

    @property
    def short(self) -> list[Load]:
        """Delegates with fewer meetings than the plan wants."""
        return [load for load in self.loads if load.is_short]

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing and nothing is broken."""
        return not (
            self.missing
            or self.without_group
            or self.short
            or self.thin
            or self.outside
            or self.crowded
            or self.clashing
        )

    @property
    def covered(self) -> int:
        """How many communes have their meeting."""
        return self.unit_count - len(self.missing) - len(self.without_group)


def check(plan: ContactPlan, ground: Ground, meetings: Sequence[VoterMeeting]) -> PlanCheck:
    """Judge the meetings that are not cancelled, as they stand now."""
    window, away = set(window_of(plan)), away_slots(plan)
    met = met_units(meetings)
    counted = Counter(mandate.pk for one in meetings for mandate in one.mandates.all())
    touched = {one.pk: set(slots_of(one.starts_at, one.ends_at)) for one in meetings}
    at_once = Counter(slot for slots in touched.values() for slot in slots)
    return PlanCheck(
        unit_count=len(ground.units),
        missing=[
            unit for unit in ground.units if unit.pk in ground.group_of and unit.pk not in met
        ],
        without_group=[unit for unit in ground.without_group if unit.pk not in met],
        loads=[
            Load(seat, counted[seat.mandate.pk], counted[seat.mandate.pk] < plan.least_each)
            for seat in ground.seats
        ],
        thin=[one for one in meetings if len(one.mandates.all()) < plan.least_there],
        outside=[one for one in meetings if not touched[one.pk] <= window],
        crowded=sorted((slot, n) for slot, n in at_once.items() if n > plan.at_once),
        # Meetings of one plan never overlap: the service refuses that.
        clashing=[
            (mandate, one)
            for one in meetings
            for mandate in one.mandates.all()
            if touched[one.pk] & away.get(mandate.pk, set())
        ],
    )


def hours_of(slot: Slot) -> tuple[datetime, datetime]:
    """The usual hours of a meeting in that half-day; the office changes them meeting by meeting."""
    starts, ends = (time(14), time(16, 30)) if slot.is_afternoon else (time(8), time(10, 30))
    zone = timezone.get_default_timezone()
    return datetime.combine(slot.day, starts, zone), datetime.combine(slot.day, ends, zone)
