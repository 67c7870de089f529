"""What a file is, by its bytes: the kinds that are taken, and each refusal by its own name."""

import io
import zipfile
from pathlib import Path

import pytest

from hdnd_portal.documents.detection import detect
from hdnd_portal.documents.kinds import FileRefused, Limits, Refusal
from tests.documents import material

LIMITS = Limits(
    size=10**8, pages=3000, expanded_size=10**7, reading_seconds=20, text_characters=10**6
)
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def plain_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "a")
    return out.getvalue()


def packed_badly(method: int) -> bytes:
    """A whole directory, and a part whose packed bytes are nonsense."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>" + " " * 500)
        start = archive.getinfo("[Content_Types].xml").header_offset
    content = bytearray(out.getvalue())
    packed = start + 30 + len("[Content_Types].xml")
    skipped = 9 if method == zipfile.ZIP_LZMA else 0  # the properties of LZMA stay right
    content[packed + skipped : packed + skipped + 12] = b"\xff" * 12
    return bytes(content)


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"\x00" * (11 * 10**6))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "extension"),
    [
        ("Tờ trình.pdf", material.pdf(), "pdf"),
        ("To trinh.DOCX", material.word(), "docx"),
        ("Biểu.xlsx", material.sheet(), "xlsx"),
        ("Báo cáo.odt", material.open_text(), "odt"),
        ("quét.jpg", material.picture("JPEG"), "jpg"),
        ("quét.jpeg", material.picture("JPEG"), "jpg"),
        ("quét.png", material.picture("PNG"), "png"),
        ("quét.tif", material.picture("TIFF"), "tif"),
        ("có rác ở đầu.pdf", b"\r\n\r\n" + material.pdf(), "pdf"),
    ],
)
def test_kinds_are_known_by_their_bytes(
    tmp_path: Path, name: str, content: bytes, extension: str
) -> None:
    kind = detect(material.written(tmp_path / "blob", content), name, LIMITS)
    assert kind.extensions[0] == extension


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("trống.pdf", b"", Refusal.EMPTY),
        ("báo cáo.pdf", material.MINIMAL_EXE, Refusal.EXECUTABLE),
        ("báo cáo.pdf", b"\x7fELF" + b"\x00" * 99, Refusal.EXECUTABLE),
        ("báo cáo.pdf.exe", material.pdf(), Refusal.EXECUTABLE),
        ("mã.vbs", b"MsgBox 1", Refusal.EXECUTABLE),
        ("gói.zip", plain_zip(), Refusal.ARCHIVE),
        ("gói.rar", b"Rar!\x1a\x07\x01\x00" + b"\x00" * 50, Refusal.ARCHIVE),
        ("đổi đuôi.docx", plain_zip(), Refusal.BROKEN),
        ("cụt.docx", material.word()[:3000], Refusal.BROKEN),
        ("nén hỏng.docx", packed_badly(zipfile.ZIP_DEFLATED), Refusal.BROKEN),
        ("nén hỏng.docx", packed_badly(zipfile.ZIP_LZMA), Refusal.BROKEN),
        ("nén hỏng.docx", packed_badly(zipfile.ZIP_BZIP2), Refusal.BROKEN),
        ("hỏng.docx", b"not a document at all", Refusal.BROKEN),
        ("hỏng.pdf", b"not a document at all", Refusal.BROKEN),
        ("trang.html", b"<!DOCTYPE html><script>alert(1)</script>", Refusal.WEB_PAGE),
        ("hình.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', Refusal.WEB_PAGE),
        ("trang.pdf", b"  <html><body>", Refusal.WEB_PAGE),
        ("cũ.doc", material.OLE_HEAD, Refusal.OLD_OFFICE),
        (
            "cũ.doc",
            material.OLE_HEAD + "_VBA_PROJECT".encode("utf-16-le"),
            Refusal.MACROS,
        ),
        (
            "khóa.docx",
            material.OLE_HEAD + "EncryptedPackage".encode("utf-16-le"),
            Refusal.PASSWORD,
        ),
        (
            "macro.docx",
            material.with_member(material.word(), "word/vbaProject.bin", b"x"),
            Refusal.MACROS,
        ),
        (
            "macro.docm",
            material.with_content_type(material.word(), WORD_TYPE, MACRO_TYPE),
            Refusal.MACROS,
        ),
        ("khóa.odt", material.open_text(locked=True), Refusal.PASSWORD),
        (
            "macro.odt",
            material.with_member(material.open_text(), "Basic/Standard/Module1.xml", b"x"),
            Refusal.MACROS,
        ),
        ("bom.docx", bomb(), Refusal.EXPANDS),
        ("nhầm.docx", material.pdf(), Refusal.OTHER_EXTENSION),
        ("không đuôi", material.pdf(), Refusal.OTHER_EXTENSION),
        ("ghi chú.txt", "Xin chào".encode(), Refusal.UNKNOWN),
        ("âm thanh.mp3", b"ID3\x04\x00" + b"\x00" * 90, Refusal.UNKNOWN),
    ],
)
def test_what_is_not_taken_is_refused_by_its_name(
    tmp_path: Path, name: str, content: bytes, refusal: Refusal
) -> None:
    with pytest.raises(FileRefused) as caught:
        detect(material.written(tmp_path / "blob", content), name, LIMITS)
    assert caught.value.refusal is refusal
