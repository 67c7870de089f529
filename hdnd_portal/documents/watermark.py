"""A PDF with the reader's name and the minute on every page, for the reading room.

The mark is drawn into the pages; what a file carries beside its pages (attachments, scripts, form
data) stays behind.
"""

import io
from html import escape
from pathlib import Path
from typing import BinaryIO

import pikepdf
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from hdnd_portal.documents.bundles import UNREADABLE
from hdnd_portal.documents.papers.fonts import FAMILY, FILES, fonts_dir, missing_letters

ROWS = 9


class NotStampable(Exception):
    """The file is no PDF that can be drawn on."""


def stamp(path: Path, words: str, out: BinaryIO) -> int:
    """Write the PDF with the words on every page; returns the number of pages.

    Raises NotStampable for a broken or locked file.
    """
    try:
        with (
            pikepdf.open(path, suppress_warnings=True) as source,
            pikepdf.open(io.BytesIO(_sheet(words))) as sheet,
            pikepdf.new() as marked,
        ):
            source.flatten_annotations("all")
            marked.pages.extend(source.pages)
            mark = sheet.pages[0]
            for page in marked.pages:
                if "/Annots" in page.obj:
                    del page.obj["/Annots"]  # their looks are on the page by now
                page.add_overlay(mark, None)
            marked.save(out, compress_streams=True, linearize=False)
            return len(marked.pages)
    except UNREADABLE as error:
        raise NotStampable(str(error)) from error


def _sheet(words: str) -> bytes:
    """One clear page with the words across it and at its foot."""
    missing = missing_letters(words)
    text = escape("".join("?" if letter in missing else letter for letter in words))
    fonts = FontConfiguration()
    folder = fonts_dir()
    name = FILES[False, False]
    styles = CSS(
        string=f'@font-face{{font-family:{FAMILY};src:url("{(folder / name).resolve().as_uri()}")}}'
        f"@page{{size:A4;margin:0}}body{{margin:0;font:15pt {FAMILY};color:rgba(110,20,20,.22)}}"
        "div{position:absolute;left:-30mm;width:270mm;text-align:center;white-space:nowrap;"
        "transform:rotate(-28deg)}"
        "p{position:absolute;left:0;right:0;bottom:3mm;margin:0;text-align:center;font-size:8pt;"
        "color:rgba(110,20,20,.85)}",
        font_config=fonts,
        url_fetcher=URLFetcher(allowed_protocols={"file"}),
    )
    step = 297 / ROWS
    rows = "".join(
        f'<div style="top:{step * (row + 0.4):.1f}mm">{text} &nbsp;&nbsp; {text}</div>'
        for row in range(ROWS)
    )
    html = HTML(string=f"{rows}<p>{text}</p>", url_fetcher=URLFetcher(allowed_protocols={"data"}))
    made = html.write_pdf(stylesheets=[styles], font_config=fonts)
    assert made is not None  # noqa: S101 -- no target was named
    return bytes(made)
