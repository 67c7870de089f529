"""Numbers of agenda items (A6): sections in Roman numerals, items in Arabic ones."""

from collections.abc import Sequence
from enum import StrEnum

ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


class Style(StrEnum):
    """How items are numbered."""

    CONTINUOUS = "continuous"  # 1, 2, 3 … through the whole agenda
    BY_SECTION = "by_section"  # I.1, I.2, II.1 …


def roman(number: int) -> str:
    """The Roman numeral of a positive number. Raises ValueError."""
    if number < 1:
        raise ValueError(f"no Roman numeral for {number}")
    text = ""
    for value, letters in ROMAN:
        times, number = divmod(number, value)
        text += letters * times
    return text


def numbers(sections: Sequence[str], style: Style) -> list[str]:
    """One number for each item, given the section each item stands in, in agenda order.

    Items without a section stand before the first one and are numbered without a Roman numeral.
    """
    if style is Style.CONTINUOUS:
        return [str(index) for index in range(1, len(sections) + 1)]
    order: list[str] = []
    counts: dict[str, int] = {}
    result = []
    for section in sections:
        if section and section not in order:
            order.append(section)
        counts[section] = counts.get(section, 0) + 1
        prefix = f"{roman(order.index(section) + 1)}." if section else ""
        result.append(f"{prefix}{counts[section]}")
    return result
