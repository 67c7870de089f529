"""Invented letters of a department over many recommendations, in the forms in which they come."""

from __future__ import annotations

import html
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from weasyprint import HTML


@dataclass(frozen=True)
class Asked:
    """A recommendation as the portal has it, as the letter words it, and what the letter says."""

    recorded: str
    worded: str
    answer: str
    claim: str


ASKED: tuple[Asked, ...] = tuple(
    Asked(**one) for one in json.loads(Path(__file__).with_name("asked.json").read_text("utf-8"))
)
# Awaited of the same agency, and answered by no letter here.
SILENT = (
    "Đề nghị mở tuyến xe buýt từ trung tâm tỉnh đến khu công nghiệp Quang Châu phục vụ công nhân.",
    "Cử tri đề nghị hỗ trợ kinh phí mua máy gặt đập liên hợp cho hợp tác xã nông nghiệp Phú Điền.",
)
NUMBER = "Số: 2345/SXD-VP"
OPENING = (
    "Kính gửi: Thường trực Hội đồng nhân dân tỉnh",
    "Thực hiện Công văn số 12/HĐND-VP ngày 02/11/2026 của Thường trực HĐND tỉnh về việc trả lời "
    "kiến nghị cử tri trước kỳ họp, Sở Xây dựng báo cáo kết quả giải quyết các kiến nghị như sau:",
)
CLOSING = (
    "Trên đây là kết quả giải quyết, trả lời kiến nghị cử tri, Sở Xây dựng kính báo cáo.",
    "Nơi nhận: - Như trên; - Lưu: VT.",
)


def _saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _begun() -> Any:
    """A letter with its head, which is a table without lines."""
    document = docx.Document()
    head = document.add_table(rows=1, cols=2).rows[0].cells
    head[0].text = f"UBND TỈNH\nSỞ XÂY DỰNG\n{NUMBER}"
    head[1].text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nngày 20 tháng 11 năm 2026"
    for text in OPENING:
        document.add_paragraph(text)
    return document


def _ended(document: Any) -> bytes:
    for text in CLOSING:
        document.add_paragraph(text)
    foot = document.add_table(rows=1, cols=2).rows[0].cells
    foot[0].text, foot[1].text = "Nơi nhận:\n- Như trên", "GIÁM ĐỐC\nNguyễn Văn An"
    return _saved(document)


def numbered(asked: Sequence[Asked] = ASKED) -> bytes:
    """ "1. …" typed by hand, "Trả lời:", and an answer that counts within itself."""
    document = _begun()
    for at, one in enumerate(asked, start=1):
        document.add_paragraph(f"{at}. {one.worded}")
        document.add_paragraph(f"Trả lời: {one.answer}")
        if at == 2:
            document.add_paragraph("1. Về tiến độ: bảo đảm theo kế hoạch đã được phê duyệt.")
            document.add_paragraph("2. Về chất lượng: có tư vấn giám sát độc lập.")
    return _ended(document)


def counted_by_word(asked: Sequence[Asked] = ASKED) -> bytes:
    """ "1." that Word counts, so that it stands in no text; no sign between asked and answered."""
    document = _begun()
    for one in asked:
        document.add_paragraph(one.worded, style="List Number")
        document.add_paragraph(one.answer)
    return _ended(document)


def questions(asked: Sequence[Asked] = ASKED) -> bytes:
    """ "Câu 1", and answers with numbered points."""
    document = _begun()
    for at, one in enumerate(asked, start=1):
        document.add_paragraph(f"Câu {at}: {one.worded}")
        document.add_paragraph("Sở Xây dựng có ý kiến như sau:")
        document.add_paragraph(f"1. {one.answer}")
        document.add_paragraph("2. Sở sẽ tiếp tục theo dõi, kiểm tra trong thời gian tới.")
    return _ended(document)


