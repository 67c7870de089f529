"""Which awaited recommendation a part of a letter answers: by code first, else by likeness.

Plain Python. What is proposed says why, and is only proposed: a person confirms it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hdnd_portal.search import likeness

# Likeness from which a recommendation is proposed, and how far the next one must stay behind.
LIKE, APART = 0.25, 0.08
# What a second one must share that the first does not, for a part that answers both: of what was
# asked, and of an answer, which names much besides.
SECOND_ASKED, SECOND = 0.25, 0.45
# Pairs from which a short text proves something.
ENOUGH = 6
SHOWN = 3
# Characters of an answer that are compared where what was asked is not told apart.
FIRST, READ = 250, 1500
_SENTENCES = re.compile(r"\n+|(?<=[.;!?])\s+")
_CODES = re.compile(r"\b(ck|kn)\s*[-–.]?\s*0*(\d{1,18})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A recommendation that awaits an answer; `said_of` is where its number in a session stands."""

    key: int
    text: str
    said_of: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A recommendation that a part may answer: how alike in per cent, by which code or words."""

    key: int
    percent: int
    code: str = ""
    words: tuple[str, ...] = ()
    # Ready to be confirmed; the others are only shown.
    is_proposed: bool = False


class Finder:
    """Finds among the recommendations of one agency."""

    def __init__(self, wanted: Sequence[Wanted]) -> None:
        self._pairs = {one.key: likeness.pairs(one.text) for one in wanted}
        self._by_pair: dict[str, list[int]] = {}
        for key, pairs in self._pairs.items():
            for pair in pairs:
                self._by_pair.setdefault(pair, []).append(key)
        self._counts = {pair: len(keys) for pair, keys in self._by_pair.items()}
        self._by_code: dict[tuple[str, int], list[int]] = {}
        for one in wanted:
            self._by_code.setdefault(("ck", one.key), []).append(one.key)
            for kind, number in _CODES.findall(one.said_of):
                self._by_code.setdefault((kind.lower(), int(number)), []).append(one.key)

    def find(self, asked: str, answer: str = "") -> list[Match]:
        """Those that the part may answer, the likest first; by code where it names one."""
        by_code = self.by_code(asked or answer[:300]) or self.by_code(answer[:300])
        if by_code:
            return by_code
        if asked:
            return self._of_asked(asked)
        # What was asked mostly stands first, where nothing tells it from the answer.
        opening = self.alike(answer[:FIRST], is_asked=True)
        if any(one.is_proposed for one in opening):
            return opening
        return self.alike(answer[:READ], is_asked=False)

    def _of_asked(self, asked: str) -> list[Match]:
        """Those that what was asked is like, as a whole or in a sentence of its own."""
        found = {one.key: one for one in self.alike(asked, is_asked=True)}
        pieces = [one for one in _SENTENCES.split(asked) if len(likeness.pairs(one)) >= ENOUGH]
        for piece in pieces if len(pieces) > 1 else ():
            for one in self.alike(piece, is_asked=True):
                if one.is_proposed:
                    found[one.key] = one
        return list(found.values())

    def asks(self, text: str) -> bool:
        """Whether the text is like something awaited."""
        found = self.alike(text, is_asked=False)
        return bool(found) and found[0].percent >= 100 * LIKE

    def by_code(self, text: str) -> list[Match]:
        """Those whose code stands in the text; a number that several sessions have is none."""
        found: dict[int, Match] = {}
        for kind, number in _CODES.findall(text):
            keys = self._by_code.get((kind.lower(), int(number)), [])
            if len(keys) == 1:
                width = 6 if kind.lower() == "ck" else 3
                code = f"{kind.upper()}{int(number):0{width}d}"
                found.setdefault(keys[0], Match(keys[0], 100, code=code, is_proposed=True))
        return list(found.values())

    def alike(self, text: str, *, is_asked: bool) -> list[Match]:
        """Those that share what tells them apart from the others."""
        said = likeness.pairs(text)
        scores = {key: self._likeness(key, said, is_asked) for key in self._near(said)}
        ranked = sorted(scores.items(), key=lambda one: (-one[1], one[0]))[:SHOWN]
        ranked = [one for one in ranked if one[1] >= LIKE / 2]
        proposed = self._proposed(ranked, said, SECOND_ASKED if is_asked else SECOND)
        return [
            Match(
                key,
                min(99, round(score * 100)),
                words=self._telling(key, said),
                is_proposed=key in proposed,
            )
            for key, score in ranked
        ]

    def _near(self, said: Iterable[str]) -> set[int]:
        return {key for pair in said for key in self._by_pair.get(pair, ())}

    def _weights(self, pairs: Iterable[str]) -> dict[str, float]:
        total = len(self._pairs)
        return likeness.weights(pairs, self._counts, total, most=total)

    def _likeness(self, key: int, said: dict[str, str], is_asked: bool) -> float:
        """How much of the recommendation is said, or of what was asked stands in it."""
        theirs = self._pairs[key]
        covered = likeness.likeness(self._weights(theirs), said)
        if not is_asked or len(said) < ENOUGH:
            return covered
        return max(covered, likeness.likeness(self._weights(said), theirs))

    def _proposed(
        self, ranked: Sequence[tuple[int, float]], said: dict[str, str], second: float
    ) -> set[int]:
        """The first, unless the next is as near; more, where each is said in words of its own."""
        if not ranked or ranked[0][1] < LIKE:
            return set()
        first = ranked[0][0]
        chosen = {first}
        rest = {pair: word for pair, word in said.items() if pair not in self._pairs[first]}
        for key, score in ranked[1:]:
            alone = {pair for pair in self._pairs[key] if pair not in self._pairs[first]}
            if len(alone) >= ENOUGH and likeness.likeness(self._weights(alone), rest) >= second:
                chosen.add(key)
                rest = {pair: word for pair, word in rest.items() if pair not in alone}
            elif score > ranked[0][1] - APART:
                return set()
        return chosen

    def _telling(self, key: int, said: dict[str, str]) -> tuple[str, ...]:
        both = [pair for pair in self._pairs[key] if pair in said]
        weights = self._weights(both)
        return tuple(said[pair] for pair in sorted(both, key=lambda one: (-weights[one], one))[:4])
