"""The working-day calendar of Việt Nam (lịch ngày làm việc). Plain Python.

A working day is Monday to Friday that is no public holiday or decreed day off, plus decreed
make-up Saturdays (Labour Code 45/2019/QH14, Arts. 111–112). Holidays come from the `holidays`
package; `data/calendar.json` adds decreed swaps it lacks and holds back days not yet in law;
corrections of the country or of one council win over both.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import holidays

DATA = Path(__file__).parent / "data"
FIRST_YEAR, LAST_YEAR = 1995, 2099
ONE_DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6
WEEKEND = {SATURDAY: "thứ Bảy", SUNDAY: "Chủ nhật"}


class DayKind(StrEnum):
    """What a corrected day is (loại ngày)."""

    WORK = "work"
    OFF = "off"


class CalendarRefused(ValueError):
    """The calendar cannot answer; the message is one Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class DayMark:
    """Why a single day is off, or worked although it is a Saturday or Sunday."""

    kind: DayKind
    reason: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class PendingDay:
    """A day off that is announced but not seen in law; off only when switched on."""

    code: str
    contains: str
    enabled: bool
    source: str


@cache
def _data() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((DATA / "calendar.json").read_text(encoding="utf-8"))
    return loaded


@cache
def pending_days() -> tuple[PendingDay, ...]:
    """The days off that wait for a legal text (24 November at present)."""
    return tuple(
        PendingDay(str(row["code"]), str(row["contains"]), bool(row["enabled"]), str(row["source"]))
        for row in _data()["pending"]
    )


@cache
def decreed_days() -> dict[date, DayMark]:
    """Swaps decreed by the Government that the `holidays` package does not carry."""
    return {
        date.fromisoformat(str(row["day"])): DayMark(
            DayKind(str(row["kind"])), str(row["reason"]), str(row["source"])
        )
        for row in _data()["days"]
    }


def note_for(year: int) -> str:
    """What is not yet settled about the calendar of a year; empty for decided years."""
    data = _data()
    return data["undecided"].format(year=year) if year > data["decided_until"] else ""


def _name(text: str) -> str:
    """The Vietnamese name shown for a holiday of the package."""
    if "thay cho ngày" in text:
        worked = text.split("thay cho ngày", 1)[1].strip(" )")
        return f"nghỉ hoán đổi, làm bù {worked}"
    for row in _data()["names"]:
        if str(row["contains"]) in text:
            name = str(row["name"])
            return f"{name} (nghỉ bù)" if "nghỉ bù" in text else name
    return text


@cache
def _shipped_year(year: int, pending: frozenset[str]) -> dict[date, DayMark]:
    """All marked days of a year: holidays, days in lieu, swaps. `pending` are switched-on codes."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CalendarRefused(
            f"Lịch ngày làm việc chỉ có từ năm {FIRST_YEAR} đến năm {LAST_YEAR}, không có {year}."
        )
    held_back = [day.contains for day in pending_days() if day.code not in pending]
    # A swap of January may be worked in December before: the next year's table names it.
    found = holidays.country_holidays("VN", years=[year, year + 1], language="vi")
    marks: dict[date, DayMark] = {}
    for day, text in found.items():
        if day.year != year:
            continue
        names = [part.strip() for part in text.split(";")]
        names = [name for name in names if not any(word in name for word in held_back)]
        if names:
            reason = ", ".join(dict.fromkeys(_name(name) for name in names))
            marks[day] = DayMark(DayKind.OFF, reason, "Bộ luật Lao động 45/2019/QH14, Điều 112")
    for day in found.weekend_workdays:
        if day.year == year:
            marks[day] = DayMark(DayKind.WORK, "ngày làm bù", "Hoán đổi ngày làm việc")
    marks.update({day: mark for day, mark in decreed_days().items() if day.year == year})
    return marks


class WorkCalendar:
    """Says of each day whether it is worked and why not; immutable."""

    def __init__(
        self,
        corrections: Mapping[date, DayMark] | None = None,
        *,
        pending: Collection[str] | None = None,
    ) -> None:
        """`corrections` win over everything; `pending` names the pending days switched on."""
        self.corrections = dict(corrections or {})
        if pending is None:
            pending = [day.code for day in pending_days() if day.enabled]
        self.pending = frozenset(pending)

    def corrected(self, corrections: Mapping[date, DayMark]) -> "WorkCalendar":
        """The same calendar with further corrections laid on top."""
        return WorkCalendar({**self.corrections, **corrections}, pending=self.pending)

    def mark(self, day: date) -> DayMark | None:
        """What is known of this very day: a correction, a swap or a holiday."""
        shipped = _shipped_year(day.year, self.pending)
        return self.corrections.get(day) or shipped.get(day)

    def is_working(self, day: date) -> bool:
        """Whether offices work on the day. Raises CalendarRefused outside 1995–2099."""
        mark = self.mark(day)
        if mark is not None:
            return mark.kind is DayKind.WORK
        return day.weekday() not in WEEKEND

    def why_off(self, day: date) -> str:
        """The Vietnamese reason why the day is off; empty on a working day."""
        mark = self.mark(day)
        if mark is not None:
            return "" if mark.kind is DayKind.WORK else mark.reason
        return WEEKEND.get(day.weekday(), "")

    def next_working_day(self, day: date) -> date:
        """The day itself when it is worked, else the first working day after it."""
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def previous_working_day(self, day: date) -> date:
        """The day itself when it is worked, else the last working day before it."""
        while not self.is_working(day):
            day -= ONE_DAY
        return day

    def add_working_days(self, start: date, number: int) -> date:
        """The `number`-th working day after `start`, which is not counted itself (TIM-1)."""
        day = start
        while number > 0:
            day += ONE_DAY
            number -= self.is_working(day)
        return day

    def back_working_days(self, event: date, number: int) -> date:
        """The `number`-th working day before the event, which is not counted itself (TIM-8)."""
        day = event
        while number > 0:
            day -= ONE_DAY
            number -= self.is_working(day)
        return day
