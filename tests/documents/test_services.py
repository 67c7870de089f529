"""Taking files in: what is kept, what is refused, and that nothing is half kept."""

import hashlib
import io
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from django.core.files.storage import storages
from django.db import Error, connection, transaction
from django.test import override_settings
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Council
from hdnd_portal.documents import store
from hdnd_portal.documents.kinds import FileRefused, Refusal
from hdnd_portal.documents.labels import REFUSALS, refusal_sentence
from hdnd_portal.documents.models import File, Version
from hdnd_portal.documents.services import store_upload
from tests.documents import material


def blobs() -> list[Path]:
    root = Path(storages["default"].location)
    return [path for path in root.rglob("*") if path.is_file()] if root.exists() else []


def take(council: Council, clerk: User, content: bytes, name: str, **more: object) -> Version:
    return store_upload(council, data=io.BytesIO(content), name=name, by=clerk, **more)


def test_upload_is_kept_with_hash_size_kind_and_pages(council: Council, clerk: User) -> None:
    content = material.pdf(3)
    version = take(council, clerk, content, "Tờ trình.pdf", title="Tờ trình về dự toán")
    assert version.sha256 == hashlib.sha256(content).hexdigest()
    assert (version.size, version.pages, version.number) == (len(content), 3, 1)
    assert version.media_type == "application/pdf"
    assert version.file.title == "Tờ trình về dự toán"
    with store.open_blob(version.key) as blob:
        assert blob.read() == content


def test_blob_lies_outside_static_with_a_key_that_says_nothing(
    council: Council, clerk: User
) -> None:
    version = take(council, clerk, material.pdf(), "Báo cáo mật.pdf")
    assert "mật" not in version.key
    assert len(version.key.rsplit("/", 1)[1]) == 32
    (blob,) = blobs()
    assert blob.stat().st_mode & 0o077 == 0


def test_names_come_composed_and_a_script_in_a_title_is_only_text(
    council: Council, clerk: User
) -> None:
    name = unicodedata.normalize("NFD", "Tờ trình <script>alert(1)</script>.pdf")
    version = take(council, clerk, material.pdf(), name, title=unicodedata.normalize("NFD", "Kỳ"))
    assert version.name == "script_.pdf"
    assert version.file.title == "Kỳ"


def test_replacement_is_the_next_version_and_the_old_stays(council: Council, clerk: User) -> None:
    first = take(council, clerk, material.pdf(1), "a.pdf")
    second = take(council, clerk, material.pdf(2), "b.pdf", into=first.file)
    assert (second.number, second.file_id) == (2, first.file_id)
    assert [v.pages for v in first.file.versions.all()] == [1, 2]


def test_same_bytes_make_no_new_version(council: Council, clerk: User) -> None:
    first = take(council, clerk, material.word(), "a.docx")
    with store.open_blob(first.key) as blob:
        content = blob.read()
    with pytest.raises(FileRefused) as caught:
        take(council, clerk, content, "a.docx", into=first.file)
    assert caught.value.refusal is Refusal.UNCHANGED


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("trống.pdf", b"", Refusal.EMPTY),
        ("chương trình.pdf", material.MINIMAL_EXE, Refusal.EXECUTABLE),
        ("khóa.pdf", material.locked_pdf("mat-khau"), Refusal.PASSWORD),
        ("hỏng.pdf", b"%PDF-1.7\n" + b"garbage " * 200, Refusal.BROKEN),
        ("cụt.docx", material.word()[:2000], Refusal.BROKEN),
        ("hỏng.png", material.picture()[:60], Refusal.BROKEN),
    ],
)
def test_bad_files_are_refused_with_a_sentence_and_nothing_is_kept(
    council: Council, clerk: User, name: str, content: bytes, refusal: Refusal
) -> None:
    with pytest.raises(FileRefused) as caught:
        take(council, clerk, content, name)
    assert caught.value.refusal is refusal
    sentence = refusal_sentence(caught.value)
    assert name in sentence
    assert sentence.endswith((".", "?"))
    assert (File.objects.count(), Version.objects.count(), blobs()) == (0, 0, [])


class Endless:
    """Bytes without end that count how many were taken."""

    def __init__(self) -> None:
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        self.taken += size
        return b"\x00" * size


def test_reading_stops_at_the_limit(council: Council, clerk: User) -> None:
    source = Endless()
    with override_settings(FILE_SIZE_LIMIT=1_000_000), pytest.raises(FileRefused) as caught:
        store_upload(council, data=source, name="lớn.pdf", by=clerk)
    assert caught.value.refusal is Refusal.TOO_LARGE
    assert source.taken < 1_000_000 + 2 * store.CHUNK


def test_a_file_of_200_mb_is_refused_by_its_declared_size(council: Council, clerk: User) -> None:
    source = Endless()
    source.size = 200 * 1024 * 1024
    with pytest.raises(FileRefused) as caught:
        store_upload(council, data=source, name="lớn.pdf", by=clerk)
    assert source.taken == 0
    assert "100" in refusal_sentence(caught.value)


def test_a_pdf_of_10000_pages_is_refused_in_time(council: Council, clerk: User) -> None:
    content = material.pdf(10_000)
    started = time.monotonic()
    with pytest.raises(FileRefused) as caught:
        take(council, clerk, content, "dày.pdf")
    assert caught.value.refusal is Refusal.TOO_MANY_PAGES
    assert "10000" in refusal_sentence(caught.value).replace(".", "")
    assert time.monotonic() - started < 20


def test_every_refusal_has_a_sentence() -> None:
    assert set(REFUSALS) == set(Refusal)


def test_versions_cannot_be_changed_or_deleted(council: Council, clerk: User) -> None:
    version = take(council, clerk, material.pdf(), "a.pdf")
    for change in ({"sha256": "0" * 64}, {"key": "x"}, {"name": "khác.pdf"}, {"pages": 9}):
        with pytest.raises(Error), transaction.atomic():
            Version.objects.filter(pk=version.pk).update(**change)
    with pytest.raises(Error), transaction.atomic():
        Version.objects.filter(pk=version.pk).delete()
    with pytest.raises(Error), transaction.atomic():
        version.file.delete()


def test_text_is_filled_in_once(
    council: Council, clerk: User, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        version = take(council, clerk, material.word("Dự toán ngân sách 2027"), "a.docx")
    version.refresh_from_db()
    assert (version.text_state, version.text) == ("done", "Dự toán ngân sách 2027")
    with pytest.raises(Error), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(text="khác")


def test_orphan_blobs_go_and_stored_files_stay(council: Council, clerk: User) -> None:
    version = take(council, clerk, material.pdf(), "a.pdf")
    store.write("2026/01/orphan", io.BytesIO(b"x"))
    now = timezone.now()
    assert store.delete_orphans(now=now) == []
    assert store.delete_orphans(now=now + timedelta(days=2)) == ["2026/01/orphan"]
    assert [blob.name for blob in blobs()] == [version.key.rsplit("/", 1)[1]]


@pytest.mark.django_db(transaction=True)
def test_two_replacements_at_once_get_two_numbers(council: Council, clerk: User) -> None:
    first = take(council, clerk, material.pdf(1), "a.pdf")
    barrier = Barrier(2)

    def replace(pages: int) -> int:
        try:
            barrier.wait()
            return take(council, clerk, material.pdf(pages), "a.pdf", into=first.file).number
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        numbers = sorted(pool.map(replace, [2, 3]))
    assert numbers == [2, 3]
