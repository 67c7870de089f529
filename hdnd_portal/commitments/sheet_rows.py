"""Answers out of a table that left the portal and came back. Plain Python.

Columns are found by their headings, rows by their code; what cannot be read is named, not guessed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError

from hdnd_portal.commitments.codes import key_of
from hdnd_portal.commitments.workflow import Claim, CommitmentRefused
from hdnd_portal.documents.table_rows import Head, as_day, as_text, head_of, heading_key
from hdnd_portal.documents.tables import Line, Sheet
from hdnd_portal.ui.forms import clean_text
from hdnd_portal.ui.money import MOST, read_money

MOST_ROWS = 1_000
LONGEST = {"text": 20_000, "measure": 20_000, "evidence": 300, "money_source": 300}
HEADINGS: dict[str, frozenset[str]] = {
    "code": frozenset({"ma", "ma kien nghi"}),
    "replied": frozenset({"da tra loi", "so lan da tra loi"}),
    "claimed": frozenset({"ket qua", "ket qua giai quyet"}),
    "text": frozenset({"noi dung tra loi", "tra loi"}),
    "measure": frozenset({"bien phap"}),
    "done_on": frozenset({"ngay hoan thanh"}),
    "evidence": frozenset({"van ban lam can cu", "can cu"}),
    "promised_on": frozenset({"ngay se hoan thanh", "thoi han"}),
    "amount": frozenset({"kinh phi"}),
    "money_source": frozenset({"nguon kinh phi"}),
}
REQUIRED = ("code", "claimed", "text")
# What the agency types; the rest is ours and comes back as it went out.
TYPED = (
    "claimed", "text", "measure", "done_on", "evidence", "promised_on", "amount", "money_source",
)  # fmt: skip
_MEANINGS = {key: name for name, keys in HEADINGS.items() for key in keys}


class Wrong(StrEnum):
    """What keeps a row from being an answer at all."""

    CODE = "code"
    TWICE = "twice"
    NOT_MINE = "not_mine"
    SHUT = "shut"
    ANSWERED = "answered"
    CLAIM_MISSING = "claim_missing"
    CLAIM_UNKNOWN = "claim_unknown"
    DAY = "day"
    AMOUNT = "amount"
    LONG = "long"
    FORMULA = "formula"


class Note(StrEnum):
    """What is worth knowing of a row that can be taken."""

    HIDDEN = "hidden"
    MERGED = "merged"
    DRAFT = "draft"


@dataclass(slots=True)
class AnswerRow:
    """One row in which something was typed; days as ISO texts, so that it can be kept as JSON."""

    sheet: str
    line: int
    code: str
    key: int | None
    # The last reply that the agency had sent when the table left the portal.
    replied: int
    claimed: str = ""
    text: str = ""
    measure: str = ""
    done_on: str = ""
    evidence: str = ""
    promised_on: str = ""
    amount: int | None = None
    money_source: str = ""
    wrong: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def said(self) -> dict[str, Any]:
        """The answer as the service takes it; only of a row whose result could be read."""
        return {
            "claimed": Claim(self.claimed),
            "text": self.text,
            "measure": self.measure,
            "done_on": date.fromisoformat(self.done_on) if self.done_on else None,
            "evidence": self.evidence,
            "promised_on": date.fromisoformat(self.promised_on) if self.promised_on else None,
            "amount": self.amount,
            "money_source": self.money_source,
        }

    def as_dict(self) -> dict[str, Any]:
        """The row as it is kept; `AnswerRow(**kept)` gives it back."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class SheetReading:
    """Rows in which something was typed, and how many were left empty."""

    rows: list[AnswerRow]
    empty: int


