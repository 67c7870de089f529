"""Hours as people write them on papers: `7h45`, `07:45`, `7.45`. Plain Python."""

import re
from datetime import date, datetime, time

from hdnd_portal.legal.deadlines import VIETNAM

CLOCK = re.compile(r"^\s*(\d{1,2})\s*(?:[:.hHgG]|giờ)\s*(\d{2})?\s*$")


class ClockRefused(ValueError):
    """What was written is no hour, or leaving comes before arriving."""


def read_clock(text: str) -> time | None:
    """The hour, or None for nothing. Raises ClockRefused."""
    if not text.strip():
        return None
    found = CLOCK.match(text)
    if found is None:
        raise ClockRefused(text)
    hour, minute = int(found[1]), int(found[2] or 0)
    if hour > 23 or minute > 59:
        raise ClockRefused(text)
    return time(hour, minute)


def write_stays(times: list[tuple[time | None, time | None]]) -> str:
    """Stays as one text: `07:45–09:10; 09:40–`. Raises ClockRefused where they do not follow."""
    written = []
    before: time | None = None
    for place, (arrived, left) in enumerate(times):
        if arrived is None:
            if left is not None:
                raise ClockRefused("left without arriving")
            continue
        if place and (before is None or arrived < before):
            raise ClockRefused("returned before leaving")
        if left is not None and left <= arrived:
            raise ClockRefused("left before arriving")
        written.append(f"{arrived:%H:%M}–{left:%H:%M}" if left else f"{arrived:%H:%M}–")
        before = left
    return "; ".join(written)


def read_stays(text: str, day: date) -> list[tuple[datetime, datetime | None]]:
    """The stays of such a text on a day of Việt Nam. Raises ClockRefused."""
    stays = []
    for piece in text.split(";"):
        arrived, _dash, left = piece.partition("–")
        begin, end = read_clock(arrived), read_clock(left)
        if begin is None:
            raise ClockRefused(text)
        stays.append((_moment(day, begin), _moment(day, end) if end else None))
    return stays


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=VIETNAM)
