"""The body of a paper as lines with their numbers: what both renderers print, word for word."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from hdnd_portal.documents.papers.blocks import (
    Align,
    Article,
    Block,
    Bullets,
    Centred,
    Chapter,
    Clause,
    Heading,
    Paragraph,
    Part,
    Point,
    QRCode,
    Run,
    Section,
    Subsection,
    Table,
    Text,
    runs,
)
from hdnd_portal.documents.papers.errors import PaperError
from hdnd_portal.documents.papers.writing import point_letter, roman


class Role(StrEnum):
    """What a line is; how each role looks stands in `LOOKS`."""

    PARAGRAPH = "paragraph"
    CENTRED = "centred"
    DIVISION = "division"
    DIVISION_TITLE = "division-title"
    HEADING = "heading"
    ARTICLE = "article"
    CLAUSE = "clause"
    CLAUSE_TITLE = "clause-title"
    POINT = "point"
    BULLET = "bullet"
    BASIS = "basis"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Look:
    """How the lines of a role stand on the page."""

    align: Align = Align.JUSTIFY
    indent: bool = True
    keep_with_next: bool = False


LOOKS: dict[Role, Look] = {
    Role.PARAGRAPH: Look(),
    Role.CENTRED: Look(Align.CENTRE, indent=False, keep_with_next=True),
    Role.DIVISION: Look(Align.CENTRE, indent=False, keep_with_next=True),
    Role.DIVISION_TITLE: Look(Align.CENTRE, indent=False, keep_with_next=True),
    Role.HEADING: Look(keep_with_next=True),
    Role.ARTICLE: Look(keep_with_next=True),
    Role.CLAUSE: Look(),
    Role.CLAUSE_TITLE: Look(keep_with_next=True),
    Role.POINT: Look(),
    Role.BULLET: Look(),
    Role.BASIS: Look(),
    Role.CLOSING: Look(),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph as printed."""

    role: Role
    runs: tuple[Run, ...]
    align: Align
    indent: bool
    keep_with_next: bool

    @property
    def text(self) -> str:
        """The letters of the line without their styles."""
        return "".join(run.text for run in self.runs)


Piece = Line | Table | QRCode


def line(role: Role, text: Text, *, bold: bool = False, italic: bool = False) -> Line:
    """A line in the look of its role."""
    look = LOOKS[role]
    return Line(
        role, runs(text, bold=bold, italic=italic), look.align, look.indent, look.keep_with_next
    )


def bases(texts: tuple[str, ...], *, last_mark: str = ".") -> Iterator[Line]:
    """Căn cứ lines: italic, each ended by a semicolon and the last by `last_mark`."""
    for place, text in enumerate(texts, start=1):
        mark = last_mark if place == len(texts) else ";"
        yield line(Role.BASIS, f"{text}{mark}", italic=True)


class _Counter:
    """Running numbers of one body of text; a higher level starts the lower ones again."""

    LOWER = {
        "part": (),
        # Chapters and articles run through the whole paper; a section starts in each chapter.
        "chapter": ("section", "subsection", "heading", "clause", "point"),
        "section": ("subsection", "clause", "point"),
        "subsection": ("clause", "point"),
        "heading": ("clause", "point"),
        "article": ("clause", "point"),
        "clause": ("point",),
        "point": (),
    }

    def __init__(self) -> None:
        self._values: dict[str, int] = {}

    def next(self, level: str) -> int:
        for lower in self.LOWER[level]:
            self._values[lower] = 0
        self._values[level] = self._values.get(level, 0) + 1
        return self._values[level]

    def inserted(self, level: str) -> None:
        """A level numbered by hand (`5a`) counts nothing but starts the lower ones again."""
        for lower in self.LOWER[level]:
            self._values[lower] = 0


def flow(body: Iterable[Block]) -> Iterator[Piece]:
    """The blocks in order, each as printed lines; tables and QR codes pass through."""
    counter = _Counter()
    for block in body:
        yield from _pieces(block, counter)


def _pieces(block: Block, counter: _Counter) -> Iterator[Piece]:
    match block:
        case Paragraph():
            yield Line(
                Role.PARAGRAPH,
                runs(block.text, bold=block.bold, italic=block.italic),
                block.align,
                block.indent,
                block.keep_with_next,
            )
        case Centred():
            yield line(Role.CENTRED, block.text, bold=block.bold, italic=block.italic)
        case Part() | Chapter() | Section() | Subsection():
            yield from _division(block, counter)
        case Heading():
            yield line(Role.HEADING, f"{roman(counter.next('heading'))}. {block.title}", bold=True)
        case Article():
            yield _article(block, counter)
        case Clause():
            yield from _clause(block, counter)
        case Point():
            letter = block.number or point_letter(counter.next("point"))
            yield line(Role.POINT, (Run(f"{letter}) "), *runs(block.text)))
        case Bullets():
            for item in block.items:
                yield line(Role.BULLET, (Run("- "), *runs(item)))
        case Table() | QRCode():
            yield block
        case _:
            raise PaperError(f"{type(block).__name__} is not a part of a paper's body.")


def _division(block: Part | Chapter | Section | Subsection, counter: _Counter) -> Iterator[Line]:
    match block:
        case Part():
            label = f"Phần {roman(counter.next('part'))}"
        case Chapter():
            label = f"Chương {roman(counter.next('chapter'))}"
        case Section():
            label = f"Mục {counter.next('section')}"
        case Subsection():
            label = f"Tiểu mục {counter.next('subsection')}"
    yield line(Role.DIVISION, label, bold=True)
    yield line(Role.DIVISION_TITLE, block.title.upper(), bold=True)


def _article(block: Article, counter: _Counter) -> Line:
    if block.number:
        counter.inserted("article")
    number = block.number or str(counter.next("article"))
    written = [Run(f"Điều {number}. ", bold=True)]
    if block.title:
        written.append(Run(block.title + (" " if block.text else ""), bold=True))
    written.extend(runs(block.text))
    made = line(Role.ARTICLE, tuple(written))
    if block.title and not block.text:
        return made
    # An article that says its rule on the same line may stand last on a page.
    return Line(made.role, made.runs, made.align, made.indent, keep_with_next=False)


def _clause(block: Clause, counter: _Counter) -> Iterator[Line]:
    if block.number:
        counter.inserted("clause")
    number = block.number or str(counter.next("clause"))
    if block.title:
        yield line(Role.CLAUSE_TITLE, f"{number}. {block.title}", bold=True)
        if block.text:
            yield line(Role.PARAGRAPH, block.text)
        return
    yield line(Role.CLAUSE, (Run(f"{number}. "), *runs(block.text)))
