"""Time limits (thời hạn): due day and the explanation. Plain Python.

Civil Code 91/2015/QH13, Arts. 144–148: the day of the event is not counted; a limit that ends
on a rest day ends on the next working day. Calendar days and working days are never converted
into each other. Limits counted back from an event are not moved, only warned about.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import Any

from hdnd_portal.legal.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    ONE_DAY,
    CalendarRefused,
    WorkCalendar,
)
from hdnd_portal.legal.register import Rule, RuleRefused, Unit

VIETNAM = timezone(timedelta(hours=7))
STOPPED = "tạm đình chỉ"
# A longer limit than a lifetime is a slip of the keyboard, not law.
LONGEST_DAYS = 36_600


class DeadlineRefused(ValueError):
    """The limit cannot be counted; the message is one Vietnamese sentence."""


@dataclass(frozen=True, slots=True, order=True)
class Stop:
    """A suspension of the clock (tạm đình chỉ) from `start` up to, not including, `end`."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise DeadlineRefused(
                f"Ngày tiếp tục {self.end:%d/%m/%Y} phải sau ngày tạm đình chỉ "
                f"{self.start:%d/%m/%Y}."
            )


def merge(stops: Iterable[Stop]) -> tuple[Stop, ...]:
    """The same stopped days as stops that neither overlap nor touch, in order of time."""
    merged: list[Stop] = []
    for stop in sorted(stops):
        if merged and stop.start <= merged[-1].end:
            merged[-1] = Stop(merged[-1].start, max(merged[-1].end, stop.end))
        else:
            merged.append(stop)
    return tuple(merged)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that did not count, or on which the limit could not end, and why."""

    day: date
    why: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A counted limit (hạn) with everything needed to explain it.

    `due_on` is the last day to act; `raw_due_on` the day before rolling. `due_at` is set for
    limits in hours. `counted` is the number of units counted, `counted_days` the days of a
    limit in days. `suggested_on` is an earlier working day where `due_on` is a rest day.
    """

    rule: Rule
    start: datetime
    due_on: date
    raw_due_on: date
    counted: int
    due_at: datetime | None = None
    counted_days: tuple[date, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    extensions: tuple[Rule, ...] = ()
    stops: tuple[Stop, ...] = ()
    warning: str = ""
    suggested_on: date | None = None
    start_has_time: bool = field(default=False)

    @property
    def value(self) -> int | str:
        """The figure of the rule, without extensions."""
        return self.rule.value if isinstance(self.rule.value, str) else self.rule.number

    @property
    def unit(self) -> Unit:
        """What the figure counts."""
        return self.rule.unit

    @property
    def regime(self) -> str:
        """Code of the regime the limit was counted under."""
        return self.rule.regime

    @property
    def source(self) -> str:
        """Act and article."""
        return self.rule.source

    @property
    def mark(self) -> str:
        """Reliability of the rule: F, F2, S or U."""
        return self.rule.mark.value

    def as_dict(self) -> dict[str, Any]:
        """The answer as plain values, for JSON: dates in ISO form, hours with +07:00."""
        start = self.start.isoformat() if self.start_has_time else self.start.date().isoformat()
        return {
            "key": self.rule.key,
            "name": self.rule.name,
            "rule": self.rule.name,
            "from": start,
            "start": self.start.date().isoformat(),
            "due": (self.due_at or self.due_on).isoformat(),
            "raw_due": (self.due_at or self.raw_due_on).isoformat(),
            "value": self.rule.value,
            "unit": self.rule.unit.value,
            "direction": self.rule.direction,
            "base": self.rule.base,
            "counted": self.counted,
            "skipped": [{"day": s.day.isoformat(), "why": s.why} for s in self.skipped],
            "extensions": [
                {"key": rule.key, "value": rule.number, "unit": rule.unit.value}
                for rule in self.extensions
            ],
            "stops": [
                {"from": stop.start.isoformat(), "to": stop.end.isoformat()} for stop in self.stops
            ],
            "warning": self.warning or None,
            "suggested": self.suggested_on.isoformat() if self.suggested_on else None,
            "regime": self.regime,
            "source": self.source,
            "mark": self.mark,
            "verified": self.rule.is_verified,
            "note": self.rule.note or None,
            "valid_from": self.rule.valid_from.isoformat(),
            "valid_to": self.rule.valid_to.isoformat() if self.rule.valid_to else None,
        }


def add_months(start: date, months: int) -> date:
    """The same day number `months` later or earlier, or the last day of that month (TIM-2)."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    first_of_next = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=start.day - 1), first_of_next - ONE_DAY)


@dataclass(slots=True)
class _Walk:
    """The state of a count forward, day by day."""

    calendar: WorkCalendar
    stops: tuple[Stop, ...]
    day: date
    counted: list[date] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    def why_stopped(self, day: date) -> str:
        for stop in self.stops:
            if stop.start <= day < stop.end:
                return f"{STOPPED} từ {stop.start:%d/%m/%Y}, tiếp tục {stop.end:%d/%m/%Y}"
        return ""

    def count(self, number: int, *, working: bool) -> None:
        """Step over `number` days that count."""
        while number > 0:
            self.day += ONE_DAY
            why = self.why_stopped(self.day) or (self.calendar.why_off(self.day) if working else "")
            if why:
                self.skipped.append(Skipped(self.day, why))
            else:
                self.counted.append(self.day)
                number -= 1

    def extend(self, rule: Rule) -> None:
        """Count one limit from the present day."""
        if rule.unit in {Unit.DAY, Unit.WORKING_DAY}:
            self.count(rule.number, working=rule.unit is Unit.WORKING_DAY)
        else:
            months = rule.number * (12 if rule.unit is Unit.YEAR else 1)
            days = (add_months(self.day, months) - self.day).days
            self.count(days, working=False)

    def roll(self) -> date:
        """The first day from the present one on which the limit can end."""
        day = self.day
        while why := self.why_stopped(day) or self.calendar.why_off(day):
            self.skipped.append(Skipped(day, why))
            day += ONE_DAY
        return day


def _check(rule: Rule, stops: Sequence[Stop], extensions: Sequence[Rule]) -> None:
    if rule.value is None:
        raise DeadlineRefused(
            f"Quy tắc {rule.key} ({rule.name}) chưa có con số. "
            f"{rule.note or 'Đơn vị nhập theo quy chế của mình.'}"
        )
    if not rule.is_time_limit:
        kind = "là tỷ lệ" if rule.unit is Unit.FRACTION else "không phải là thời hạn"
        more = "; hãy dùng lệnh tính biểu quyết" if rule.unit is Unit.FRACTION else ""
        raise DeadlineRefused(f"Quy tắc {rule.key} ({rule.name}) {kind}{more}.")
    if isinstance(rule.value, int) and rule.value > LONGEST_DAYS:
        raise DeadlineRefused(f"Quy tắc {rule.key} có con số quá lớn: {rule.value}.")
    movable = rule.direction == "after" and rule.unit not in {Unit.HOUR, Unit.DATE}
    if (stops or extensions) and not movable:
        raise DeadlineRefused(
            f"Quy tắc {rule.key} ({rule.name}) không có tạm đình chỉ hoặc gia hạn: "
            "chỉ thời hạn tính xuôi theo ngày, tháng, năm mới có."
        )
    for stop in stops:
        if not FIRST_YEAR <= stop.start.year <= stop.end.year <= LAST_YEAR:
            raise DeadlineRefused(
                f"Lần tạm đình chỉ từ {stop.start:%d/%m}/{stop.start.year:04d} đến "
                f"{stop.end:%d/%m}/{stop.end.year:04d} nằm ngoài lịch "
                f"{FIRST_YEAR}–{LAST_YEAR}."
            )
    seen: set[str] = set()
    for extension in extensions:
        if rule.key not in extension.extends:
            raise DeadlineRefused(
                f"Quy tắc {extension.key} ({extension.name}) không phải là gia hạn của {rule.key}."
            )
        if extension.key in seen:
            raise DeadlineRefused(f"Gia hạn {extension.key} chỉ được dùng một lần.")
        seen.add(extension.key)


def _localise(start: date | datetime) -> tuple[datetime, bool]:
    if isinstance(start, datetime):
        aware = start if start.tzinfo else start.replace(tzinfo=VIETNAM)
        return aware.astimezone(VIETNAM), True
    return datetime(start.year, start.month, start.day, tzinfo=VIETNAM), False


def count_deadline(
    start: date | datetime,
    rule: Rule,
    calendar: WorkCalendar,
    *,
    stops: Iterable[Stop] = (),
    extensions: Sequence[Rule] = (),
    roll: bool = True,
) -> Deadline:
    """The due day of a limit that begins with an event, or must be met before one.

    A datetime counts in Việt Nam time. `roll` is the switch of CNT-3. Raises DeadlineRefused
    with a Vietnamese sentence when the rule, a stop or an extension does not fit.
    """
    merged = merge(stops)
    _check(rule, merged, extensions)
    moment, has_time = _localise(start)
    try:
        if rule.unit is Unit.HOUR:
            return _hours(moment, has_time, rule)
        if rule.unit is Unit.DATE:
            return _fixed_date(moment, has_time, rule, calendar)
        if rule.direction == "before":
            return _backward(moment, has_time, rule, calendar)
        return _forward(moment, has_time, rule, calendar, merged, tuple(extensions), roll)
    except (CalendarRefused, RuleRefused) as error:
        raise DeadlineRefused(str(error)) from error
    except (OverflowError, ValueError) as error:
        if isinstance(error, DeadlineRefused):
            raise
        raise DeadlineRefused("Ngày tính ra nằm ngoài lịch; hãy xem lại ngày bắt đầu.") from error


def _forward(
    moment: datetime,
    has_time: bool,
    rule: Rule,
    calendar: WorkCalendar,
    stops: tuple[Stop, ...],
    extensions: tuple[Rule, ...],
    roll: bool,
) -> Deadline:
    walk = _Walk(calendar, stops, moment.date())
    for part in (rule, *extensions):
        walk.extend(part)
    raw = walk.day
    due = walk.roll() if roll and rule.roll else raw
    days_only = all(p.unit in {Unit.DAY, Unit.WORKING_DAY} for p in (rule, *extensions))
    counted = len(walk.counted) if days_only else sum(p.number for p in (rule, *extensions))
    idle = [stop for stop in stops if stop.end <= moment.date() or stop.start > due]
    warning = ""
    if idle:
        warning = "Có lần tạm đình chỉ nằm ngoài thời hạn, không ảnh hưởng đến hạn."
    return Deadline(
        rule=rule,
        start=moment,
        start_has_time=has_time,
        due_on=due,
        raw_due_on=raw,
        counted=counted,
        counted_days=tuple(walk.counted),
        skipped=tuple(walk.skipped),
        extensions=extensions,
        stops=stops,
        warning=warning,
    )


def _rest_warning(day: date, calendar: WorkCalendar) -> tuple[str, date | None]:
    """Warning and earlier working day for a last day that falls on a rest day (CNT-1)."""
    why = calendar.why_off(day)
    if not why:
        return "", None
    earlier = calendar.previous_working_day(day)
    return (
        f"Ngày cuối {day:%d/%m/%Y} là ngày nghỉ ({why}) và không được chuyển; "
        f"nên làm xong trong ngày {earlier:%d/%m/%Y}.",
        earlier,
    )


def _backward(moment: datetime, has_time: bool, rule: Rule, calendar: WorkCalendar) -> Deadline:
    event = moment.date()
    counted: list[date] = []
    skipped: list[Skipped] = []
    if rule.unit in {Unit.DAY, Unit.WORKING_DAY}:
        day = event
        while len(counted) < rule.number:
            day -= ONE_DAY
            why = calendar.why_off(day) if rule.unit is Unit.WORKING_DAY else ""
            if why:
                skipped.append(Skipped(day, why))
            else:
                counted.append(day)
        number = len(counted)
    else:
        day = add_months(event, -rule.number * (12 if rule.unit is Unit.YEAR else 1))
        number = rule.number
    warning, suggested = _rest_warning(day, calendar)
    return Deadline(
        rule=rule,
        start=moment,
        start_has_time=has_time,
        due_on=day,
        raw_due_on=day,
        counted=number,
        counted_days=tuple(reversed(counted)),
        skipped=tuple(reversed(skipped)),
        warning=warning,
        suggested_on=suggested,
    )


def _hours(moment: datetime, has_time: bool, rule: Rule) -> Deadline:
    """Hours run on the clock, rest days or not (TIM-9)."""
    step = timedelta(hours=rule.number)
    due = moment - step if rule.direction == "before" else moment + step
    warning = "" if has_time else "Chưa ghi giờ bắt đầu: tính từ 00:00 của ngày đã nhập."
    return Deadline(
        rule=rule,
        start=moment,
        start_has_time=True,
        due_on=due.date(),
        raw_due_on=due.date(),
        due_at=due,
        counted=rule.number,
        warning=warning,
    )


def _fixed_date(moment: datetime, has_time: bool, rule: Rule, calendar: WorkCalendar) -> Deadline:
    """The next such day of the year, the start day included; not moved (CNT-1)."""
    month, number = (int(part) for part in str(rule.value).split("-"))
    start = moment.date()
    day = date(start.year, month, number)
    if day < start:
        day = date(start.year + 1, month, number)
    warning, suggested = _rest_warning(day, calendar)
    return Deadline(
        rule=rule,
        start=moment,
        start_has_time=has_time,
        due_on=day,
        raw_due_on=day,
        counted=0,
        warning=warning,
        suggested_on=suggested,
    )
