"""The table that an agency takes away, fills in and brings back: code, what is asked, empty cells.

It is in the language of the office, whatever the person reads: its headings are read again.
"""

import io
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from hdnd_portal.commitments.answers import ANSWERED_KINDS
from hdnd_portal.commitments.labels import Kind, claim_choices_for
from hdnd_portal.commitments.models import Commitment
from hdnd_portal.commitments.sheet_rows import TYPED
from hdnd_portal.ui.choices import Label
from hdnd_portal.ui.language import in_office_language

# By column: its heading and its width.
COLUMNS: dict[str, tuple[Label, int]] = {
    "code": (gettext_lazy("Mã"), 11),
    "replied": (gettext_lazy("Đã trả lời (lần)"), 9),
    "source": (gettext_lazy("Nguồn"), 28),
    "asked": (gettext_lazy("Nội dung kiến nghị"), 60),
    "due_on": (gettext_lazy("Hạn"), 12),
    "role": (gettext_lazy("Vai trò"), 10),
    "claimed": (gettext_lazy("Kết quả"), 24),
    "text": (gettext_lazy("Nội dung trả lời"), 60),
    "measure": (gettext_lazy("Biện pháp"), 40),
    "done_on": (gettext_lazy("Ngày hoàn thành"), 14),
    "evidence": (gettext_lazy("Văn bản làm căn cứ"), 30),
    "promised_on": (gettext_lazy("Ngày sẽ hoàn thành"), 14),
    "amount": (gettext_lazy("Kinh phí (đồng)"), 18),
    "money_source": (gettext_lazy("Nguồn kinh phí"), 24),
}
OURS, THEIRS = PatternFill("solid", fgColor="DCECEE"), PatternFill("solid", fgColor="FBF3DC")
DAYS = ("due_on", "done_on", "promised_on")


@in_office_language
def answer_book(rows: Sequence[tuple[Commitment, bool, int]]) -> bytes:
    """The workbook of what is owed: each commitment, whether it is led, the last own reply."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 -- a new workbook has one
    sheet.title = _("Trả lời")
    sheet.freeze_panes = "E2"
    for at, (name, (label, width)) in enumerate(COLUMNS.items(), start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
        head = sheet.cell(1, at, str(label))
        head.font = Font(bold=True)
        head.fill = THEIRS if name in TYPED else OURS
        head.alignment = Alignment(wrap_text=True, vertical="top")
    for line, (row, leads, replied) in enumerate(rows, start=2):
        _write_row(sheet, line, row, leads=leads, replied=replied)
    _offer_results(book, sheet, rows)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_row(sheet: Worksheet, line: int, row: Commitment, *, leads: bool, replied: int) -> None:
    values: dict[str, Any] = {
        "code": row.code,
        "replied": replied,
        "source": row.source_label,
        "asked": row.text,
        "due_on": row.due_on,
        "role": _("chủ trì") if leads else _("phối hợp"),
    }
    for at, name in enumerate(COLUMNS, start=1):
        value = values.get(name)
        cell = sheet.cell(line, at)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if isinstance(value, str):
            # What somebody typed stays text: "=1+1" is no formula.
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:32_767]
            cell.data_type = "s"
        elif value is not None:
            cell.value = value
        if name in DAYS:
            cell.number_format = "dd/mm/yyyy"
        elif name == "amount":
            cell.number_format = "#,##0"


def _offer_results(
    book: Workbook, sheet: Worksheet, rows: Sequence[tuple[Commitment, bool, int]]
) -> None:
    """A second sheet says what each result asks for, and gives the lists to choose from."""
    guide = book.create_sheet(_("Cách ghi"))
    guide.column_dimensions["A"].width, guide.column_dimensions["B"].width = 48, 100
    asks = {
        "done": _("Nội dung trả lời, ngày hoàn thành, văn bản làm căn cứ (hoặc tệp trên trang)."),
        "under_way": _("Nội dung trả lời, biện pháp, ngày sẽ hoàn thành."),
        "planned": _("Nội dung trả lời, biện pháp, ngày sẽ hoàn thành, nguồn kinh phí."),
        "explained": _("Nội dung giải trình."),
        "not_done": _("Nguyên nhân khách quan."),
        "cannot": _("Nội dung giải trình."),
    }
    column = get_column_letter(list(COLUMNS).index("claimed") + 1)
    for kind in (Kind.RECOMMENDATION, Kind.TASK):
        start = guide.max_row + 1
        for claim, label in claim_choices_for(kind):
            guide.append([str(label), asks[str(claim)]])
        offered = DataValidation(
            type="list", formula1=f"'{guide.title}'!$A${start}:$A${guide.max_row}", allow_blank=True
        )
        is_answer = kind in ANSWERED_KINDS
        for line, (row, _leads, _replied) in enumerate(rows, start=2):
            if (row.kind in ANSWERED_KINDS) == is_answer:
                offered.add(f"{column}{line}")
        if offered.sqref:
            sheet.add_data_validation(offered)
    for text in (
        _("Chỉ ghi vào các cột có tiêu đề màu vàng; giữ nguyên cột “Mã” và “Đã trả lời”."),
        _("Dòng không ghi gì thì không được gửi. Ngày ghi dạng 08/12/2026."),
    ):
        guide.append([text])
