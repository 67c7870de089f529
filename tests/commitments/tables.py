"""Tables of answers for tests: taken away as an agency does, filled in, brought back."""

from __future__ import annotations

import io
from collections.abc import Mapping

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from hdnd_portal.commitments.models import AnswerSheet, Commitment
from hdnd_portal.commitments.services import sheets
from hdnd_portal.commitments.sheet_book import COLUMNS, answer_book

EXPLAINED = {"claimed": "Giải trình, cung cấp thông tin", "text": "Thuộc thẩm quyền của xã"}


def filled(book: bytes, answers: Mapping[int, Mapping[str, object]]) -> bytes:
    """The workbook with what is typed; `answers` by line, from 2 on, and column."""
    names = list(COLUMNS)
    found: Workbook = load_workbook(io.BytesIO(book))
    for line, cells in answers.items():
        for name, value in cells.items():
            found.worksheets[0].cell(line, names.index(name) + 1).value = value
    out = io.BytesIO()
    found.save(out)
    return out.getvalue()


def table_of(*rows: Commitment, **typed: object) -> bytes:
    """The table of these, not yet answered, the same typed for each."""
    book = answer_book([(row, True, 0) for row in rows])
    return filled(book, dict.fromkeys(range(2, len(rows) + 2), typed or EXPLAINED))


def upload(content: bytes, name: str = "tra-loi.xlsx") -> SimpleUploadedFile:
    """The file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def brought(content: bytes, by: object) -> AnswerSheet:
    """The table, read."""
    return sheets.begin_sheet(data=upload(content), name="tra-loi.xlsx", by=by)  # type: ignore[arg-type]
