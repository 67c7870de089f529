"""The door of the register for the rest of the portal: rules, calendar and deadlines of a council.

The plain parts may be imported directly: `legal.register`, `legal.calendar`, `legal.deadlines`,
`legal.majority`, `legal.seats`, `legal.timeline`.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.dispatch import Signal

from hdnd_portal.council.models import Council
from hdnd_portal.legal.calendar import DayKind, DayMark, WorkCalendar
from hdnd_portal.legal.deadlines import VIETNAM, Deadline, Stop, count_deadline
from hdnd_portal.legal.models import CalendarDay, RuleOverride
from hdnd_portal.legal.overrides import overriding_rule
from hdnd_portal.legal.register import Register, Rule, shipped

__all__ = [
    "Deadline",
    "Rule",
    "Stop",
    "calendar_for",
    "council_by_code",
    "deadline_for",
    "deadline_under",
    "register_for",
    "roll_for",
    "rule",
    "rules_changed",
]

# Sent after commit when a rule or a calendar day changes: `council` (None for the whole country)
# and `by`. Apps that keep dates of their own count them again; a receiver returns how many moved.
rules_changed = Signal()


def council_by_code(code: str) -> Council:
    """The council of a code. Raises Council.DoesNotExist."""
    return Council.objects.get(code=code)


def register_for(council: Council | None) -> Register:
    """The register with the overrides of the council on top; the shipped one for None."""
    if council is None:
        return shipped()
    return shipped().override(
        overriding_rule(
            row.key,
            value=row.value,
            unit=row.unit,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            source=row.source,
            mark=row.mark,
            note=row.note,
            council=council.code,
        )
        for row in RuleOverride.objects.of(council.pk)
    )


def calendar_for(council: Council | None) -> WorkCalendar:
    """The calendar with the corrections of the country and of the council; the council's win."""
    rows = CalendarDay.objects.seen_by(council.pk if council else None)
    return WorkCalendar(
        {row.day: DayMark(DayKind(row.kind), row.reason, row.source) for row in rows}
    )


def rule(key: str, *, on: date, council: Council | None = None) -> Rule:
    """The row of a key valid on the day, for the council. Raises RuleRefused."""
    return register_for(council).find(key, on=on)


def roll_for(register: Register, on: date) -> bool:
    """Whether forward limits roll to a working day: the switch of CNT-3."""
    return bool(register.find("deadline.roll_forward", on=on).value)


def deadline_for(
    key: str,
    start: date | datetime,
    *,
    council: Council | None = None,
    stops: Iterable[Stop] = (),
    extensions: Iterable[str] = (),
) -> Deadline:
    """The deadline of a rule from a day, with its explanation.

    The row is that of the start day, so an old record keeps the limit of its day. `extensions`
    are keys. Raises RuleRefused or DeadlineRefused with a Vietnamese sentence.
    """
    return deadline_under(
        register_for(council),
        calendar_for(council),
        key,
        start,
        stops=stops,
        extensions=extensions,
    )


def deadline_under(
    register: Register,
    calendar: WorkCalendar,
    key: str,
    start: date | datetime,
    *,
    stops: Iterable[Stop] = (),
    extensions: Iterable[str] = (),
) -> Deadline:
    """The same under a register and a calendar that the caller has read, for many deadlines."""
    on = start.astimezone(VIETNAM).date() if isinstance(start, datetime) else start
    return count_deadline(
        start,
        register.find(key, on=on),
        calendar,
        stops=stops,
        extensions=[register.find(name, on=on) for name in extensions],
        roll=roll_for(register, on),
    )
