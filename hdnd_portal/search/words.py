"""Words of a text as the index holds them, and the query for what somebody typed. Plain Python.

A text is held twice: with its marks, in one spelling (NFC, hòa for hoà), and folded ("hoi dong").
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from hdnd_portal.ui.text import fold, tone_normalise

_WORD = re.compile(r"[^\W_]+")
_NUMBERED = re.compile(r"^\s*(\d+)\s*/\s*(?:(\d{4})\s*/\s*)?([^\W\d_][\w\-. ]*)?\s*$")
LONGEST_WORD = 40
MOST_WORDS = 12


@lru_cache(maxsize=50_000)
def exact_word(word: str) -> str:
    """The word in lower case and one spelling, with its marks."""
    return tone_normalise(word).lower()[:LONGEST_WORD]


@lru_cache(maxsize=50_000)
def folded_word(word: str) -> str:
    """The word without marks."""
    return fold(word)[:LONGEST_WORD]


def split(text: str) -> list[str]:
    """The words of the text, in NFC: letters and digits only."""
    return _WORD.findall(tone_normalise(text))


def exact(text: str) -> str:
    """The text's words with their marks, one space apart."""
    return " ".join(exact_word(word) for word in split(text))


def folded(text: str) -> str:
    """The text's words without marks, one space apart."""
    return " ".join(folded_word(word) for word in split(text))


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed, as words; the last one may be unfinished."""

    words: tuple[str, ...]

    @property
    def folded(self) -> str:
        """A tsquery of the folded words: every text that matches at all matches this."""
        return _query([folded_word(word) for word in self.words])

    @property
    def exact(self) -> str:
        """A tsquery of the words with their marks; empty where none was typed with marks."""
        query = _query([exact_word(word) for word in self.words])
        return query if query != self.folded else ""


def typed(text: str) -> Typed:
    """The first words of what was typed."""
    return Typed(tuple(split(text)[:MOST_WORDS]))


def _query(words: list[str]) -> str:
    if not words:
        return ""
    # Words hold letters and digits only, so that nothing typed is syntax.
    whole = [f"'{word}'" for word in words[:-1]]
    last = words[-1]
    # One letter begins too many words to be looked up.
    return " & ".join([*whole, f"'{last}':*" if len(last) > 1 else f"'{last}'"])


def reference_key(text: str) -> str:
    """A document's number without year and marks: "12/2026/NQ-HĐND" becomes 12/NQ-HDND.

    Empty for what is no number and symbol.
    """
    found = _NUMBERED.match(text.strip())
    if not found or not found[3]:
        return ""
    symbol = fold(found[3]).upper().replace(" ", "")
    return f"{int(found[1])}/{symbol}"[:60]


def excerpt(text: str, words: tuple[str, ...], *, length: int = 220) -> str:
    """The part of the text around the first of the words, cut at word ends."""
    sought = tuple(folded_word(word) for word in words)
    start = next(
        (
            found.start()
            for found in _WORD.finditer(text)
            if folded_word(found[0]).startswith(sought)
        ),
        0,
    )
    start = max(0, start - length // 4)
    if start:
        start = text.find(" ", start) + 1
    piece = text[start : start + length]
    if start + length < len(text):
        piece = piece.rpartition(" ")[0] or piece
    return ("… " if start else "") + piece.strip() + (" …" if start + length < len(text) else "")


def marked(text: str, words: tuple[str, ...]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is one of the words sought."""
    sought = tuple(folded_word(word) for word in words)
    pieces: list[tuple[str, bool]] = []
    end = 0
    for found in _WORD.finditer(text):
        if sought and folded_word(found[0]).startswith(sought):
            pieces += [(text[end : found.start()], False), (found[0], True)]
            end = found.end()
    pieces.append((text[end:], False))
    return [piece for piece in pieces if piece[0]]
