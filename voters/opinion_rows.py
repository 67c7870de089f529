"""Rows of voters' opinions out of tables: columns found by their headings, one problem each.

Plain Python: no database, no clock. Nothing is guessed; what cannot be read is named.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hdnd_portal.documents.table_rows import Head, as_day, as_text, head_of, heading_key
from hdnd_portal.documents.tables import MOST_ROWS, Line, Sheet
from hdnd_portal.secret_text import Voter
from hdnd_portal.ui.forms import clean_text
from hdnd_portal.ui.text import fold, tidy
from voters.importing import Note, Problem
from voters.refusals import ContactRefused
from voters.workflow import Track

LONGEST_TEXT, LONGEST_VILLAGE, LONGEST_NAME, LONGEST_PHONE = 20_000, 120, 120, 30
HEADINGS: dict[str, frozenset[str]] = {
    "commune": frozenset(
        {"xa phuong", "xa", "phuong", "ten xa phuong", "xa phuong dac khu", "dia phuong",
         "dia ban", "xa phuong thi tran", "noi tiep xuc", "don vi xa phuong", "cap xa"}
    ),
    "village": frozenset(
        {"thon", "to", "thon to", "thon to dan pho", "to dan pho", "thon ban", "khu pho",
         "thon xom", "thon ban to dan pho", "ap", "thon ap khu pho", "khu dan cu"}
    ),
    "track": frozenset({"loai", "phan loai", "loai y kien", "y kien hay kien nghi"}),
    "field": frozenset({"linh vuc", "ma linh vuc", "nganh linh vuc", "nhom linh vuc"}),
    "text": frozenset(
        {"noi dung", "noi dung y kien", "noi dung kien nghi", "noi dung y kien kien nghi",
         "y kien kien nghi", "y kien cu tri", "kien nghi cu tri", "kien nghi", "y kien",
         "y kien kien nghi cua cu tri", "noi dung y kien kien nghi cua cu tri", "loi cu tri"}
    ),
    "answered": frozenset(
        {"tra loi tai cho", "tra loi", "giai trinh tai cho", "tra loi tai hoi nghi",
         "noi dung tra loi", "tiep thu giai trinh tai cho"}
    ),
    "day": frozenset({"ngay", "ngay tiep xuc", "ngay ghi", "thoi gian", "thoi gian tiep xuc"}),
    "speaker": frozenset(
        {"cu tri", "ho ten cu tri", "ho va ten cu tri", "ten cu tri", "ho ten", "ho va ten",
         "nguoi phat bieu", "nguoi noi", "cu tri phat bieu", "nguoi kien nghi"}
    ),
    "phone": frozenset({"dien thoai", "so dien thoai", "sdt", "so dt"}),
}  # fmt: skip
REQUIRED = ("commune", "text")
# What a merged cell may say for several rows; the words of a voter belong to one row.
FILLED_DOWN = frozenset({"commune", "village", "track", "field", "day"})
TRACKS = {
    "y kien": Track.OPINION,
    "yk": Track.OPINION,
    "kien nghi": Track.RECOMMENDATION,
    "kn": Track.RECOMMENDATION,
}


@dataclass(slots=True)
class OpinionRow:
    """One row of the table, cleaned; `said` holds the cells of place, kind, field and day."""

    sheet: str
    line: int
    said: dict[str, str]
    text: str = ""
    village: str = ""
    answered: str = ""
    track: str = ""
    topic: int | None = None
    day: date | None = None
    speaker: Voter | None = None
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """All rows, and what of the file was left unread: tables by name, columns by heading."""

    rows: list[OpinionRow]
    unread_sheets: list[str]
    unread_columns: list[str]


_MEANINGS = {key: name for name, keys in HEADINGS.items() for key in keys}


def read_rows(
    sheets: Sequence[Sheet], *, fields: Mapping[str, int], track_default: str = ""
) -> Reading:
    """The rows of all tables that have the headings.

    `fields` are keys of fields by folded name and code; `track_default` is what a row is that does
    not say it. Raises ContactRefused `import_headings` (naming what is missing and what was found),
    `import_heading_twice`, `import_no_rows`, `import_rows_many`.
    """
    made = Reading([], [], [])
    best: Head | None = None
    for sheet in sheets:
        head = head_of(sheet, _MEANINGS)
        if head is None or any(name not in head.columns for name in REQUIRED):
            if head and (best is None or len(head.columns) > len(best.columns)):
                best = head
            if sheet.lines:
                made.unread_sheets.append(sheet.name)
            continue
        made.unread_columns += [name for name in head.others if name not in made.unread_columns]
        made.rows += _rows_of(sheet, head, fields, track_default)
        if len(made.rows) > MOST_ROWS:
            raise ContactRefused("import_rows_many", most=MOST_ROWS)
    if not made.rows and len(made.unread_sheets) == sum(bool(one.lines) for one in sheets):
        known = best.columns if best else {}
        missing = [name for name in REQUIRED if name not in known]
        found = [*known, *(best.others if best else ())]
        raise ContactRefused("import_headings", columns=missing, found=found)
    if not made.rows:
        raise ContactRefused("import_no_rows")
    return made


def _rows_of(
    sheet: Sheet, head: Head, fields: Mapping[str, int], track_default: str
) -> Iterator[OpinionRow]:
    titles = {sheet.lines[head.at].cells[column] for column in head.columns.values()}
    used = set(head.columns.values())
    for line in sheet.lines[head.at + 1 :]:
        here = {line.cells[column] for column in used if column in line.cells}
        if here and here <= titles and len(here) > 1:
            continue  # the headings once more, at the top of a printed page
        if not here and not used & (line.blank_formulas | line.errors):
            continue  # nothing of ours stands in it
        yield _row(sheet.name, line, head.columns, fields, track_default)


def _row(
    sheet: str,
    line: Line,
    columns: Mapping[str, int],
    fields: Mapping[str, int],
    track_default: str,
) -> OpinionRow:
    values: dict[str, Any] = {}
    for name, column in columns.items():
        values[name] = line.cells.get(column)
        if values[name] is None and name in FILLED_DOWN:
            values[name] = line.merged.get(column)
    texts = {name: as_text(value) for name, value in values.items()}
    row = OpinionRow(
        sheet=sheet,
        line=line.number,
        said={
            name: tidy(texts.get(name, ""))[:300] for name in ("commune", "track", "field", "day")
        },
        text=clean_text(texts["text"]),
        village=tidy(texts.get("village", "")),
        answered=clean_text(texts.get("answered", "")),
        speaker=Voter(tidy(texts.get("speaker", "")), tidy(texts.get("phone", ""))) or None,
    )
    _say_cells(row, line, columns)
    _read_track(row, track_default)
    _read_field(row, fields)
    _read_day(row, values.get("day"))
    _refuse_lengths(row)
    return row


def _say_cells(row: OpinionRow, line: Line, columns: Mapping[str, int]) -> None:
    used = set(columns.values())
    if used & line.blank_formulas:
        row.problems.append(Problem.FORMULA_EMPTY)
    if used & line.errors:
        row.problems.append(Problem.CELL_ERROR)
    if line.is_hidden:
        row.notes.append(Note.HIDDEN)
    if any(columns[name] in line.merged for name in FILLED_DOWN & columns.keys()):
        row.notes.append(Note.MERGED)
    if used & line.formulas:
        row.notes.append(Note.FORMULA)


def _read_track(row: OpinionRow, default: str) -> None:
    said = heading_key(row.said["track"])
    if not said:
        row.track = default
        if not default:
            row.problems.append(Problem.TRACK_MISSING)
        return
    row.track = TRACKS.get(said, "")
    if not row.track:
        row.problems.append(Problem.TRACK_UNKNOWN)


def _read_field(row: OpinionRow, fields: Mapping[str, int]) -> None:
    said = fold(row.said["field"])
    row.topic = fields.get(said)
    if said and row.topic is None:
        row.problems.append(Problem.FIELD_UNKNOWN)


def _read_day(row: OpinionRow, value: Any) -> None:
    if value is None:
        return
    row.day = as_day(value)
    if row.day is None:
        row.problems.append(Problem.DAY_UNREAD)


def _refuse_lengths(row: OpinionRow) -> None:
    problems = {
        Problem.COMMUNE_MISSING: not row.said["commune"],
        Problem.TEXT_MISSING: not row.text,
        Problem.TEXT_LONG: len(row.text) > LONGEST_TEXT,
        Problem.ANSWER_LONG: len(row.answered) > LONGEST_TEXT,
        Problem.VILLAGE_LONG: len(row.village) > LONGEST_VILLAGE,
        Problem.SPEAKER_LONG: row.speaker is not None
        and (len(row.speaker.name) > LONGEST_NAME or len(row.speaker.phone) > LONGEST_PHONE),
    }
    row.problems += [problem for problem, holds in problems.items() if holds]
