"""Many files as one: the ZIP in reading order, the PDF with bookmarks and two page numbers."""

import hashlib
import io
import resource
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse
from PIL import Image

from hdnd_portal.accounts.models import User
from hdnd_portal.audit.models import Entry
from hdnd_portal.council.models import Council
from hdnd_portal.documents import access, bundles
from hdnd_portal.documents.access import Access
from hdnd_portal.documents.bundles import Leaf
from hdnd_portal.documents.models import Bundle, Version
from hdnd_portal.documents.services import store_upload
from tests.documents import material


@pytest.fixture
def leaves(council: Council, clerk: User) -> list[Leaf]:
    files = [
        ("Dự toán", "Tờ trình.pdf", material.pdf(3, text="budget")),
        ("Dự toán", "tờ trình.PDF", material.pdf(2, text="again")),
        ("Dự toán", "Biểu.xlsx", material.sheet()),
        ("Đất đai: “quy hoạch” / sử dụng", "Bản đồ.png", material.picture()),
    ]
    made = []
    for number, (heading, name, content) in enumerate(files, start=1):
        version = store_upload(council, data=io.BytesIO(content), name=name, by=clerk)
        made.append(Leaf(version, heading, f"KH03-{number:02d}", f"{number}. {name}"))
    return made


@pytest.fixture
def grants() -> Iterator[dict[tuple[int, int], Access]]:
    """What the records of these tests answer, by user and version."""
    answers: dict[tuple[int, int], Access] = {}

    def checker(user: User, versions: Collection[Version]) -> dict[int, Access]:
        return {one.pk: answers.get((user.pk, one.pk), Access.NONE) for one in versions}

    access.register(checker)
    yield answers
    access._checkers.remove(checker)


def page_texts(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_range() for page in document]


def test_zip_keeps_the_order_and_every_name_once(leaves: list[Leaf]) -> None:
    out = io.BytesIO()
    bundles.write_zip(leaves, out)
    with zipfile.ZipFile(out) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            "01 Dự toán/01 Tờ trình.pdf",
            "01 Dự toán/02 tờ trình.PDF",
            "01 Dự toán/03 Biểu.xlsx",
            "02 Đất đai_ “quy hoạch” - sử dụng/01 Bản đồ.png",
        ]
        kept = [hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()]
        assert kept == [leaf.version.sha256 for leaf in leaves]


def test_merged_pdf_has_contents_bookmarks_and_both_numbers(leaves: list[Leaf]) -> None:
    out = io.BytesIO()
    pages = bundles.write_pdf(leaves, out, title="Tài liệu Kỳ họp thứ ba")
    assert pages == 1 + 3 + 2 + 1 + 1
    texts = page_texts(out.getvalue())
    assert "Mục lục" in texts[0]
    assert "Page 2 budget" in texts[2]
    assert "KH03-01 2/3 3/8" in " ".join(texts[2].split())
    assert "KH03-02 1/2 5/8" in " ".join(texts[4].split())
    assert "Biểu.xlsx" in texts[6]
    assert "8/8" in texts[7]
    with pikepdf.open(out) as merged, merged.open_outline() as outline:
        found = [(item.title, [child.title for child in item.children]) for item in outline.root]
    assert found == [
        ("Mục lục", []),
        ("Dự toán", ["1. Tờ trình.pdf", "2. tờ trình.PDF", "3. Biểu.xlsx"]),
        ("Đất đai: “quy hoạch” / sử dụng", ["4. Bản đồ.png"]),
    ]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_numbers_stand_upright_at_the_foot_of_turned_pages(
    council: Council, clerk: User, turned: int
) -> None:
    source = pikepdf.open(io.BytesIO(material.pdf(1)))
    source.pages[0].Rotate = turned
    turned_pdf = io.BytesIO()
    source.save(turned_pdf)
    turned_pdf.seek(0)
    version = store_upload(council, data=turned_pdf, name="a.pdf", by=clerk)
    out = io.BytesIO()
    bundles.write_pdf([Leaf(version, "A", "A-1", "a")], out, title="T")
    page = pypdfium2.PdfDocument(out.getvalue())[1]
    picture = page.render(scale=1).to_pil().convert("L")
    width, height = picture.size
    foot = picture.crop((0, height - 24, width, height))
    dark = [x for x in range(width) if any(foot.getpixel((x, y)) < 160 for y in range(24))]
    assert min(dark) < 40
    assert max(dark) > width - 40