def nested(asked: Sequence[Asked] = ASKED) -> bytes:
    """Headings by field, with "1.1." below "1."."""
    document = _begun()
    half = len(asked) // 2
    for at, (title, rows) in enumerate(
        (("Lĩnh vực giao thông, xây dựng", asked[:half]), ("Lĩnh vực khác", asked[half:])), start=1
    ):
        document.add_paragraph(f"{at}. {title}")
        for below, one in enumerate(rows, start=1):
            document.add_paragraph(f"{at}.{below}. {one.worded}")
            document.add_paragraph(f"Nội dung trả lời: {one.answer}")
    return _ended(document)


def table(asked: Sequence[Asked] = ASKED, codes: Sequence[str] = ()) -> bytes:
    """STT | Nội dung kiến nghị | Kết quả giải quyết, with a row of a field and one of numbers."""
    document = _begun()
    made = document.add_table(rows=1, cols=3 + bool(codes))
    heads = [
        "STT",
        *(["Mã kiến nghị"] if codes else []),
        "Nội dung kiến nghị",
        "Kết quả giải quyết",
    ]
    for cell, text in zip(made.rows[0].cells, heads, strict=True):
        cell.text = text
    for at, cell in enumerate(made.add_row().cells, start=1):
        cell.text = f"({at})"
    group = made.add_row().cells
    group[0].merge(group[-1]).text = "I. Lĩnh vực hạ tầng"
    for at, one in enumerate(asked, start=1):
        row = made.add_row().cells
        texts = [str(at), *(codes[at - 1 : at]), one.worded, one.answer]
        for cell, text in zip(row, texts, strict=True):
            cell.text = text
    return _ended(document)


def together(first: Asked, second: Asked, *others: Asked) -> bytes:
    """Two recommendations answered together."""
    both = Asked("", f"{first.worded} {second.worded}", f"{first.answer} {second.answer}", "")
    return numbered((both, *others))


def plain(asked: Sequence[Asked] = ASKED) -> bytes:
    """Nothing is counted."""
    document = _begun()
    for one in asked:
        worded = (
            one.worded
            if one.worded.startswith(("Cử tri", "Đề nghị"))
            else f"Cử tri kiến nghị: {one.worded}"
        )
        document.add_paragraph(worded)
        document.add_paragraph(one.answer)
    return _ended(document)


def pdf(asked: Sequence[Asked] = ASKED, *, is_table: bool = False) -> bytes:
    """The same as a PDF with a text layer."""
    rows = []
    for at, one in enumerate(asked, start=1):
        cells = [str(at), one.worded, one.answer]
        rows.append(
            "<tr>" + "".join(f"<td>{html.escape(text)}</td>" for text in cells) + "</tr>"
            if is_table
            else f"<p>{at}. {html.escape(one.worded)}</p><p>Trả lời: {html.escape(one.answer)}</p>"
        )
    body = "".join(rows)
    if is_table:
        head = "<tr><th>STT</th><th>Nội dung kiến nghị</th><th>Kết quả giải quyết</th></tr>"
        body = f"<table>{head}{body}</table>"
    frame = "".join(
        f"<p>{html.escape(text)}</p>" for text in (NUMBER, "ngày 20 tháng 11 năm 2026", *OPENING)
    )
    end = "".join(f"<p>{html.escape(text)}</p>" for text in CLOSING)
    return bytes(HTML(string=f"<html lang=vi><body>{frame}{body}{end}</body></html>").write_pdf())


def long_list(count: int) -> bytes:
    """So many numbered lines that each ask for something."""
    document = docx.Document()
    for at in range(1, count + 1):
        document.add_paragraph(f"{at}. Cử tri đề nghị sửa công trình số {at}")
    return _saved(document)


def counted(paragraph: Any, key: int, level: int) -> None:
    """Let Word count the paragraph."""
    form = paragraph._p.get_or_add_pPr()
    numbers = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", level), ("w:numId", key)):
        part = OxmlElement(name)
        part.set(qn("w:val"), str(value))
        numbers.append(part)
    form.append(numbers)
