"""What a DOCX says, with every inherited property worked out: lines with style and place."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import docx
from docx.oxml.ns import qn

from hdnd_portal.documents.papers import Paper, render_docx
from hdnd_portal.documents.papers.fonts import width
from hdnd_portal.documents.papers.samples import sample

TWIP = 1 / 20  # points
SINGLE = 1.149  # a word processor's single line of this face, as a multiple of its size
ASCENT = 0.891  # of the face, as a multiple of its size
NESTED = 1000  # a table in a cell of table 3 has number 1003


@dataclass(frozen=True)
class Styled:
    """Some letters and their style."""

    text: str
    font: str
    size: float
    is_bold: bool
    is_italic: bool
    colour: str  # "000000" where nothing is said: black on white paper
    language: str


@dataclass(frozen=True)
class WordLine:
    """One paragraph: its style, and where it stands between the margins, in points."""

    text: str
    runs: tuple[Styled, ...]
    align: str
    before: float
    after: float
    pitch: float  # multiple of a single line; 0 where the height is exact
    exact: float  # height in points where it is exact, otherwise 0
    first_indent: float
    x0: float  # left edge of its room, from the left edge of the page
    room: float
    edge: str  # "bottom" or "top" where the paragraph carries a rule
    keeps_next: bool
    cell: tuple[int, int, int] | None  # table, row, column
    section: int

    @property
    def size(self) -> float:
        (only,) = {run.size for run in self.runs}
        return only

    @property
    def is_bold(self) -> bool:
        return bool(self.runs) and all(run.is_bold for run in self.runs)

    @property
    def is_italic(self) -> bool:
        return bool(self.runs) and all(run.is_italic for run in self.runs)

    @property
    def is_plain(self) -> bool:
        return not any(run.is_bold or run.is_italic for run in self.runs)

    @property
    def width(self) -> float:
        return sum(
            width(run.text, run.size, bold=run.is_bold, italic=run.is_italic) for run in self.runs
        )

    @property
    def centre(self) -> float:
        assert self.align == "center", self
        return self.x0 + self.room / 2

    @property
    def left(self) -> float:
        """Where its first letter stands, for a line that fits its room."""
        assert self.width <= self.room + 0.5, self
        if self.align == "center":
            return self.centre - self.width / 2
        return self.x0 + self.first_indent

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def height(self) -> float:
        """Height of one line of it."""
        return self.exact or self.pitch * SINGLE * max(run.size for run in self.runs)


@dataclass(frozen=True)
class Sheet:
    """One section: its page in points and what its page numbers look like."""

    page_width: float
    page_height: float
    left: float
    right: float
    is_landscape: bool

    @property
    def text(self) -> float:
        return self.page_width - self.left - self.right


@dataclass(frozen=True)
class WordReading:
    """A DOCX read back."""

    paper: Paper
    content: bytes
    document: Any
    lines: tuple[WordLine, ...]
    sheets: tuple[Sheet, ...]

    def find(self, start: str) -> WordLine:
        return self.lines[self.place(start)]

    def place(self, start: str, after: int = -1) -> int:
        """How many paragraphs stand before the first one that starts so, past `after`."""
        for number, line in enumerate(self.lines):
            if number > after and line.text.startswith(start):
                return number
        raise AssertionError(f"no paragraph starts with {start!r}")

    def below(self, line: WordLine) -> WordLine:
        """The paragraph that follows another."""
        return self.lines[self.lines.index(line) + 1]


def read_word(paper: Paper) -> WordReading:
    """Write a paper as DOCX and read it back."""
    content = render_docx(paper)
    document = docx.Document(io.BytesIO(content))
    sheets = tuple(
        Sheet(
            section.page_width.pt,
            section.page_height.pt,
            section.left_margin.pt,
            section.right_margin.pt,
            section.page_width > section.page_height,
        )
        for section in document.sections
    )
    return WordReading(paper, content, document, tuple(_body(document, sheets)), sheets)


@cache
def word_sample(name: str, index: int = 0) -> WordReading:
    """A sample, written and read once for all tests."""
    return read_word(sample(name)[index])


def _body(document: Any, sheets: tuple[Sheet, ...]) -> Iterator[WordLine]:
    section = table = 0
    for child in document.element.body:
        sheet = sheets[min(section, len(sheets) - 1)]
        if child.tag == qn("w:p"):
            yield line_of(child, document, sheet.left, sheet.text, section=section)
            if child.find(qn("w:pPr")).find(qn("w:sectPr")) is not None:
                section += 1
        elif child.tag == qn("w:tbl"):
            yield from _table(child, document, sheet.left, sheet.text, section, table)
            table += 1


def _table(
    element: Any, document: Any, x0: float, room: float, section: int, number: int
) -> Iterator[WordLine]:
    grid = [
        int(column.get(qn("w:w"))) * TWIP
        for column in element.find(qn("w:tblGrid")).findall(qn("w:gridCol"))
    ]
    properties = element.find(qn("w:tblPr"))
    margins = _margins(properties)
    placed = properties.find(qn("w:jc"))
    if placed is not None and placed.get(qn("w:val")) == "center":
        x0 += (room - sum(grid)) / 2
    for row_number, row in enumerate(element.findall(qn("w:tr"))):
        column = 0
        for cell in row.findall(qn("w:tc")):
            span = cell.find(qn("w:tcPr")).find(qn("w:gridSpan"))
            count = int(span.get(qn("w:val"))) if span is not None else 1
            left = x0 + sum(grid[:column]) + margins[0]
            wide = sum(grid[column : column + count]) - sum(margins)
            for child in cell:
                if child.tag == qn("w:p"):
                    yield line_of(
                        child,
                        document,
                        left,
                        wide,
                        section=section,
                        cell=(number, row_number, column),
                    )
                elif child.tag == qn("w:tbl"):
                    yield from _table(child, document, left, wide, section, number + NESTED)
            column += count


def _margins(properties: Any) -> tuple[float, float]:
    found = properties.find(qn("w:tblCellMar"))
    sides = []
    for side in ("left", "right"):
        own = found.find(qn(f"w:{side}")) if found is not None else None
        sides.append(int(own.get(qn("w:w"))) * TWIP if own is not None else 5.4)
    return sides[0], sides[1]


def line_of(
    paragraph: Any,
    document: Any,
    x0: float,
    room: float,
    *,
    section: int = 0,
    cell: tuple[int, int, int] | None = None,
) -> WordLine:
    """A paragraph with everything its styles and the defaults of the file give it."""
    layers = _paragraph_layers(paragraph, document)

    def ask(path: str, attribute: str = "val") -> str | None:
        return _ask(layers, path, attribute)

    spacing = {key: ask("spacing", key) for key in ("before", "after", "line", "lineRule")}
    is_exact = spacing["lineRule"] == "exact"
    height = int(spacing["line"] or 240)
    left = int(ask("ind", "left") or ask("ind", "start") or 0) * TWIP
    right = int(ask("ind", "right") or ask("ind", "end") or 0) * TWIP
    first = int(ask("ind", "firstLine") or 0) - int(ask("ind", "hanging") or 0)
    borders = [one for layer in layers if (one := layer.find(qn("w:pBdr"))) is not None]
    edges = [edge for edge in borders[0] if edge.get(qn("w:val")) == "single"] if borders else []
    runs = tuple(_run(run, document, paragraph) for run in paragraph.iter(qn("w:r")))
    return WordLine(
        text="".join(run.text for run in runs),
        runs=tuple(run for run in runs if run.text),
        align=ask("jc") or "left",
        before=int(spacing["before"] or 0) * TWIP,
        after=int(spacing["after"] or 0) * TWIP,
        pitch=0 if is_exact else height / 240,
        exact=height * TWIP if is_exact else 0,
        first_indent=first * TWIP,
        x0=x0 + left,
        room=room - left - right,
        edge=edges[0].tag.rsplit("}", 1)[1] if edges else "",
        keeps_next=_is_on(layers, "keepNext"),
        cell=cell,
        section=section,
    )


def _styles(properties: Any, document: Any, name: str, kind: str) -> Iterator[Any]:
    """The style of a paragraph or run and those it is based on, the nearest first."""
    own = properties.find(qn(f"w:{name}")) if properties is not None else None
    every = document.styles.element.findall(qn("w:style"))
    if own is not None:
        wanted = own.get(qn("w:val"))
    else:
        wanted = next(
            style.get(qn("w:styleId"))
            for style in every
            if style.get(qn("w:type")) == kind and style.get(qn("w:default")) in {"1", "true"}
        )
    while wanted:
        style = next(one for one in every if one.get(qn("w:styleId")) == wanted)
        yield style
        based = style.find(qn("w:basedOn"))
        wanted = based.get(qn("w:val")) if based is not None else ""


def _defaults(document: Any, name: str) -> Any:
    holder = document.styles.element.find(qn("w:docDefaults")).find(qn(f"w:{name}Default"))
    return holder.find(qn(f"w:{name}"))


def _paragraph_layers(paragraph: Any, document: Any) -> list[Any]:
    own = paragraph.find(qn("w:pPr"))
    layers = [own]
    layers += [one.find(qn("w:pPr")) for one in _styles(own, document, "pStyle", "paragraph")]
    return [layer for layer in (*layers, _defaults(document, "pPr")) if layer is not None]


def _ask(layers: list[Any], path: str, attribute: str = "val") -> str | None:
    for layer in layers:
        found = layer.find(qn(f"w:{path}"))
        if found is not None and found.get(qn(f"w:{attribute}")) is not None:
            return found.get(qn(f"w:{attribute}"))
    return None


def _is_on(layers: list[Any], path: str) -> bool:
    for layer in layers:
        found = layer.find(qn(f"w:{path}"))
        if found is not None:
            return found.get(qn("w:val")) not in {"0", "false", "off"}
    return False


def _run(run: Any, document: Any, paragraph: Any) -> Styled:
    own = run.find(qn("w:rPr"))
    layers = [own]
    if own is not None and own.find(qn("w:rStyle")) is not None:
        layers += [one.find(qn("w:rPr")) for one in _styles(own, document, "rStyle", "character")]
    of_paragraph = paragraph.find(qn("w:pPr"))
    layers += [
        one.find(qn("w:rPr")) for one in _styles(of_paragraph, document, "pStyle", "paragraph")
    ]
    asked = [layer for layer in (*layers, _defaults(document, "rPr")) if layer is not None]
    colour = _ask(asked, "color") or "000000"
    return Styled(
        text="".join(node.text or "" for node in run.iter(qn("w:t"))),
        font=_ask(asked, "rFonts", "ascii") or "",
        size=int(_ask(asked, "sz") or 20) / 2,
        is_bold=_is_on(asked, "b"),
        is_italic=_is_on(asked, "i"),
        colour="000000" if colour == "auto" else colour,
        language=_ask(asked, "lang") or "",
    )
