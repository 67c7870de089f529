"""The days and half-days of a session, and which opening days are refused."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from hdnd_portal.ui.refusals import Refused

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = (time(8, 0), time(11, 30))
AFTERNOON = (time(13, 30), time(17, 0))
LONGEST = Decimal(15)
LOOK_AHEAD = timedelta(days=60)


class ScheduleRefused(Refused):
    """The days cannot be laid out."""


@dataclass(frozen=True, slots=True)
class HalfDay:
    """One sitting: from `starts_at` to `ends_at`, in Vietnamese time."""

    starts_at: datetime
    ends_at: datetime


def at_hour_of(day: datetime, clock: datetime) -> datetime:
    """The day of the first moment at the hour of the second, both on the clocks of Việt Nam."""
    hour = clock.astimezone(VIETNAM).timetz()
    return datetime.combine(day.astimezone(VIETNAM).date(), hour)


def half_days(opening_on: date, days: Decimal, is_working: Callable[[date], bool]) -> list[HalfDay]:
    """The half-days of a session that opens on the day and lasts `days` (steps of a half).

    The opening day counts whatever it is; after it days off are passed over. Raises
    ScheduleRefused `days_step`, `days_range`.
    """
    if days * 2 != int(days * 2):
        raise ScheduleRefused("days_step")
    if not 0 < days <= LONGEST:
        raise ScheduleRefused("days_range", longest=LONGEST)
    wanted = int(days * 2)
    result: list[HalfDay] = []
    day = opening_on
    while len(result) < wanted and day <= opening_on + LOOK_AHEAD:
        if day == opening_on or is_working(day):
            for start, end in (MORNING, AFTERNOON)[: wanted - len(result)]:
                result.append(
                    HalfDay(
                        datetime.combine(day, start, VIETNAM), datetime.combine(day, end, VIETNAM)
                    )
                )
        day += timedelta(days=1)
    return result


def check_opening(
    opening_on: date, *, today: date, why_off: str | None, accepts_day_off: bool
) -> None:
    """Refuse an opening day that has passed, lies too far ahead, or is a day off.

    `why_off` names the day off or is None; the office may accept one for an urgent session
    (`accepts_day_off`). Raises ScheduleRefused.
    """
    if opening_on < today:
        raise ScheduleRefused("opening_past", day=opening_on)
    if opening_on > today + timedelta(days=730):
        raise ScheduleRefused("opening_far", day=opening_on)
    if why_off and not accepts_day_off:
        raise ScheduleRefused("opening_day_off", day=opening_on, why=why_off)
