"""When a sitting will end, from what is still on its programme (A18). Plain Python.

The programme gives each item minutes and each half-day its hours. What an item has not used counts
until its turn is over; an item without minutes is taken to last as long as items of its kind did at
earlier sessions.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

# Of fewer past items a usual length is not spoken of.
LEAST_PAST = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """An item of the sitting: its minutes on the programme, minutes used, whether it is on now."""

    kind: str
    planned: int | None
    spent: int
    is_on: bool


@dataclass(frozen=True, slots=True)
class Forecast:
    """When the sitting ends at this pace; `late` is in minutes, negative while time is left."""

    ends_at: datetime
    due_at: datetime
    unknown: int

    @property
    def late(self) -> int:
        """Whole minutes after the end on the programme; negative before it."""
        return round((self.ends_at - self.due_at) / timedelta(minutes=1))

    @property
    def spare(self) -> int:
        """Minutes that are left, as a positive number."""
        return max(-self.late, 0)


def usual_minutes(past: Iterable[tuple[str, float]]) -> dict[str, int]:
    """The median of minutes by kind of item, where enough items of the kind were held."""
    by_kind: dict[str, list[float]] = {}
    for kind, minutes in past:
        by_kind.setdefault(kind, []).append(minutes)
    return {kind: round(median(rows)) for kind, rows in by_kind.items() if len(rows) >= LEAST_PAST}


def forecast(
    now: datetime, due_at: datetime, turns: Iterable[Turn], usual: dict[str, int]
) -> Forecast:
    """The end of the sitting, if each item takes what is left of its minutes.

    An item that was on before and is not now has had its turn. `unknown` counts items of which no
    length is known; they add nothing.
    """
    left = unknown = 0
    for turn in turns:
        if turn.spent and not turn.is_on:
            continue
        minutes = turn.planned or usual.get(turn.kind)
        if minutes is None:
            unknown += 1
        else:
            left += max(minutes - turn.spent, 0)
    return Forecast(now + timedelta(minutes=left), due_at, unknown)
