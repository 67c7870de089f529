"""The empty workbook that is filled in and brought back."""

import io

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from hdnd_portal.council.models import Field
from voters.import_sentences import COLUMNS

WIDTHS = {"text": 70, "answered": 40, "commune": 26, "village": 22, "field": 26, "speaker": 24}


def template_workbook() -> bytes:
    """One sheet with the headings, one that says what belongs into each column."""
    book = Workbook(write_only=True)
    bold, wrap = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    sheet = book.create_sheet(_("Ý kiến cử tri")[:31])
    sheet.freeze_panes = "A2"
    head = []
    for letter, (name, label) in zip("ABCDEFGHI", COLUMNS.items(), strict=True):
        sheet.column_dimensions[letter].width = WIDTHS.get(name, 16)
        cell = WriteOnlyCell(sheet, value=str(label).capitalize())
        cell.font = bold
        head.append(cell)
    sheet.append(head)
    guide = book.create_sheet(_("Cách ghi")[:31])
    guide.column_dimensions["A"].width, guide.column_dimensions["B"].width = 26, 90
    lines = [
        (COLUMNS["commune"], _("Tên hiện nay hoặc tên cũ, ví dụ: xã Tân Lập. Bắt buộc.")),
        (COLUMNS["text"], _("Lời cử tri, mỗi dòng một ý kiến. Bắt buộc.")),
        (COLUMNS["track"], _("“ý kiến” hoặc “kiến nghị”.")),
        (COLUMNS["field"], ", ".join(str(one) for one in Field.objects.in_use())),
        (COLUMNS["day"], _("Ngày của cuộc tiếp xúc, ví dụ 09/11/2026.")),
        (COLUMNS["speaker"], _("Được mã hóa; chỉ Văn phòng xem, có ghi lý do.")),
    ]
    for label, text in lines:
        cells = [WriteOnlyCell(guide, value=str(value)) for value in (label, text)]
        cells[0].font = bold
        cells[1].alignment = wrap
        guide.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
