"""Office files whose ZIP is whole and whose XML is not, and what such files say of their length."""

from __future__ import annotations

import io
import resource
import time

import pytest

from hdnd_portal.council.models import Council
from hdnd_portal.documents.kinds import FileRefused, Refusal
from hdnd_portal.documents.labels import extent_words, refusal_sentence
from hdnd_portal.documents.models import File, Version
from hdnd_portal.documents.services import store_upload
from tests.documents import material

pytestmark = pytest.mark.django_db

WORD, WORKBOOK = "word/document.xml", "xl/workbook.xml"
SHEET, SLIDES = "xl/worksheets/sheet1.xml", "ppt/presentation.xml"
CUT = b'<?xml version="1.0"?><w:document xmlns:w="urn:w"><w:body><w:p>'
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE d ['
    + b'<!ENTITY e0 "ha">'
    + b"".join(
        b'<!ENTITY e%d "%s">' % (level, b"&e%d;" % (level - 1) * 10) for level in range(1, 10)
    )
    + b"]><document>&e9;</document>"
)
OUTSIDE = b'<!DOCTYPE document SYSTEM "file:///etc/passwd"><document/>'
LEVELS = 1_000_000
DEEP = b"<document>" + b"<a>" * LEVELS + b"</a>" * LEVELS + b"</document>"
# Nothing here may take as long as a person would wait, nor the memory of the machine.
SECONDS = 20
MEMORY = 1536 * 1024  # KiB


def take(council: Council, content: bytes, name: str) -> Version:
    return store_upload(council, data=io.BytesIO(content), name=name, by=None)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cụt.docx", material.with_part(material.word(), WORD, CUT)),
        ("rác.docx", material.with_part(material.word(), WORD, b"\x00\xff" * 50)),
        ("rỗng.docx", material.with_part(material.word(), WORD, b"")),
        ("thiếu.docx", material.with_part(material.word(), WORD, None)),
        ("gốc lạ.docx", material.with_part(material.word(), WORD, b"<html/>")),
        ("cụt.xlsx", material.with_part(material.sheet(), WORKBOOK, CUT)),
        ("thiếu.xlsx", material.with_part(material.sheet(), WORKBOOK, None)),
        ("bảng cụt.xlsx", material.with_part(material.sheet(), SHEET, CUT)),
        ("cụt.pptx", material.with_part(material.slides(), SLIDES, CUT)),
        ("thiếu.pptx", material.with_part(material.slides(), SLIDES, None)),
        ("trang cụt.pptx", material.with_part(material.slides(), "ppt/slides/slide2.xml", CUT)),
        ("cụt.odt", material.with_part(material.open_text(), "content.xml", CUT)),
        ("loại cụt.docx", material.with_part(material.word(), "[Content_Types].xml", CUT)),
        ("phình.docx", material.with_part(material.word(), WORD, LAUGHS)),
        ("phình.xlsx", material.with_part(material.sheet(), SHEET, LAUGHS)),
        ("phình.odt", material.with_part(material.open_text(), "content.xml", LAUGHS)),
        (
            "phình 16.docx",
            material.with_part(material.word(), WORD, LAUGHS.decode().encode("utf-16")),
        ),
        (
            "loại phình.docx",
            material.with_part(
                material.word(), "[Content_Types].xml", LAUGHS.decode().encode("utf-16")
            ),
        ),
        ("trỏ ra ngoài.docx", material.with_part(material.word(), WORD, OUTSIDE)),
        ("sâu.docx", material.with_part(material.word(), WORD, DEEP)),
        ("sâu.odt", material.with_part(material.open_text(), "content.xml", DEEP)),
        ("loại sâu.docx", material.with_part(material.word(), "[Content_Types].xml", DEEP)),
    ],
)
def test_whole_zip_with_broken_parts_is_refused_as_broken(
    council: Council, name: str, content: bytes
) -> None:
    started = time.monotonic()
    with pytest.raises(FileRefused) as caught:
        take(council, content, name)
    assert caught.value.refusal is Refusal.BROKEN
    assert refusal_sentence(caught.value) == (
        f"Tệp “{name}” bị lỗi, không đọc được, nên chưa được nhận. "
        "Hãy mở thử tệp gốc, lưu lại rồi gửi lại."
    )
    assert not File.objects.exists()
    assert time.monotonic() - started < SECONDS
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < MEMORY


def test_deep_sheet_costs_one_answer_whatever_it_is(council: Council) -> None:
    # Only the main part is measured; whatever lies below is bounded by the program's own limits.
    content = material.with_part(material.sheet(), SHEET, DEEP)
    started = time.monotonic()
    version = take(council, content, "sâu.xlsx")
    assert version.stated_count == 1
    assert time.monotonic() - started < SECONDS


def stating(package: bytes, pages: str) -> bytes:
    """A DOCX that notes so many pages."""
    notes = f'<Properties xmlns="urn:p"><Pages>{pages}</Pages></Properties>'
    return material.with_part(package, "docProps/app.xml", notes.encode())


def open_text_stating(pages: str) -> bytes:
    return material.with_member(
        material.open_text("Báo cáo " * 100),
        "meta.xml",
        f'<m xmlns:meta="urn:m"><meta:document-statistic meta:page-count="{pages}"/></m>'.encode(),
    )


@pytest.mark.parametrize(
    ("name", "content", "stated", "words"),
    [
        ("a.docx", stating(material.word(), "12"), 12, "12 trang (theo tệp)"),
        ("a.odt", open_text_stating("7"), 7, "7 trang (theo tệp)"),
        ("a.pptx", material.slides(3), 3, "3 trang chiếu"),
        ("a.xlsx", material.sheet(), 1, "1 trang tính"),
        # What cannot be is left out; the file is taken all the same.
        ("a.docx", stating(material.word(), "999999"), None, ""),
        ("a.docx", stating(material.word(), "2999"), None, ""),
        ("a.docx", stating(material.word(), "0"), None, ""),
        ("a.docx", stating(material.word(), "-3"), None, ""),
        ("a.docx", stating(material.word(), "9" * 10_000), None, ""),
        ("a.docx", stating(material.word(), "١٢"), None, ""),  # digits of another script
        ("a.docx", stating(material.word(), "<a>mười</a>"), None, ""),
        ("a.docx", stating(material.word(), "12</Pages>"), None, ""),
        ("a.docx", material.with_part(material.word(), "docProps/app.xml", None), None, ""),
        ("a.odt", material.open_text(), None, ""),
    ],
)
def test_length_is_what_the_file_says_within_reason(
    council: Council, name: str, content: bytes, stated: int | None, words: str
) -> None:
    version = take(council, content, name)
    version.refresh_from_db()
    assert (version.pages, version.stated_count) == (None, stated)
    assert extent_words(version) == words


def test_counted_pages_are_not_said_to_be_the_files_own(council: Council) -> None:
    version = take(council, material.pdf(3), "a.pdf")
    assert (version.stated_count, extent_words(version)) == (None, "3 trang")
