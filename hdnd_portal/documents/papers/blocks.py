"""The pieces of a paper's body: paragraphs, headings, articles, lists and tables.

Numbers of parts, chapters, articles, clauses and points are never typed: `flow` counts them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from hdnd_portal.documents.papers.errors import PaperError
from hdnd_portal.documents.papers.writing import clean


class Align(StrEnum):
    """How a line stands between the margins."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


@dataclass(frozen=True, slots=True)
class Run:
    """Some letters of a line, in one style."""

    text: str
    bold: bool = False
    italic: bool = False


Text = str | tuple[Run, ...]
"""A line of text: plain, or made of runs where some words are bold or italic."""


def runs(text: Text, *, bold: bool = False, italic: bool = False) -> tuple[Run, ...]:
    """The text as clean runs, with the style of the whole line laid over each of them."""
    if isinstance(text, str):
        written = clean(text)
        return (Run(written, bold, italic),) if written else ()
    made: list[Run] = []
    for run in text:
        written = _keep_ends(run.text)
        # One space between two runs, wherever it was typed, and none at the two ends of the line.
        if not made or made[-1].text.endswith(" "):
            written = written.lstrip(" ")
        if written:
            made.append(Run(written, run.bold or bold, run.italic or italic))
    if made:
        last = made.pop()
        if last.text.rstrip(" "):
            made.append(Run(last.text.rstrip(" "), last.bold, last.italic))
    return tuple(made)


def _keep_ends(text: str) -> str:
    head = " " if text[:1].isspace() else ""
    tail = " " if text[-1:].isspace() else ""
    return f"{head}{clean(text)}{tail}" if text.strip() else " "


def plain(text: Text) -> str:
    """The letters of a text without their styles."""
    return "".join(run.text for run in runs(text))


def _need(text: Text, what: str) -> None:
    if not plain(text).strip():
        raise PaperError(f"{what} has no text.")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, justified, with the first line indented unless told otherwise."""

    text: Text
    align: Align = Align.JUSTIFY
    indent: bool = True
    bold: bool = False
    italic: bool = False
    keep_with_next: bool = False

    def __post_init__(self) -> None:
        _need(self.text, "A paragraph")


@dataclass(frozen=True, slots=True)
class Centred:
    """A line of its own in the middle: `QUYẾT NGHỊ:`, the name of the competent body."""

    text: str
    bold: bool = True
    italic: bool = False

    def __post_init__(self) -> None:
        _need(self.text, "A centred line")


@dataclass(frozen=True, slots=True)
class Part:
    """Phần: Roman number and title on two centred lines."""

    title: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """Chương: Roman number, counted through the whole paper."""

    title: str


@dataclass(frozen=True, slots=True)
class Section:
    """Mục: Arabic number, counted within its chapter."""

    title: str


@dataclass(frozen=True, slots=True)
class Subsection:
    """Tiểu mục: Arabic number, counted within its section."""

    title: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A Roman-numbered heading of a report or plan: `I. ĐẶC ĐIỂM TÌNH HÌNH`."""

    title: str

    def __post_init__(self) -> None:
        _need(self.title, "A heading")


@dataclass(frozen=True, slots=True)
class Article:
    """Điều: number and title on one line; `number` only for inserted ones (`5a`)."""

    title: str = ""
    text: Text = ""
    number: str = ""

    def __post_init__(self) -> None:
        if not (self.title or plain(self.text)):
            raise PaperError("An article needs a title or a text.")


@dataclass(frozen=True, slots=True)
class Clause:
    """Khoản: Arabic number; a title stands on a line of its own before the text."""

    text: Text = ""
    title: str = ""
    number: str = ""

    def __post_init__(self) -> None:
        if not (self.title or plain(self.text)):
            raise PaperError("A clause needs a title or a text.")


@dataclass(frozen=True, slots=True)
class Point:
    """Điểm: Vietnamese letter; `number` only for inserted ones (`a1`)."""

    text: Text
    number: str = ""

    def __post_init__(self) -> None:
        _need(self.text, "A point")


