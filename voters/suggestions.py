"""Which field somebody's words belong to, by the topics found in them. Plain Python.

A suggestion with its reason; a person decides.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hdnd_portal.ui.text import fold, tone_normalise

_WORD = re.compile(r"[^\W_]+")
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A field (its key), the topics that were found, and how much they say."""

    field: int
    topics: tuple[str, ...]
    weight: int


def suggested_fields(text: str, topics: Mapping[int, Sequence[str]]) -> list[Suggestion]:
    """The fields whose topics stand in the text, the likeliest first.

    Words are compared with their marks, or without any where the text has none. A longer topic
    says more than a short one and hides those within it: "bảo hiểm y tế" is no "y tế".
    """
    words = _words(text)
    marked = any(fold(word) != word for word in words)
    if not marked:
        words = [fold(word) for word in words]
    known = sorted(
        (_Topic(field, topic, _comparable(topic, marked=marked)) for field, topic in _all(topics)),
        key=lambda one: (-len(one.words), one.field, one.text),
    )
    taken = [False] * len(words)
    found: dict[int, dict[str, int]] = {}
    for topic in known:
        size = len(topic.words)
        # Without marks one syllable may be any of a dozen words.
        if not size or (size == 1 and not marked):
            continue
        for start in range(len(words) - size + 1):
            here = slice(start, start + size)
            if tuple(words[here]) == topic.words and not any(taken[here]):
                taken[here] = [True] * size
                of_field = found.setdefault(topic.field, {})
                of_field[topic.text] = of_field.get(topic.text, 0) + size * size
    suggestions = [
        Suggestion(
            field,
            tuple(sorted(of_field, key=lambda one: (-of_field[one], one))[:SHOWN]),
            sum(of_field.values()),
        )
        for field, of_field in found.items()
    ]
    return sorted(suggestions, key=lambda one: (-one.weight, one.field))


@dataclass(frozen=True, slots=True)
class _Topic:
    field: int
    text: str
    words: tuple[str, ...]


def _all(topics: Mapping[int, Sequence[str]]) -> Iterable[tuple[int, str]]:
    return ((field, topic) for field, some in topics.items() for topic in some)


def _words(text: str) -> list[str]:
    return _WORD.findall(tone_normalise(text).lower())


def _comparable(topic: str, *, marked: bool) -> tuple[str, ...]:
    words = _words(topic)
    return tuple(words if marked else map(fold, words))
