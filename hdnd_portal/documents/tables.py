"""Tables of a workbook, of a text document or of pasted text, as lines of cells.

Plain Python. A cell is what stands in it: text, a number, a day; of a formula the value that the
program kept. Nothing is calculated, fetched or run.
"""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

from openpyxl import load_workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

from hdnd_portal.ui.refusals import Refused

MOST_ROWS = 20_000
MOST_COLUMNS = 200
# Of all parts of the file together, in bytes, once it is unpacked.
MOST_EXPANDED = 200 * 1024 * 1024
# Cells that merged ranges may reach down to; overlapping ones are no table.
MOST_MERGED = 200_000
ERROR_TYPE = "e"

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GAPS = {f"{_WORD}tab": " ", f"{_WORD}br": "\n", f"{_WORD}cr": "\n"}


class TableRefused(Refused):
    """The file is no table that can be read."""


@dataclass(slots=True)
class Line:
    """One line of a table; columns are counted from 1."""

    number: int
    cells: dict[int, Any] = field(default_factory=dict)
    is_hidden: bool = False
    # Columns whose cell is part of a merged one above, with the value of that one.
    merged: dict[int, Any] = field(default_factory=dict)
    # Columns with a formula whose value was kept, whose value is missing, and with an error.
    formulas: set[int] = field(default_factory=set)
    blank_formulas: set[int] = field(default_factory=set)
    errors: set[int] = field(default_factory=set)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not (self.cells or self.blank_formulas or self.errors)


@dataclass(slots=True)
class Sheet:
    """One table with its name; lines without anything are left out."""

    name: str
    lines: list[Line]


