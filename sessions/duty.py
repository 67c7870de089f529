"""A delegate's duty to be at a sitting, and whether it was kept (DEL-5; Law 72/2025, Art. 33).

Plain values: only sittings of days on which the seat was held and not suspended are counted, and
of those only ones at which attendance was taken at all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

Span = tuple[date, date | None]
Stay = tuple[datetime, datetime | None]


class Kept(StrEnum):
    """How a sitting stands in a delegate's record."""

    PRESENT = "present"
    JUSTIFIED = "justified"
    UNJUSTIFIED = "unjustified"
    # These three are not counted.
    NOT_TAKEN = "not_taken"
    SUSPENDED = "suspended"
    NOT_HELD = "not_held"


COUNTED = frozenset({Kept.PRESENT, Kept.JUSTIFIED, Kept.UNJUSTIFIED})


@dataclass(frozen=True, slots=True)
class Half:
    """A sitting: its day in Việt Nam, its hours, and whether anybody's attendance was taken."""

    day: date
    starts_at: datetime
    ends_at: datetime
    is_taken: bool


@dataclass(frozen=True, slots=True)
class Excuse:
    """An absence the chair agreed to, and whether it is justified; without an end it is open."""

    first: datetime | None
    last: datetime | None
    is_justified: bool

    def holds(self, at: datetime) -> bool:
        """Whether the moment lies in it, both ends counted."""
        return (self.first is None or self.first <= at) and (self.last is None or at <= self.last)


def covers(span: Span, day: date) -> bool:
    """Whether the span holds the day, both ends counted; without an end it goes on."""
    return span[0] <= day and (span[1] is None or day <= span[1])


def minutes_there(half: Half, stays: Iterable[Stay]) -> int:
    """Whole minutes of the sitting spent in the hall; a stay nobody closed lasts to its end."""
    seconds = 0.0
    for arrived, left in stays:
        begin, end = max(arrived, half.starts_at), min(left or half.ends_at, half.ends_at)
        seconds += max(0.0, (end - begin).total_seconds())
    return int(seconds // 60)


def kept(
    half: Half,
    *,
    seat: Span,
    suspensions: Sequence[Span],
    stays: Sequence[Stay],
    excuses: Sequence[Excuse],
) -> Kept:
    """How the sitting stands in the record of the seat.

    `stays` are those of the session; one that nobody closed is given for its own day alone.
    """
    if not covers(seat, half.day):
        return Kept.NOT_HELD
    if any(covers(span, half.day) for span in suspensions):
        return Kept.SUSPENDED
    if not half.is_taken:
        return Kept.NOT_TAKEN
    if any(
        arrived < half.ends_at and (left or half.ends_at) > half.starts_at
        for arrived, left in stays
    ):
        return Kept.PRESENT
    for excuse in excuses:
        if excuse.is_justified and excuse.holds(half.starts_at):
            return Kept.JUSTIFIED
    return Kept.UNJUSTIFIED
