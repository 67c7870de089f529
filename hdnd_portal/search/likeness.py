"""How alike two texts are, by the pairs of words they share. Plain Python.

Two syllables side by side are mostly one Vietnamese word ("kênh mương"), so texts that say the same
in other words and without diacritics still share the pairs that name the matter. A pair that stands
in few texts says much, one that stands in all ("đề nghị") says nothing.
"""

import itertools
from collections.abc import Iterable, Mapping
from math import log

from hdnd_portal.search import words

LONGEST = 24  # characters of a pair that are kept
MOST = 120  # pairs of a text that are kept


def pairs(text: str) -> dict[str, str]:
    """The pairs of neighbouring words, folded, each as it is first written in the text."""
    found: dict[str, str] = {}
    spoken = words.split(text)
    for first, second in itertools.pairwise(spoken):
        key = f"{words.folded_word(first)} {words.folded_word(second)}"[:LONGEST]
        found.setdefault(key, f"{first.lower()} {second.lower()}")
        if len(found) == MOST:
            break
    return found


def weights(
    sought: Iterable[str], counts: Mapping[str, int], total: int, *, most: int
) -> dict[str, float]:
    """What each pair says: the more, the fewer of the `total` texts have it; nothing, where more
    than `most` do (nobody need count further).
    """
    return {
        pair: 0.0 if counts.get(pair, 0) > most else log(1 + total / (1 + counts.get(pair, 0)))
        for pair in sought
    }


def rarest(sought: Iterable[str], counts: Mapping[str, int], *, most: int) -> list[str]:
    """The pairs that stand in some text, the rarest first, as long as they lead to `most` texts."""
    chosen: list[str] = []
    reached = 0
    for pair in sorted(
        (one for one in sought if counts.get(one)), key=lambda one: (counts[one], one)
    ):
        reached += counts[pair]
        if chosen and reached > most:
            break
        chosen.append(pair)
    return chosen


def likeness(mine: Mapping[str, float], theirs: Iterable[str]) -> float:
    """The share, from 0 to 1, of what my pairs say that the other text says, too."""
    whole = sum(mine.values())
    return sum(mine.get(pair, 0.0) for pair in theirs) / whole if whole else 0.0