def test_the_same_files_are_bundled_once(council: Council, clerk: User, leaves: list[Leaf]) -> None:
    first = bundles.ensure(council, leaves, kind="zip", title="Tài liệu", by=clerk)
    again = bundles.ensure(council, leaves, kind="zip", title="Tài liệu", by=clerk)
    other = bundles.ensure(council, leaves[:2], kind="zip", title="Tài liệu", by=clerk)
    assert first == again != other
    assert Bundle.objects.count() == 2
    assert first.media_type == "application/zip"


def test_a_bundle_opens_to_whoever_may_read_every_file_in_it(
    council: Council,
    clerk: User,
    leaves: list[Leaf],
    client: Client,
    grants: dict[tuple[int, int], Access],
) -> None:
    bundle = bundles.ensure(council, leaves, kind="zip", title="Tài liệu", by=clerk)
    url = reverse("documents:version", kwargs={"version": bundle.pk})
    held = [leaf.version for leaf in leaves]
    client.force_login(clerk)
    assert client.get(url).status_code == 404

    grants |= {(clerk.pk, one.pk): Access.READ for one in held}
    assert client.get(url).status_code == 404  # the files alone do not open the bundle
    grants[clerk.pk, bundle.pk] = Access.READ
    assert client.get(url).status_code == 200
    assert not Entry.objects.filter(event="document.version_read").exists()

    grants |= {(clerk.pk, one.pk): Access.RECORDED for one in held[:2]}
    assert client.get(url, {"tai": ""}).status_code == 200
    read = Entry.objects.filter(event="document.version_read", actor=clerk.pk)
    assert sorted(read.values_list("subject_id", flat=True)) == sorted(
        str(one.pk) for one in held[:2]
    )

    del grants[clerk.pk, held[3].pk]
    assert client.get(url).status_code == 404


def test_a_broken_paper_does_not_stop_the_others(leaves: list[Leaf]) -> None:
    path = storages["default"].path(leaves[0].version.key)
    Path(path).write_bytes(b"%PDF-1.7 broken")
    out = io.BytesIO()
    assert bundles.write_pdf(leaves, out, title="T") == 1 + 1 + 2 + 1 + 1
    assert "Tờ trình.pdf" in page_texts(out.getvalue())[1]


def leaf_of(council: Council, clerk: User, name: str, content: bytes) -> Leaf:
    version = store_upload(council, data=io.BytesIO(content), name=name, by=clerk)
    return Leaf(version, "Quy hoạch", "KH03-01", name)


def pages_of(leaves: list[Leaf]) -> int:
    return bundles.write_pdf(leaves, io.BytesIO(), title="T")


def test_a_long_scan_is_merged_frame_by_frame(council: Council, clerk: User) -> None:
    frames = 30
    first = Image.new("1", (2480, 3508), 1)
    scanned = io.BytesIO()
    first.save(
        scanned,
        "TIFF",
        compression="group4",
        save_all=True,
        append_images=[first] * (frames - 1),
    )
    leaf = leaf_of(council, clerk, "Bản đồ quét.tif", scanned.getvalue())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert pages_of([leaf]) == 1 + frames
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    # All frames in colours would be 780 MB.
    assert grown < 250_000


@pytest.mark.parametrize("mode", ["I;16", "RGBA", "LA", "P", "CMYK"])
def test_pictures_of_every_kind_become_a_page(council: Council, clerk: User, mode: str) -> None:
    form, name = ("TIFF", "a.tif") if mode == "CMYK" else ("PNG", "a.png")
    picture = io.BytesIO()
    Image.new(mode, (40, 30)).save(picture, form)
    out = io.BytesIO()
    bundles.write_pdf([leaf_of(council, clerk, name, picture.getvalue())], out, title="T")
    assert name not in page_texts(out.getvalue())[1]  # no leaf in its place


@pytest.mark.parametrize("broken", ["other header", "cut short", "too large"])
def test_a_picture_that_cannot_be_read_does_not_stop_the_others(
    leaves: list[Leaf], monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    path = Path(storages["default"].path(leaves[3].version.key))
    whole = path.read_bytes()
    if broken == "too large":
        monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    else:
        path.write_bytes(whole[:20] if broken == "cut short" else whole[:40] + b"\0" * 60)
    out = io.BytesIO()
    assert bundles.write_pdf(leaves, out, title="T") == 1 + 3 + 2 + 1 + 1
    assert "Bản đồ.png" in page_texts(out.getvalue())[-1]