@dataclass(frozen=True, slots=True)
class Bullets:
    """Lines that begin with a dash; not allowed in legal documents (Decree 78/2025 art. 63)."""

    items: tuple[Text, ...]

    def __post_init__(self) -> None:
        for item in self.items:
            _need(item, "A line of a list")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; a line break in the text starts a new line in the cell."""

    text: str = ""
    span: int = 1
    down: int = 1
    bold: bool = False
    italic: bool = False
    align: Align | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the cell, clean; an empty cell has one empty line."""
        return tuple(clean(line) for line in self.text.split("\n"))


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its share of the table's width and how its cells are aligned."""

    title: str
    share: float = 1.0
    align: Align = Align.LEFT


Row = tuple[str | Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head is repeated on every page; `head` replaces the row of titles."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    head: tuple[Row, ...] = ()
    size: float = 13
    has_head: bool = True

    def __post_init__(self) -> None:
        if not self.columns:
            raise PaperError("A table needs at least one column.")
        if any(column.share <= 0 for column in self.columns):
            raise PaperError("Every column of a table needs a width.")
        placed(self.head, len(self.columns))
        placed(self.rows, len(self.columns))

    @property
    def head_rows(self) -> tuple[Row, ...]:
        """The rows repeated at the top of every page."""
        if not self.has_head:
            return ()
        return self.head or (tuple(Cell(column.title) for column in self.columns),)

    @property
    def shares(self) -> tuple[float, ...]:
        """Width of each column as a share of 1."""
        total = sum(column.share for column in self.columns)
        return tuple(column.share / total for column in self.columns)


def cell_of(cell: str | Cell) -> Cell:
    """A cell of a row, which may be written as plain text."""
    return Cell(cell) if isinstance(cell, str) else cell


def placed(rows: tuple[Row, ...], width: int) -> list[list[tuple[int, Cell]]]:
    """The cells of each row with the column each begins in, under cells that reach down.

    Raises PaperError when a row leaves columns empty or has cells too many.
    """
    below = [0] * width  # how many more rows a cell from above still covers
    made = []
    for number, row in enumerate(rows, start=1):
        free = [place for place, left in enumerate(below) if not left]
        below = [max(0, left - 1) for left in below]
        if sum(cell_of(cell).span for cell in row) != len(free):
            raise PaperError(f"Row {number} of a table does not fill its {width} columns.")
        cells = []
        for cell in map(cell_of, row):
            cells.append((free[0], cell))
            for _ in range(cell.span):
                below[free.pop(0)] = cell.down - 1
        made.append(cells)
    return made


@dataclass(frozen=True, slots=True)
class QRCode:
    """A square code a phone can read, with the words that say what it opens."""

    payload: str
    caption: str
    size_mm: float = 25

    def __post_init__(self) -> None:
        _need(self.caption, "A QR code")
        if not self.payload or len(self.payload.encode()) > 1000:
            raise PaperError("A QR code holds between 1 and 1,000 bytes.")


Block = (
    Paragraph
    | Centred
    | Part
    | Chapter
    | Section
    | Subsection
    | Heading
    | Article
    | Clause
    | Point
    | Bullets
    | Table
    | QRCode
)


@dataclass(frozen=True, slots=True)
class Sitting:
    """One part of a programme: a day or half-day and what happens in it (time, item, by whom)."""

    title: str
    items: tuple[tuple[str, str, str], ...]


def programme_table(sittings: Iterable[Sitting]) -> Table:
    """The programme of a session or meeting as a table with one heading row per sitting."""
    rows: list[Row] = []
    for sitting in sittings:
        rows.append((Cell(sitting.title, span=3, bold=True, align=Align.LEFT),))
        rows.extend((time, content, by) for time, content, by in sitting.items)
    return Table(
        columns=(
            Column("Thời gian", 24, Align.CENTRE),
            Column("Nội dung", 96, Align.JUSTIFY),
            Column("Thực hiện", 45, Align.LEFT),
        ),
        rows=tuple(rows),
    )