class _Parser(WorkSheetParser):
    """The parser of the library, which also keeps where formulas stand."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.formula_cells: set[tuple[int, int]] = set()

    def parse_cell(self, element: Any) -> Any:
        cell = super().parse_cell(element)
        if element.find(FORMULA_TAG) is not None:
            self.formula_cells.add((cell["row"], cell["column"]))
        return cell


def read_tables(data: bytes, kind: str) -> list[Sheet]:
    """The tables of an "xlsx", a "docx" or a "text" (cells parted by tabs).

    Raises TableRefused `import_unreadable`, `import_rows_many`, `import_columns_many`,
    `import_expands`.
    """
    try:
        if kind == "text":
            return [_counted(Sheet("", list(_pasted(data.decode()))))]
        _refuse_bombs(data)
        read = _workbook if kind == "xlsx" else _document
        return read(data)
    except TableRefused:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError) as error:
        raise TableRefused("import_unreadable") from error
    except (zipfile.BadZipFile, ElementTree.ParseError, csv.Error) as error:
        raise TableRefused("import_unreadable") from error


def _refuse_bombs(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_EXPANDED:
            raise TableRefused("import_expands", most=MOST_EXPANDED // 1024 // 1024)


def _counted(sheet: Sheet, before: int = 0) -> Sheet:
    if before + len(sheet.lines) > MOST_ROWS + 30:  # titles and headings above the rows
        raise TableRefused("import_rows_many", most=MOST_ROWS)
    return sheet


def _workbook(data: bytes) -> list[Sheet]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what the library would lose on writing
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets: list[Sheet] = []
        for sheet in book.worksheets:
            if isinstance(sheet, ReadOnlyWorksheet):
                sheets.append(_sheet(book, sheet, sum(len(one.lines) for one in sheets)))
        return sheets


def _sheet(book: Any, sheet: Any, before: int) -> Sheet:
    made = Sheet(sheet.title, [])
    with sheet._get_source() as source:
        parser = _Parser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for number, cells in parser.parse():
            line = _line(number, cells, parser)
            if not line.is_empty:
                made.lines.append(line)
                _counted(made, before)
    hides = sheet.sheet_state != "visible"
    for line in made.lines:
        dimension = parser.row_dimensions.get(str(line.number), {})
        line.is_hidden = hides or dimension.get("hidden") in ("1", "true")
    _fill_down(made, parser.merged_cells)
    return made


def _line(number: int, cells: list[dict[str, Any]], parser: _Parser) -> Line:
    line = Line(number)
    for cell in cells:
        column, value = cell["column"], cell["value"]
        is_formula = (number, column) in parser.formula_cells
        if value is None or (isinstance(value, str) and not value.strip()):
            if is_formula:
                line.blank_formulas.add(column)
            continue
        if column > MOST_COLUMNS:
            raise TableRefused("import_columns_many", most=MOST_COLUMNS)
        if cell["data_type"] == ERROR_TYPE:
            line.errors.add(column)
        line.cells[column] = value
        if is_formula:
            line.formulas.add(column)
    return line


def _fill_down(sheet: Sheet, ranges: Any) -> None:
    """Say of the cells below the first of a merged range what stands in that one."""
    lines = {line.number: line for line in sheet.lines}
    last = max(lines, default=0)
    steps = 0
    for one in ranges.mergeCell if ranges is not None else ():
        left, top, _right, bottom = one.bounds
        if top not in lines or left not in lines[top].cells:
            continue
        for number in range(top + 1, min(bottom, last) + 1):
            steps += 1
            if steps > MOST_MERGED:
                raise TableRefused("import_unreadable")
            if number in lines and left not in lines[number].cells:
                lines[number].merged[left] = lines[top].cells[left]


def _document(data: bytes) -> list[Sheet]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        # What came in was looked at: it declares no document type, so no entity either.
        root = ElementTree.fromstring(archive.read("word/document.xml"))  # noqa: S314
    sheets: list[Sheet] = []
    for number, table in enumerate(root.iter(f"{_WORD}tbl"), start=1):
        lines = list(_table_lines(table))
        sheets.append(_counted(Sheet(str(number), lines), sum(len(s.lines) for s in sheets)))
    return sheets


def _table_lines(table: Any) -> Iterator[Line]:
    above: dict[int, Any] = {}
    for number, row in enumerate(_children(table, "tr"), start=1):
        line = Line(number, is_hidden=row.find(f"{_WORD}trPr/{_WORD}hidden") is not None)
        column = 1
        for cell in _children(row, "tc"):
            form = cell.find(f"{_WORD}tcPr")
            span = _attribute(form, "gridSpan", "1")
            text = _text(cell)
            if column > MOST_COLUMNS:
                raise TableRefused("import_columns_many", most=MOST_COLUMNS)
            merge = form.find(f"{_WORD}vMerge") if form is not None else None
            if merge is not None and merge.get(f"{_WORD}val", "continue") == "continue":
                if column in above:
                    line.merged[column] = above[column]
            elif text:
                line.cells[column] = above[column] = text
            else:
                above.pop(column, None)
            column += int(span) if span.isdecimal() else 1
        if not line.is_empty:
            yield line


def _children(parent: Any, name: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also those in a content control or a tracked change."""
    for child in parent:
        if child.tag == f"{_WORD}{name}":
            yield child
        elif child.tag in {f"{_WORD}sdt", f"{_WORD}sdtContent", f"{_WORD}ins", f"{_WORD}customXml"}:
            yield from _children(child, name)


def _attribute(form: Any, name: str, default: str) -> str:
    found = form.find(f"{_WORD}{name}") if form is not None else None
    return default if found is None else str(found.get(f"{_WORD}val", default))


def _text(cell: Any) -> str:
    """The text of a cell, one line for each paragraph; what was deleted with tracking is gone."""
    lines = []
    for paragraph in cell.iter(f"{_WORD}p"):
        said = ""
        for part in paragraph.iter():
            if part.tag == f"{_WORD}t":
                said += part.text or ""
            else:
                said += _GAPS.get(part.tag, "")
        lines.append(said)
    return "\n".join(lines).strip()


def _pasted(text: str) -> Iterator[Line]:
    """Lines of a table copied from a program: tabs between cells, quotes around broken lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter="\t", strict=True))
    except csv.Error:
        # A quotation mark that nobody closed is a mark, not the beginning of a cell.
        rows = [line.split("\t") for line in text.split("\n")]
    for number, row in enumerate(rows, start=1):
        if len(row) > MOST_COLUMNS:
            raise TableRefused("import_columns_many", most=MOST_COLUMNS)
        cells = {at: cell.strip() for at, cell in enumerate(row, start=1) if cell.strip()}
        if cells:
            yield Line(number, cells)
