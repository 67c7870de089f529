"""Many files as one: a ZIP in reading order, or one PDF with bookmarks and two page numbers.

In the merged PDF each page keeps its own paper's number ("KH03-02 · 5/20", at the left) and gets
that of the whole ("118/400", at the right). Word and Excel files cannot be turned into pages
without an office program: a leaf in their place names them and says that they are in the ZIP.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any, BinaryIO

import pikepdf
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from PIL import Image
from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Council
from hdnd_portal.documents import store
from hdnd_portal.documents.kinds import IMAGES, PDF, ZIP
from hdnd_portal.documents.models import Bundle, Version
from hdnd_portal.documents.names import clean_name, unique_name
from hdnd_portal.documents.papers.font_copies import font_configuration
from hdnd_portal.documents.papers.fonts import FAMILY, FILES, fonts_dir
from hdnd_portal.documents.services import store_made

# Goes up when bundles are made in another way: old ones are then made anew.
FORM = 2
A4_INCHES = (8.27, 11.69)
# Kinds of picture that go into a PDF as they are.
PRINTABLE = frozenset({"1", "L", "P", "RGB", "CMYK"})
# What a broken file raises in the programs that read it.
UNREADABLE = (
    pikepdf.PdfError,
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    Image.DecompressionBombError,
)
_FONT = pikepdf.Name("/HDNDStamp")
Step = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One file of a bundle: the stored version, the heading it stands under, its own short name."""

    version: Version
    heading: str
    reference: str
    title: str


def _no_step(done: int, total: int) -> None:
    """Nobody watches."""


def ensure(
    council: Council,
    leaves: Sequence[Leaf],
    *,
    kind: str,
    title: str,
    by: User | None,
    step: Step = _no_step,
) -> Version:
    """The bundle of these files, made once: the same files in the same order give the same bundle.

    `kind` is "zip" or "pdf". Raises ValueError for no files.
    """
    if not leaves:
        raise ValueError("a bundle of no files")
    fingerprint = _fingerprint(leaves, kind=kind, title=title)
    found = Bundle.objects.filter(council=council, fingerprint=fingerprint).first()
    if found is not None:
        return found.version
    media_type, extension = (ZIP.media_type, "zip") if kind == "zip" else (PDF.media_type, "pdf")
    with TemporaryDirectory(prefix="hdnd-") as folder:
        path = Path(folder) / "bundle"
        with path.open("wb") as out:
            pages = None
            if kind == "zip":
                write_zip(leaves, out, step=step)
            else:
                pages = write_pdf(leaves, out, title=title, step=step)
        try:
            with transaction.atomic(), path.open("rb") as data:
                version = store_made(
                    council,
                    data=data,
                    name=clean_name(f"{title}.{extension}"),
                    media_type=media_type,
                    by=by,
                    title=title,
                    pages=pages,
                    reads_text=False,
                )
                made = Bundle.objects.create(
                    council=council, fingerprint=fingerprint, version=version
                )
                made.files.set({leaf.version for leaf in leaves})
        except IntegrityError:
            # Somebody asked for the same one at the same time and was first.
            return Bundle.objects.get(council=council, fingerprint=fingerprint).version
    return version


def write_zip(leaves: Sequence[Leaf], out: BinaryIO, *, step: Step = _no_step) -> None:
    """The files in numbered folders by heading, in reading order; every name once."""
    taken: dict[str, set[str]] = {}
    folders: dict[str, str] = {}
    # The files are compressed already; storing them as they are costs no time and hardly space.
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for index, leaf in enumerate(leaves):
            folder = folders.setdefault(
                leaf.heading,
                clean_name(f"{len(folders) + 1:02d} {leaf.heading}"[:80].replace("/", "-")),
            )
            names = taken.setdefault(folder, set())
            name = unique_name(f"{len(names) + 1:02d} {clean_name(leaf.version.name)}", names)
            with (
                store.open_blob(leaf.version.key) as blob,
                archive.open(f"{folder}/{name}", "w", force_zip64=True) as part,
            ):
                while piece := blob.read(store.CHUNK):
                    part.write(piece)
            step(index + 1, len(leaves))


