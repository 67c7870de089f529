"""Parts of a text by where they begin and end: how words are taken, split, joined. Plain Python.

Positions count characters; a span holds those from `start` up to, not including, `end`.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

# A sentence ends where a blank follows its mark, so that "1.5 km" stays whole.
_ENDS = re.compile(r"(?<=[.;!?…])\s+|\n+")


class Span(NamedTuple):
    """Characters of a text from `start` up to, not including, `end`."""

    start: int
    end: int


def union(spans: Iterable[Span]) -> list[Span]:
    """The same characters as spans that neither overlap nor touch, in order."""
    joined: list[Span] = []
    for span in sorted(one for one in spans if one.start < one.end):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def minus(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """The characters of `spans` that are not in `taken`."""
    left = union(spans)
    for cut in union(taken):
        rest = []
        for span in left:
            rest += [
                Span(span.start, min(span.end, cut.start)),
                Span(max(span.start, cut.end), span.end),
            ]
        left = union(rest)
    return left


def covers(spans: Iterable[Span], wanted: Iterable[Span]) -> bool:
    """Whether every character wanted is in the spans."""
    return not minus(wanted, spans)


def trimmed(text: str, span: Span) -> Span:
    """The span without blanks at its ends; empty where it holds nothing else."""
    start, end = max(0, span.start), min(len(text), span.end)
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, max(start, end))


def sentences(text: str) -> list[Span]:
    """The sentences and lines of a text, without the blanks between them."""
    found, start = [], 0
    for gap in _ENDS.finditer(text):
        found.append(trimmed(text, Span(start, gap.start())))
        start = gap.end()
    found.append(trimmed(text, Span(start, len(text))))
    return [span for span in found if span.start < span.end]


def found_in(text: str, words: str) -> Span | None:
    """Where the words stand in the text, however they are spaced; None where they do not."""
    parts = words.split()
    if not parts:
        return None
    match = re.search(r"\s+".join(map(re.escape, parts)), text)
    return Span(*match.span()) if match else None


def without_blanks(text: str, spans: Iterable[Span]) -> list[Span]:
    """The spans that hold more than blanks and signs: nobody misses those."""
    return [span for span in spans if any(c.isalnum() for c in text[span.start : span.end])]
