"""Counting a ranked opinion sheet (Q3). Plain Python, integers only.

With `n` groups on the sheet the first place counts n points, the second n - 1, and so on; a group
left out gets none. Of equal points the one with more first places stands higher, then the one put
higher on the sheet.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ranked:
    """What a group got: points, first places, on how many sheets it stands."""

    group: int
    points: int
    firsts: int
    named: int
    rank: int


def rank(groups: Sequence[int], ballots: Iterable[Sequence[int]]) -> list[Ranked]:
    """The groups in the order delegates want them; ballots name groups, wanted most first."""
    points = dict.fromkeys(groups, 0)
    firsts = dict.fromkeys(groups, 0)
    named = dict.fromkeys(groups, 0)
    for ballot in ballots:
        for place, group in enumerate(ballot):
            points[group] += len(groups) - place
            named[group] += 1
            firsts[group] += place == 0
    place_of = {group: place for place, group in enumerate(groups)}
    order = sorted(groups, key=lambda one: (-points[one], -firsts[one], place_of[one]))
    return [
        Ranked(group, points[group], firsts[group], named[group], number)
        for number, group in enumerate(order, start=1)
    ]


def is_ballot(groups: Sequence[int], ballot: Sequence[int]) -> bool:
    """Whether it names some of the groups, each once."""
    return bool(ballot) and len(set(ballot)) == len(ballot) and set(ballot) <= set(groups)
