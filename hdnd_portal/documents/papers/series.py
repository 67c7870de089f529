"""Many DOCX copies of one paper that differ in the words of one place, as a mail merge makes them.

Three hundred invitations differ in the name alone. The paper is written once for all of them, with
a mark in the place of the name, and the mark is replaced in the bytes: a sixth of the work.
"""

import io
from collections.abc import Callable
from xml.sax.saxutils import escape
from zipfile import ZipFile

from hdnd_portal.documents.papers.blocks import plain
from hdnd_portal.documents.papers.description import Paper
from hdnd_portal.documents.papers.errors import PaperError
from hdnd_portal.documents.papers.word import pack, render_docx

# Brackets of mathematics: no text of a paper holds them, and the fonts of papers have not got them.
PLACE = "⟦tên⟧"
TEXTS = "word/document.xml"


class DocxSeries:
    """DOCX copies for one run of a job; not for two threads at once."""

    def __init__(self) -> None:
        self._blanks: dict[Paper, list[tuple[str, bytes]]] = {}

    def render(self, paper_for: Callable[[str], Paper], words: str) -> bytes:
        """The same bytes as `render_docx(paper_for(words))`.

        `paper_for` puts the words into one `Run`, nowhere else. Raises PaperError where they stand
        in more places than the body, or in none.
        """
        blank = paper_for(PLACE)
        if blank not in self._blanks:
            with ZipFile(io.BytesIO(render_docx(blank))) as made:
                self._blanks[blank] = [(name, made.read(name)) for name in made.namelist()]
        place, written = PLACE.encode(), escape(plain(words)).encode()
        parts = dict(self._blanks[blank])
        found = [name for name, content in parts.items() if place in content]
        if found != [TEXTS]:
            raise PaperError(f"the words must stand in the body alone, not in {found}")
        return pack(
            (name, content.replace(place, written) if name == TEXTS else content)
            for name, content in parts.items()
        )
