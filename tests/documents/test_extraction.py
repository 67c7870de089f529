"""Text of stored files: read by a program that a malicious file can only stop."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.storage import storages

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Council
from hdnd_portal.documents import extraction
from hdnd_portal.documents.models import Version
from hdnd_portal.documents.reader import ReaderFailed, ReaderTooSlow, ask
from hdnd_portal.documents.services import store_upload
from tests.documents import material

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("a.pdf", material.pdf(2, text="budget"), "Page 1 budget\nPage 2 budget"),
        ("a.docx", material.word("Nghị quyết"), "Nghị quyết"),
        ("a.xlsx", material.sheet("Thu nội địa"), "Sheet\nThu nội địa\t1250"),
        ("a.odt", material.open_text("Báo cáo"), "Báo cáo"),
    ],
)
def test_text_of_each_kind(
    council: Council, clerk: User, name: str, content: bytes, text: str
) -> None:
    version = store_upload(council, data=io.BytesIO(content), name=name, by=clerk)
    assert version.text_state == "waiting"
    assert extraction.read_waiting() == 1
    version.refresh_from_db()
    assert version.text.replace("\r\n", "\n") == text
    assert version.text_state == "done"
    assert extraction.read_waiting() == 0


def test_a_scan_has_no_text(council: Council, clerk: User) -> None:
    version = store_upload(council, data=io.BytesIO(material.picture()), name="a.png", by=clerk)
    assert version.text_state == "none"


def test_a_file_the_reader_cannot_read_is_marked(council: Council, clerk: User) -> None:
    version = store_upload(council, data=io.BytesIO(material.word()), name="a.docx", by=clerk)
    blob = Path(storages["default"].path(version.key))
    blob.write_bytes(blob.read_bytes()[:900])
    assert extraction.read_text(version) is Version.TextState.FAILED
    version.refresh_from_db()
    assert version.text_state == "failed"


def test_a_greedy_file_stops_the_program_and_not_us(tmp_path: Path) -> None:
    # A small file whose text of 900 MB, joined from pieces, is more than the program may hold.
    path = tmp_path / "bomb.docx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        part.write(b"<d><p><t>")
        for _ in range(90):
            part.write(b"a" * 10_000_000)
        part.write(b"</t></p></d>")
    with pytest.raises(ReaderFailed):
        ask("text", path, WORD, seconds=60, number=1000)


def test_a_slow_file_is_given_up(tmp_path: Path) -> None:
    path = material.written(tmp_path / "a.pdf", material.pdf())
    with pytest.raises(ReaderTooSlow):
        ask("text", path, "application/pdf", seconds=0, number=10)


def test_text_is_bounded(tmp_path: Path) -> None:
    path = material.written(tmp_path / "a.pdf", material.pdf(5))
    answer = ask("text", path, "application/pdf", seconds=20, number=6)
    assert answer["text"] == "Page 1"
