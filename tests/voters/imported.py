"""Files with voters' opinions, made for a test, and what an import of them becomes."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

import docx
from openpyxl import Workbook

from hdnd_portal.reports import jobs
from tests.voters.records import Held
from voters.models import OpinionImport
from voters.services import importing

HEAD = [
    "Xã/phường",
    "Thôn, tổ",
    "Loại",
    "Lĩnh vực",
    "Nội dung",
    "Trả lời tại chỗ",
    "Ngày",
    "Cử tri",
]


def workbook(
    *rows: Sequence[Any], head: Sequence[Any] = HEAD, then: Callable[[Any], None] | None = None
) -> bytes:
    """An XLSX of one sheet; `then` changes the sheet before it is saved."""
    book = Workbook()
    sheet = book.active
    for row in (head, *rows):
        sheet.append(list(row))
    if then is not None:
        then(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def document(*rows: Sequence[str], then: Callable[[Any], None] | None = None) -> bytes:
    """A DOCX with one table between two paragraphs."""
    made = docx.Document()
    made.add_paragraph("Tổng hợp ý kiến cử tri")
    table = made.add_table(rows=len(rows), cols=len(rows[0]))
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text
    if then is not None:
        then(table)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def begun(held: Held, data: bytes, name: str = "y-kien.xlsx", **more: Any) -> OpinionImport:
    """An import that waits to be read."""
    return importing.begin_import(
        held.plan, data=io.BytesIO(data), name=name, by=held.officer, **more
    )


def done(batch: OpinionImport) -> OpinionImport:
    """After its job has run."""
    batch.refresh_from_db()
    jobs.run(batch.job_id)
    return OpinionImport.objects.get(pk=batch.pk)


def read(held: Held, *rows: Sequence[Any], **more: Any) -> OpinionImport:
    """An import of a workbook with these rows, read."""
    return done(begun(held, workbook(*rows, **more)))


def recorded(held: Held, batch: OpinionImport, **more: bool) -> OpinionImport:
    """The same, recorded."""
    values = {"leave_out": False, "with_known": False, **more}
    return done(importing.start_recording(batch, by=held.officer, **values))
