"""When letters that are not urgent may go out, in plain Python."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

LONGEST_CLOSURE = 60


def next_opening(
    at: datetime, *, starts: time, ends: time, is_open: Callable[[datetime], bool]
) -> datetime:
    """The first moment from `at` on that lies on an open day, from `starts` and before `ends`.

    `at` carries its time zone, and the hours are those of that zone. Should no day of the next
    two months be open, the answer is `at`: a wrong calendar must not keep letters for ever.
    """
    if is_open(at) and starts <= at.time() < ends:
        return at
    day = at if at.time() < starts else at + timedelta(days=1)
    for _ in range(LONGEST_CLOSURE):
        if is_open(day):
            return day.replace(hour=starts.hour, minute=starts.minute, second=0, microsecond=0)
        day += timedelta(days=1)
    return at