def write_pdf(leaves: Sequence[Leaf], out: BinaryIO, *, title: str, step: Step = _no_step) -> int:
    """One PDF: contents, then every paper; returns the number of pages.

    Sources are opened from the disk and copied page by page, so that a session of thousands of
    pages does not lie in memory.
    """
    with ExitStack() as stack, pikepdf.new() as merged:
        sources = [_source(leaf, stack) for leaf in leaves]
        counts = [len(source.pages) if source is not None else 1 for source in sources]
        contents = _contents(leaves, counts, title=title)
        pairs = zip(leaves, sources, strict=True)
        leaflets = _leaflets([leaf for leaf, source in pairs if source is None])
        merged.pages.extend(stack.enter_context(pikepdf.open(io.BytesIO(contents))).pages)
        first_page = len(merged.pages)
        starts = []
        next_leaflet = 0
        leaflet_pdf = stack.enter_context(pikepdf.open(io.BytesIO(leaflets))) if leaflets else None
        for index, source in enumerate(sources):
            starts.append(len(merged.pages))
            if source is not None:
                merged.pages.extend(source.pages)
            elif leaflet_pdf is not None:
                merged.pages.append(leaflet_pdf.pages[next_leaflet])
                next_leaflet += 1
            step(index + 1, len(leaves) * 2)
        total = len(merged.pages)
        font = merged.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.Type1,
                BaseFont=pikepdf.Name.Helvetica,
                Encoding=pikepdf.Name.WinAnsiEncoding,
            )
        )
        for index, (leaf, start, count) in enumerate(zip(leaves, starts, counts, strict=True)):
            for own in range(count):
                page = merged.pages[start + own]
                _stamp(merged, page, font, f"{leaf.reference}  {own + 1}/{count}", left=True)
                _stamp(merged, page, font, f"{start + own + 1}/{total}", left=False)
            step(len(leaves) + index + 1, len(leaves) * 2)
        _bookmarks(merged, leaves, starts, contents_pages=first_page)
        with merged.open_metadata() as metadata:
            metadata["dc:title"] = title
        merged.save(
            out, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
        return total


def _fingerprint(leaves: Sequence[Leaf], *, kind: str, title: str) -> str:
    lines = [[leaf.version.sha256, leaf.heading, leaf.reference, leaf.title] for leaf in leaves]
    text = json.dumps([FORM, kind, title, lines], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _source(leaf: Leaf, stack: ExitStack) -> pikepdf.Pdf | None:
    """The file as PDF, open until the stack closes; None where it has no pages to show."""
    path = stack.enter_context(store.local_path(leaf.version.key))
    try:
        if leaf.version.media_type == PDF.media_type:
            return stack.enter_context(pikepdf.open(path, suppress_warnings=True))
        if leaf.version.media_type in IMAGES:
            pages = stack.enter_context(TemporaryFile(prefix="hdnd-"))  # noqa: SIM115 -- the stack
            _picture_pages(path, pages)
            return stack.enter_context(pikepdf.open(pages))
    except UNREADABLE:
        return None  # a leaf in its place says so; the rest of the bundle is made
    return None


def _picture_pages(path: Path, out: BinaryIO) -> None:
    """Write a scan as PDF pages that fit A4, one frame in memory at a time."""
    with Image.open(path) as image:
        count = getattr(image, "n_frames", 1)
        resolution = 1.0
        modes = set()
        for number in range(count):
            image.seek(number)
            modes.add(image.mode)
            width, height = image.size
            resolution = max(resolution, width / A4_INCHES[0], height / A4_INCHES[1])
        image.seek(0)
        picture = image if count > 1 or modes <= PRINTABLE else image.convert("RGB")
        picture.save(out, "PDF", resolution=resolution, save_all=True)
    out.seek(0)


def _stamp(pdf: pikepdf.Pdf, page: pikepdf.Page, font: Any, text: str, *, left: bool) -> None:
    """Write a short line into the bottom margin, upright as the page is seen."""
    x0, y0, x1, y1 = (float(value) for value in page.cropbox)
    turned = int(page.obj.get("/Rotate", 0)) % 360
    width, height = (x1 - x0, y1 - y0) if turned in {0, 180} else (y1 - y0, x1 - x0)
    matrix = {
        0: f"1 0 0 1 {x0} {y0}",
        90: f"0 1 -1 0 {x1} {y0}",
        180: f"-1 0 0 -1 {x1} {y1}",
        270: f"0 -1 1 0 {x0} {y1}",
    }.get(turned, f"1 0 0 1 {x0} {y0}")
    size = 8
    plain = text.encode("ascii", "replace").decode().replace("\\", "").replace("(", "[")
    plain = plain.replace(")", "]")
    length = 0.53 * size * len(plain)
    across = 18.0 if left else width - 18 - length
    if height < 60 or width < 120:
        return  # a page too small for a margin
    words = (
        f"\nq {matrix} cm 1 1 1 rg {across - 2:.2f} 10 {length + 4:.2f} {size + 3} re f "
        f"0.25 0.25 0.25 rg BT {_FONT} {size} Tf {across:.2f} 12.5 Td ({plain}) Tj ET Q\n"
    )
    page.add_resource(font, pikepdf.Name.Font, _FONT, replace_existing=True)
    if left:
        # What the page leaves behind (a scale, a colour) must not reach the stamp.
        page.contents_add(pdf.make_stream(b"q\n"), prepend=True)
        page.contents_add(pdf.make_stream(b"\nQ\n"))
    page.contents_add(pdf.make_stream(words.encode("ascii")))


def _bookmarks(
    pdf: pikepdf.Pdf, leaves: Sequence[Leaf], starts: Sequence[int], *, contents_pages: int
) -> None:
    """Headings, and the papers below them."""
    with pdf.open_outline() as outline:
        if contents_pages:
            outline.root.append(pikepdf.OutlineItem(_("Mục lục"), 0))
        heading: pikepdf.OutlineItem | None = None
        last = None
        for leaf, start in zip(leaves, starts, strict=True):
            if leaf.heading != last:
                heading = pikepdf.OutlineItem(leaf.heading, start)
                outline.root.append(heading)
                last = leaf.heading
            assert heading is not None  # noqa: S101 -- set with the first leaf
            heading.children.append(pikepdf.OutlineItem(leaf.title, start))


def _contents(leaves: Sequence[Leaf], counts: Sequence[int], *, title: str) -> bytes:
    """The table of contents; laid out twice, since its own length moves the pages it names."""
    length = 1
    for _attempt in range(3):
        page = length + 1
        rows = []
        last = None
        for leaf, count in zip(leaves, counts, strict=True):
            if leaf.heading != last:
                rows.append(f'<tr class="h"><td colspan="2">{escape(leaf.heading)}</td></tr>')
                last = leaf.heading
            rows.append(f"<tr><td>{escape(leaf.title)}</td><td>{page}</td></tr>")
            page += count
        document = _print(
            f"<h1>{escape(title)}</h1><h2>{escape(_('Mục lục'))}</h2><table>{''.join(rows)}</table>"
        )
        with pikepdf.open(io.BytesIO(document)) as made:
            pages = len(made.pages)
        if pages == length:
            return document
        length = pages
    return document


def _leaflets(leaves: Sequence[Leaf]) -> bytes:
    """One page for each file that has no pages of its own; nothing for none."""
    if not leaves:
        return b""
    words = _("Tệp này không ghép được vào bản gộp. Tải tệp gốc trong gói ZIP của kỳ họp.")
    return _print(
        "".join(
            f"<section><h1>{escape(leaf.title)}</h1><p>{escape(leaf.heading)}</p>"
            f"<p><b>{escape(leaf.version.name)}</b></p><p>{escape(words)}</p>"
            f"<p class=s>SHA-256: {leaf.version.sha256}</p></section>"
            for leaf in leaves
        )
    )


def _print(body: str) -> bytes:
    fonts = font_configuration()
    folder = fonts_dir()
    faces = "".join(
        f'@font-face{{font-family:{FAMILY};src:url("{(folder / name).resolve().as_uri()}");'
        f"font-weight:{700 if bold else 400};font-style:{'italic' if italic else 'normal'}}}"
        for (bold, italic), name in FILES.items()
    )
    styles = CSS(
        string=faces + f"@page{{size:A4;margin:20mm 15mm 22mm 25mm}}body{{font:13pt/1.4 {FAMILY}}}"
        "h1{font-size:15pt;text-align:center}h2{font-size:13pt;text-align:center}"
        "table{width:100%;border-collapse:collapse}td{padding:1.5mm 0;vertical-align:top}"
        "td+td{text-align:right;width:18mm}tr.h td{font-weight:700;padding-top:3mm}"
        "section{break-after:page;padding-top:60mm;text-align:center;overflow-wrap:anywhere}"
        "section:last-child{break-after:auto}.s{font-size:9pt}",
        font_config=fonts,
        url_fetcher=URLFetcher(allowed_protocols={"file"}),
    )
    html = HTML(string=body, url_fetcher=URLFetcher(allowed_protocols={"data"}))
    made = html.write_pdf(stylesheets=[styles], font_config=fonts)
    assert made is not None  # noqa: S101 -- no target was named
    return bytes(made)
