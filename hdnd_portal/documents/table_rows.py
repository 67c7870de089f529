"""Columns of a table by their headings, and what stands in a cell. Plain Python.

Nothing is guessed: a cell that says no day gives none.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from openpyxl.utils.datetime import from_excel

from hdnd_portal.documents.tables import Sheet, TableRefused
from hdnd_portal.ui.forms import read_day
from hdnd_portal.ui.text import fold, tidy

# The headings stand in one of so many lines from the top.
HEADING_WITHIN = 30


@dataclass(frozen=True, slots=True)
class Head:
    """The line of headings: which column holds what, and headings that mean nothing here."""

    at: int
    columns: Mapping[str, int]
    others: Sequence[str]


def heading_key(value: object) -> str:
    """A heading as it is compared: no diacritics, no signs, what stands in brackets left out."""
    text = re.sub(r"\([^)]*\)", " ", fold(str(value)))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text).split())


def head_of(sheet: Sheet, meanings: Mapping[str, str]) -> Head | None:
    """The line with most headings that mean something; `meanings` gives the name of each key.

    Raises TableRefused `import_heading_twice`.
    """
    best: Head | None = None
    for at, line in enumerate(sheet.lines[:HEADING_WITHIN]):
        columns: dict[str, int] = {}
        others: list[str] = []
        for column, value in sorted(line.cells.items()):
            name = meanings.get(heading_key(value))
            if name is None:
                others.append(tidy(str(value))[:60])
            elif name in columns:
                if len(columns) > 1:
                    raise TableRefused("import_heading_twice", heading=tidy(str(value))[:60])
            else:
                columns[name] = column
        if best is None or len(columns) > len(best.columns):
            best = Head(at, columns, others)
    return best


def as_text(value: object) -> str:
    """A cell as it is read by people: 5 rather than 5.0, days as 09/11/2026."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return (
            f"{value:%d/%m/%Y}" if not (value.hour or value.minute) else f"{value:%d/%m/%Y %H:%M}"
        )
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def as_day(value: Any) -> date | None:
    """The day of a cell: of a text, or of a number that a sheet shows without the form of a day."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            found = from_excel(value) if 30_000 < value < 80_000 else None
            return found.date() if isinstance(found, datetime) else None
        parts = re.split(r"[\s,]+", str(value).strip())
        return read_day(next((part for part in parts if re.search(r"\d[/.-]\d", part)), parts[0]))
    except (ValidationError, ValueError, OverflowError):
        return None