def read_answers(sheets: Sequence[Sheet], *, claims: Mapping[str, Claim]) -> SheetReading:
    """The answers of all tables that have the headings.

    `claims` gives the result of each folded label. Raises CommitmentRefused `sheet_headings`,
    `sheet_empty`, `sheet_long`; TableRefused `import_heading_twice`.
    """
    rows: list[AnswerRow] = []
    empty, known = 0, False
    for sheet in sheets:
        head = head_of(sheet, _MEANINGS)
        if head is None or any(name not in head.columns for name in REQUIRED):
            continue
        known = True
        for row in _rows_of(sheet, head, claims):
            if row is None:
                empty += 1
            else:
                rows.append(row)
    if not known:
        raise CommitmentRefused("sheet_headings")
    if len(rows) > MOST_ROWS:
        raise CommitmentRefused("sheet_long", most=MOST_ROWS)
    if not rows:
        raise CommitmentRefused("sheet_empty")
    _refuse_doubles(rows)
    return SheetReading(rows, empty)


def _rows_of(sheet: Sheet, head: Head, claims: Mapping[str, Claim]) -> Iterator[AnswerRow | None]:
    """The rows below the headings; None for one with a code in which nothing was typed."""
    typed = {head.columns[name] for name in TYPED if name in head.columns}
    for line in sheet.lines[head.at + 1 :]:
        touched = typed & (line.cells.keys() | line.merged.keys() | line.errors)
        if touched or typed & line.blank_formulas:
            yield _row(sheet.name, line, head.columns, claims)
        elif head.columns["code"] in line.cells:
            yield None


def _row(
    sheet: str, line: Line, columns: Mapping[str, int], claims: Mapping[str, Claim]
) -> AnswerRow:
    values = {name: line.cells.get(column) for name, column in columns.items()}
    merged = [name for name in TYPED if name in columns and columns[name] in line.merged]
    for name in merged:
        if values[name] is None:
            values[name] = line.merged[columns[name]]
    code = clean_text(as_text(values.get("code")))
    replied = values.get("replied")
    row = AnswerRow(
        sheet=sheet[:100],
        line=line.number,
        code=code[:40],
        key=key_of(code),
        replied=int(replied) if isinstance(replied, int | float) and replied > 0 else 0,
    )
    for name, longest in LONGEST.items():
        text = clean_text(as_text(values.get(name)))
        setattr(row, name, text[:longest])
        if len(text) > longest:
            row.wrong.append(Wrong.LONG)
    _read_claim(row, values.get("claimed"), claims)
    row.done_on = _day(row, values.get("done_on"))
    row.promised_on = _day(row, values.get("promised_on"))
    row.amount = _amount(row, values.get("amount"))
    used = set(columns.values())
    if used & (line.blank_formulas | line.errors):
        row.wrong.append(Wrong.FORMULA)
    row.notes += [Note.HIDDEN] * line.is_hidden + [Note.MERGED] * bool(merged)
    if row.key is None:
        row.wrong.insert(0, Wrong.CODE)
    return row


def _read_claim(row: AnswerRow, value: object, claims: Mapping[str, Claim]) -> None:
    said = heading_key(as_text(value))
    if not said:
        row.wrong.append(Wrong.CLAIM_MISSING)
    elif said not in claims:
        row.wrong.append(Wrong.CLAIM_UNKNOWN)
    else:
        row.claimed = claims[said].value


def _day(row: AnswerRow, value: object) -> str:
    if value is None:
        return ""
    day = as_day(value)
    if day is None:
        row.wrong.append(Wrong.DAY)
    return day.isoformat() if day else ""


def _amount(row: AnswerRow, value: object) -> int | None:
    if value is None:
        return None
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            if value == int(value) and 0 <= value <= MOST:
                return int(value)
            raise ValidationError("")
        return read_money(as_text(value))
    except (ValidationError, OverflowError, ValueError):
        row.wrong.append(Wrong.AMOUNT)
        return None


def _refuse_doubles(rows: Sequence[AnswerRow]) -> None:
    """A recommendation that stands in two rows is answered by none of them."""
    lines: dict[int, list[AnswerRow]] = {}
    for row in rows:
        if row.key is not None:
            lines.setdefault(row.key, []).append(row)
    for same in lines.values():
        if len(same) > 1:
            for row in same:
                row.wrong.append(Wrong.TWICE)
