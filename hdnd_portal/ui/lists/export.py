"""The list as a spreadsheet: exactly what is shown, and on a second sheet why these rows."""

import tempfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill

from hdnd_portal.ui.lists.columns import Column

ROW_LIMIT = 50_000
IN_MEMORY = 8 * 1024 * 1024
_CELL_LENGTH = 32_767  # the longest text a cell of the format holds


def write_list(
    columns: Sequence[Column],
    rows: Iterable[Any],
    definition: Sequence[tuple[str, Any]],
) -> IO[bytes]:
    """Write the workbook and return it opened at its beginning; it is not kept in memory whole."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Danh sách"))
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns):
        letter = _letter(number)
        sheet.column_dimensions[letter].width = 44 if column.is_main else 20
    head = [_cell(sheet, str(column.label)) for column in columns]
    for cell in head:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DCECEE")
    sheet.append(head)
    for row in rows:
        sheet.append([_cell(sheet, column.value(row)) for column in columns])
    about = book.create_sheet(_("Điều kiện lọc"))
    about.column_dimensions["A"].width = 28
    about.column_dimensions["B"].width = 70
    for label, value in definition:
        name = _cell(about, label)
        name.font = Font(bold=True)
        about.append([name, _cell(about, value)])
    # The caller closes it, after it has been sent.
    file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    book.save(file)
    file.seek(0)
    return file


def _cell(sheet: Any, value: Any) -> Any:
    """A cell with a plain value. Text stays text: "=1+1" typed by somebody is not a formula."""
    cell: Any
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        cell = WriteOnlyCell(sheet, local.replace(tzinfo=None))
        cell.number_format = "dd/mm/yyyy hh:mm"
        return cell
    if isinstance(value, date):
        cell = WriteOnlyCell(sheet, datetime(value.year, value.month, value.day))  # noqa: DTZ001 -- a day has no zone
        cell.number_format = "dd/mm/yyyy"
        return cell
    if isinstance(value, bool):
        value = _("có") if value else _("không")
    elif isinstance(value, int | float | Decimal):
        return WriteOnlyCell(sheet, float(value) if isinstance(value, Decimal) else value)
    elif value is None:
        return WriteOnlyCell(sheet, None)
    text = str(value)
    if hasattr(value, "__html__"):
        text = strip_tags(text)
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text)[:_CELL_LENGTH])
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _letter(number: int) -> str:
    """The letter of a column, counted from 0: A … Z, AA …"""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
