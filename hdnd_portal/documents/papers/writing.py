"""How official Vietnamese papers write dates, numbers, letters and lines of text.

Sources: Decree 30/2020/NĐ-CP, Appendix I (dates, numbers, points) and TCVN 6909:2001 (Unicode).
"""

import re
import unicodedata
from datetime import date

from hdnd_portal.documents.papers.errors import PaperError

POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"
"""Letters of points (điểm) in order: đ follows d; f, j, w and z do not exist."""

BLANK = "\u00a0" * 8
"""The gap left where the clerk has not yet given a number (no-break spaces)."""

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_ORDINARY_SPACE = re.compile(r"[ \t\r\n\f\v]+")


def clean(text: str, *, what: str = "text") -> str:
    """One line in NFC with single spaces; no-break spaces stay, invisible characters go.

    Raises PaperError for other control characters, which no printer can show.
    """
    text = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    text = _ORDINARY_SPACE.sub(" ", text).strip(" ")
    for character in text:
        if unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"}:
            raise PaperError(f"The {what} holds a character that cannot be printed: {character!r}.")
    return text


def date_words(day: date | None, *, year: int | None = None) -> str:
    """`ngày 05 tháng 3 năm 2026`; with no day, blanks to be filled in after signing.

    Days below 10 and the months 1 and 2 take a zero, other months do not (Decree 30/2020, App. I).
    """
    if day is None:
        return (
            f"ngày{BLANK}tháng{BLANK}năm {year}" if year else f"ngày{BLANK}tháng{BLANK}năm{BLANK}"
        )
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def number_words(number: int | None) -> str:
    """`05`, `123`; with no number, the gap the clerk fills in. Raises PaperError below 1."""
    if number is None:
        return BLANK
    if number < 1:
        raise PaperError(f"A paper number starts at 1, not {number}.")
    return f"{number:02d}"


def roman(number: int) -> str:
    """Roman number of a part, chapter or appendix, 1 to 89. Raises PaperError outside."""
    if not 1 <= number <= 89:
        raise PaperError(f"No Roman number is written for {number}.")
    written = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written


def point_letter(number: int) -> str:
    """Letter of the n-th point: a, b, c, d, đ, e … y, then a1, b1 …"""
    if number < 1:
        raise PaperError(f"Points are counted from 1, not {number}.")
    round_, place = divmod(number - 1, len(POINT_LETTERS))
    return POINT_LETTERS[place] + (str(round_) if round_ else "")
