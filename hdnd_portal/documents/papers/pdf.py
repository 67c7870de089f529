"""The PDF of a paper: WeasyPrint with the fonts of official papers and no other."""

import atexit
import gc
import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import unescape
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.document import Document, Page
from weasyprint.urls import URLFetcher

from hdnd_portal.documents.papers.description import Paper
from hdnd_portal.documents.papers.font_copies import font_configuration
from hdnd_portal.documents.papers.fonts import FAMILY, FILES, check_letters, fonts_dir
from hdnd_portal.documents.papers.markup import appendix_html, main_html

STYLES = Path(__file__).with_name("paper.css")
KEPT_APPENDICES = 8
ARCHIVE = "pdf/a-2a"

# Between HTML texts that go to another process; no text of a paper holds a control character.
SEPARATOR = "\x1e"

_TAG = re.compile(r"<[^>]*>")


class _Press:
    """What printing many papers shares in one thread: fonts, parsed styles, laid-out appendices.

    300 invitations carry the same programme: its pages are laid out once and drawn into each file.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.fonts = font_configuration()
        self.styles = CSS(
            string=_font_faces(folder) + STYLES.read_text(encoding="utf-8"),
            font_config=self.fonts,
            url_fetcher=URLFetcher(allowed_protocols={"file"}),
        )
        self.fetcher = URLFetcher(allowed_protocols={"data"})
        self._appendices: OrderedDict[str, list[Page]] = OrderedDict()

    def lay_out(self, html: str, options: dict[str, object]) -> Document:
        """The pages of one HTML text. Raises LettersMissing rather than print a strange face."""
        check_html(html)
        return HTML(string=html, url_fetcher=self.fetcher).render(
            stylesheets=[self.styles], font_config=self.fonts, **options
        )

    def appendix(self, html: str, options: dict[str, object]) -> list[Page]:
        """The pages of an appendix, kept for the next paper that carries the same one."""
        pages = self._appendices.get(html)
        if pages is None:
            pages = self.lay_out(html, options).pages
            self._appendices[html] = pages
            if len(self._appendices) > KEPT_APPENDICES:
                self._appendices.popitem(last=False)
        else:
            self._appendices.move_to_end(html)
        return pages


_presses = threading.local()  # Pango's font map must not be used by two threads at once


def _press() -> _Press:
    folder = fonts_dir()
    press: _Press | None = getattr(_presses, "press", None)
    if press is None or press.folder != folder:
        press = _presses.press = _Press(folder)
    return press


@atexit.register
def _put_away() -> None:
    """Let the press go while Pango is loaded: what the end of the interpreter frees comes later,
    and calls into a library that is gone.
    """
    if _presses.__dict__:
        _presses.__dict__.clear()
        gc.collect()


def check_html(html: str) -> None:
    """Raise LettersMissing where the fonts lack a letter of the text."""
    check_letters(unescape(_TAG.sub("", html)))


def _font_faces(folder: Path) -> str:
    return "".join(
        f'@font-face{{font-family:{FAMILY};src:url("{(folder / name).resolve().as_uri()}");'
        f"font-weight:{700 if bold else 400};font-style:{'italic' if italic else 'normal'}}}\n"
        for (bold, italic), name in FILES.items()
    )


def render_pdf(paper: Paper, *, archive: bool = False) -> bytes:
    """The paper as a complete tagged PDF; the same paper always gives the same bytes.

    With `archive`, PDF/A-2a. Raises FontsMissing without the fonts and LettersMissing for
    characters they do not have: nothing is ever printed in another face.
    """
    appendices = (appendix_html(paper, index) for index in range(len(paper.appendices)))
    return pdf_of_html([main_html(paper), *appendices], variant=ARCHIVE if archive else "")


@contextmanager
def _collector_paused() -> Iterator[None]:
    """No search for garbage while a paper is laid out: it finds none and takes a sixth of the time.

    A table of a thousand rows is a tree of a million live objects, walked again and again.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def pdf_of_html(texts: Sequence[str], *, variant: str = "") -> bytes:
    """Pages of the HTML texts of a paper, one behind the other, the main one first."""
    press = _press()
    options: dict[str, object] = {"pdf_tags": True}
    if variant:
        options["pdf_variant"] = variant
    digest = hashlib.sha256()
    with _collector_paused():
        document = press.lay_out(texts[0], options)
        digest.update(texts[0].encode())
        pages = list(document.pages)
        for text in texts[1:]:
            digest.update(text.encode())
            pages.extend(press.appendix(text, options))
        options["pdf_identifier"] = digest.hexdigest()[:32].encode()
        written: bytes = document.copy(pages).write_pdf(**options)
    return written
