"""Tables as XLSX."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

Cell = str | int | date | None


def table_sheet(
    title: str,
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    widths: Sequence[int],
    *,
    sheet_name: str,
) -> bytes:
    """An XLSX with one sheet: title, header, rows. Text is never taken for a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(sheet_name[:31])
    for letter, width in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", widths, strict=False):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A4"
    bold = Font(name="Times New Roman", size=12, bold=True)
    plain = Font(name="Times New Roman", size=12)

    def cell(value: Cell, font: Font) -> Any:
        made = WriteOnlyCell(sheet, value=value)  # type: ignore[arg-type]  # dates too
        if isinstance(value, str):
            made.data_type = "s"  # "=1+1" typed by a person stays text
        if isinstance(value, date):
            made.number_format = "dd/mm/yyyy"
        made.font = font
        made.alignment = Alignment(wrap_text=True, vertical="top")
        return made

    sheet.append([cell(title, bold)])
    sheet.append([])
    sheet.append([cell(name, bold) for name in header])
    for row in rows:
        sheet.append([cell(value, plain) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
