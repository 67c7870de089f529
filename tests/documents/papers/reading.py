"""What a printed PDF shows: its lines with place, size and style, read back with pdfplumber."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

import pdfplumber

from hdnd_portal.documents.papers import Paper, flow, render_pdf
from hdnd_portal.documents.papers.samples import SAMPLES, sample

MM = 72 / 25.4
LEFT, RIGHT = 30 * MM, (210 - 15) * MM
TOP, BOTTOM = 20 * MM, (297 - 20) * MM
MIDDLE = (LEFT + RIGHT) / 2
COLUMN_GAP = 20


@dataclass(frozen=True)
class Line:
    """Letters on one baseline without a gap wide enough to be another column."""

    text: str
    x0: float
    x1: float
    baseline: float  # points from the top of the page
    fonts: frozenset[str]
    sizes: frozenset[float]

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def size(self) -> float:
        (only,) = self.sizes
        return only

    @property
    def is_bold(self) -> bool:
        return all("Bold" in font for font in self.fonts)

    @property
    def is_italic(self) -> bool:
        return all("Italic" in font for font in self.fonts)

    @property
    def is_plain(self) -> bool:
        return not any("Bold" in font or "Italic" in font for font in self.fonts)


@dataclass(frozen=True)
class Page:
    """One page: its size, its lines from top to bottom, its thin black rules and other boxes."""

    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[tuple[float, float, float], ...]  # x0, x1, distance of the upper edge from the top
    boxes: tuple[tuple[float, float, float, float, tuple[float, ...]], ...]
    chars: tuple[dict, ...]

    @property
    def is_landscape(self) -> bool:
        return self.width > self.height

    @property
    def right(self) -> float:
        return self.width - 15 * MM

    @property
    def bottom(self) -> float:
        return self.height - 20 * MM

    @property
    def body(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.baseline > TOP)

    def find(self, start: str) -> Line:
        return next(line for line in self.lines if line.text.startswith(start))

    def rule_below(self, line: Line) -> tuple[float, float, float]:
        """The rule right under a line: its upper edge within 6 pt of the baseline."""
        below = [
            r for r in self.rules if 0 < r[2] - line.baseline <= 6 and r[0] < line.centre < r[1]
        ]
        return min(below, key=lambda rule: rule[2])


@dataclass(frozen=True)
class Row:
    """Everything on one baseline of one page."""

    page: int
    lines: tuple[Line, ...]

    @property
    def letters(self) -> str:
        return squeezed("".join(line.text for line in self.lines))

    @property
    def x0(self) -> float:
        return self.lines[0].x0

    @property
    def x1(self) -> float:
        return self.lines[-1].x1

    @property
    def baseline(self) -> float:
        return self.lines[0].baseline

    @property
    def sizes(self) -> frozenset[float]:
        return frozenset().union(*(line.sizes for line in self.lines))


def squeezed(text: str) -> str:
    """The letters of a text without any space."""
    return "".join(text.split())


def rows_of(text: str, rows: list[Row], start: int) -> tuple[int, list[Row]]:
    """The first rows from `start` on that print a text and nothing else, and what follows them."""
    wanted = squeezed(text)
    for first in range(start, len(rows)):
        told = ""
        for last in range(first, len(rows)):
            told += rows[last].letters
            if told == wanted:
                return last + 1, rows[first : last + 1]
            if not wanted.startswith(told):
                break
    raise AssertionError(f"not printed: {text!r}")


@dataclass(frozen=True)
class Reading:
    """A PDF read back."""

    paper: Paper
    content: bytes
    pages: tuple[Page, ...]

    @property
    def first(self) -> Page:
        return self.pages[0]

    @property
    def text(self) -> str:
        return "\n".join(line.text for page in self.pages for line in page.lines)

    @property
    def rows(self) -> "list[Row]":
        """The lines below the top margin of every page, each across the whole page."""
        return [
            Row(number, tuple(lines))
            for number, page in enumerate(self.pages)
            for _, lines in groupby(page.body, key=lambda line: line.baseline)
        ]

    def printed(self, pieces: "Iterable[flow.Line]") -> "list[tuple[flow.Line, list[Row]]]":
        """Each line of the description with the rows that print it, in their common order."""
        rows, found, start = self.rows, [], 0
        for piece in pieces:
            start, own = rows_of(piece.text, rows, start)
            found.append((piece, own))
        return found

    def where(self, start: str) -> tuple[int, Line]:
        for number, page in enumerate(self.pages):
            for line in page.lines:
                if line.text.startswith(start):
                    return number, line
        raise AssertionError(f"no line starts with {start!r}")


def read(paper: Paper, content: bytes | None = None) -> Reading:
    """Print a paper and read it back."""
    content = content or render_pdf(paper)
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return Reading(paper, content, tuple(_page(page) for page in pdf.pages))


@cache
def read_sample(name: str, index: int = 0) -> Reading:
    """A sample paper, printed and read once for all tests."""
    return read(sample(name)[index])


ALL = [(name, index) for name in SAMPLES for index in range(len(sample(name)))]


def _page(page: "pdfplumber.page.Page") -> Page:
    rules, boxes = [], []
    for rect in page.rects:
        colour = tuple(rect["non_stroking_color"])
        if rect["bottom"] - rect["top"] < 1.1 and rect["x1"] - rect["x0"] > 5:
            rules.append((rect["x0"], rect["x1"], rect["top"]))
        else:
            boxes.append((rect["x0"], rect["x1"], rect["top"], rect["bottom"], colour))
    chars = tuple(page.chars)
    return Page(page.width, page.height, tuple(_lines(page)), tuple(rules), tuple(boxes), chars)


def _lines(page: "pdfplumber.page.Page") -> Iterator[Line]:
    rows: dict[float, list[dict]] = {}
    for char in page.chars:
        rows.setdefault(round(page.height - char["matrix"][5], 1), []).append(char)
    for baseline in sorted(rows):
        row = sorted(rows[baseline], key=lambda char: char["x0"])
        start = 0
        for place in range(1, len(row) + 1):
            if place == len(row) or row[place]["x0"] - row[place - 1]["x1"] > COLUMN_GAP:
                yield _line(row[start:place], baseline)
                start = place


def _line(chars: list[dict], baseline: float) -> Line:
    while chars and chars[-1]["text"] == " " and len(chars) > 1:
        chars = chars[:-1]
    return Line(
        "".join(char["text"] for char in chars),
        chars[0]["x0"],
        chars[-1]["x1"],
        baseline,
        frozenset(char["fontname"].split("+")[-1] for char in chars if char["text"].strip()),
        frozenset(round(char["size"], 1) for char in chars),
    )
