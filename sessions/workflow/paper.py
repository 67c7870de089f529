"""Papers read twice: what two people agree on, and where a third decides (S13). Plain Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class LaterKind(StrEnum):
    """Which papers are entered later; the count of secret ballots is a record of its own."""

    ATTENDANCE = "attendance"
    HANDS = "hands"
    ROLL_CALL = "roll_call"
    BALLOTS = "ballots"


Figures = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands after so many readings of one paper: the figures, or where two differ."""

    settled: dict[str, str] | None
    differing: tuple[str, ...] = ()


def read_together(readings: Sequence[Figures]) -> Reading:
    """What the readings come to: two alike settle it, else the third decides what they differ in.

    One reading settles nothing. A line that one of them left out is an empty one.
    """
    if len(readings) < 2:
        return Reading(None)
    first, second = readings[0], readings[1]
    keys = sorted(first.keys() | second.keys())
    differing = tuple(key for key in keys if first.get(key, "") != second.get(key, ""))
    if not differing:
        return Reading(dict(first))
    if len(readings) < 3:
        return Reading(None, differing)
    third = readings[2]
    settled = {key: first.get(key, "") for key in keys if key not in differing}
    return Reading(settled | {key: third.get(key, "") for key in differing}, differing)
