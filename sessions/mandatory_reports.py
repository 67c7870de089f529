"""The reports that the law puts on each kind of session: rows of a data file, with their source."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).with_name("data") / "mandatory_reports.json"


@dataclass(frozen=True, slots=True)
class MandatoryReport:
    """One row: who presents it (`agency:CODE` or `body:KIND`) and which Ban verifies it."""

    key: str
    title: str
    presenter: str
    sessions: tuple[str, ...]
    verifier: str | None
    source: str
    mark: str
    section: str
    needs_resolution: bool
    per: str | None = None


@cache
def _rows() -> tuple[MandatoryReport, ...]:
    rows = json.loads(DATA.read_text(encoding="utf-8"))["reports"]
    return tuple(MandatoryReport(**{**row, "sessions": tuple(row["sessions"])}) for row in rows)


def reports_for(kind: str) -> list[MandatoryReport]:
    """Reports due at a session of the kind, in the order in which they are usually heard."""
    return [row for row in _rows() if kind in row.sessions]


def report(key: str) -> MandatoryReport:
    """The row with the key. Raises KeyError."""
    for row in _rows():
        if row.key == key:
            return row
    raise KeyError(key)
