"""The points of a draft that opinions are about: two spellings of one point are one point."""

import re
import unicodedata
from collections.abc import Iterable

# From the widest to the narrowest; what stands first in a name is written last by many.
_LEVELS = ("phần", "chương", "mục", "điều", "khoản", "điểm", "phụ lục", "trang")
_NAMED = re.compile(
    rf"\b({'|'.join(_LEVELS)})\s+(?:số\s+)?([0-9]+[a-zđ]?|[ivxlc]+|[a-zđ])(?=[\s,;.:)]|$)"
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

Place = tuple[tuple[int, int, str], ...]


def same_point(text: str) -> str:
    """One spelling of a point: "khoản 2 Điều 3" and "Điều 3, khoản 2." give the same text.

    What names no article, clause or the like is compared by its words, letter case aside.
    """
    words = _plain(text)
    places, rest = _places(words)
    if places and not rest:
        return " ".join(
            f"{_LEVELS[level]} {number or ''}{letter}" for level, number, letter in places
        )
    return words


def point_order(text: str) -> tuple[int, Place, str]:
    """The order of points in a digest: the whole first, then by place in the draft, then words."""
    words = _plain(text)
    if not words:
        return (0, (), "")
    places, _rest = _places(words)
    return (1, places, words) if places else (2, (), words)


def first_spellings(texts: Iterable[str]) -> dict[str, str]:
    """How each point is shown: as it was written first, by its one spelling."""
    shown: dict[str, str] = {}
    for text in texts:
        shown.setdefault(same_point(text), " ".join(text.split()))
    return shown


def _plain(text: str) -> str:
    """Lower case, NFC, one space between words, no full stop or comma at the ends."""
    words = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    return words.strip(" .,;:")


def _places(words: str) -> tuple[Place, str]:
    """The places a point names, the widest first, and what else it says."""
    found = [
        (_LEVELS.index(level), *_number(level, value)) for level, value in _NAMED.findall(words)
    ]
    rest = re.sub(r"[\s,;.:)(–-]+|\bcủa\b", " ", _NAMED.sub(" ", words)).strip()
    return tuple(sorted(found)), rest


def _number(level: str, value: str) -> tuple[int, str]:
    """A number with its letter: "5a" after 5, before 6; a letter in the Vietnamese order."""
    if value[0].isdigit():
        digits = re.match(r"[0-9]+", value)
        assert digits is not None  # noqa: S101 -- it begins with a digit
        return int(digits[0][:9]), value[digits.end() :]
    if level != "điểm" and set(value) <= set(_ROMAN):
        return _roman(value), ""
    # "đ" stands after "d", before "e".
    return 0, value.replace("đ", "d~")


def _roman(value: str) -> int:
    numbers = [_ROMAN[letter] for letter in value]
    following = [*numbers[1:], 0]
    return sum(-one if one < after else one for one, after in zip(numbers, following, strict=True))
