"""A long letter cut into the parts that each answer something. Plain Python.

A part begins where the letter counts its answers: at "Câu 3", "1.", "2.1.", at a code, at a row of
a table. Which of its numbers count answers, and which count what stands within one, is told by what
they begin with: what was asked, or anything else.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from hdnd_portal.answer_letters.workflow import LetterRefused
from hdnd_portal.documents.paragraphs import Paragraph
from hdnd_portal.documents.table_rows import as_text, heading_key
from hdnd_portal.documents.tables import Line, Sheet
from hdnd_portal.ui.forms import clean_text
from hdnd_portal.ui.text import fold

MOST_PARTS = 500
# A heading above parts is not longer; what is asked stands in so many characters.
HEADING, OPENING = 160, 700

_WORD = re.compile(
    r"(?:cau hoi|cau|kien nghi|y kien|noi dung|van de|noi dung kien nghi|y kien, kien nghi)\s+"
    r"(?:so\s+|thu\s+)?(\d{1,4})\b\s*[.:)/\-–]*"
)
_NESTED = re.compile(r"(\d{1,3}(?:\.\d{1,4})+)[.):]?(?=\s)")
_NUMBER = re.compile(r"(\d{1,4})\s*[.):/](?=\s|$)|(\d{1,4})$")
_ROMAN = re.compile(r"([ivx]{1,6})\s*[.):/\-–](?=\s)")
_LETTER = re.compile(r"([a-z])\s*[.)](?=\s)")
_CODE = re.compile(r"\W{0,3}(?:\(?ma(?: so| kien nghi)?:?\s*)?(?:ck|kn)\s*[-–.]?\s*\d{1,18}\b")
_ASKS = re.compile(
    r"(?:\W|\d|\.)*(?:(?:noi dung kien nghi|noi dung y kien|y kien cu tri|kien nghi cua cu tri|"
    r"cu tri|nhan dan|ba con|nhieu y kien|de nghi|kien nghi|phan anh|noi dung hoi|hoi)\b)"
)
_ANSWERS = re.compile(
    r"(?:\W)*(?:(?:noi dung |y kien )?tra loi(?: cua [^:.]{2,60})?\s*[:.\-–]|ket qua giai quyet"
    r"|ve (?:van de|noi dung|kien nghi|y kien)(?: nay| tren)"
    r"|(?:so|uy ban nhan dan|ubnd|cong an|ban|bao hiem|thanh tra|chi cuc)\b[^.]{0,90}?"
    r"(?:co y kien|tra loi|bao cao|xin thong tin|giai trinh|tiep thu))"
)
# Words with which an answer goes on, where it is told from what was asked by nothing else.
_CUE = re.compile(
    r"(?:so |uy ban|ubnd |hien nay|hien |tiep thu|den nay|ngay \d|nam \d|thuc hien |theo quy dinh|"
    r"theo |qua kiem tra|qua ra soat|cong an |trong nam|trong thang|can cu|van de nay|noi dung nay|"
    r"do |tuyen duong nay|cong trinh )"
)
_CLOSING = re.compile(
    r"(?:tren day la|noi nhan\b|tran trong\b|kinh de nghi [^.]{0,80}(?:tong hop|bao cao)|"
    r"(?:so|uy ban nhan dan|ubnd)\b[^.]{0,80}(?:tran trong|kinh gui|kinh bao cao))"
)
_PREFIX = re.compile(
    r"^\W*(?:(?:nội dung |ý kiến )?trả lời(?: của [^:.\n]{2,60})?|kết quả giải quyết)\s*[:.\-–]\s*",
    re.IGNORECASE,
)
# Levels that may count answers, and how high each stands above the others.
_RANK = {"word": 1, "roman": 0, "number": 1, "nested": 2, "letter": 4, "code": 1}


@dataclass(slots=True)
class Cut:
    """A part of the letter: what was asked and what is answered, where they can be told apart."""

    label: str = ""
    page: int = 0
    asked: str = ""
    answer: str = ""
    # Preamble, closing: what answers nothing by its form.
    is_frame: bool = False
    paragraphs: list[str] = field(default_factory=list)

    @property
    def whole(self) -> str:
        """All of it."""
        return f"{self.asked}\n{self.answer}".strip()


@dataclass(frozen=True, slots=True)
class _Mark:
    """The number with which a paragraph begins: its level, its count, what follows it."""

    level: str
    above: str
    count: int
    label: str
    rest: str


def cut(paragraphs: Sequence[Paragraph], *, asks: Callable[[str], bool]) -> list[Cut]:
    """The letter in parts, in its order; `asks` says whether a text is like something awaited.

    Raises LetterRefused `letter_long`.
    """
    parts: list[Cut] = []
    run: list[Paragraph] = []
    for one in paragraphs:
        head = _head(one.table) if one.table is not None else None
        if one.table is None or head is None:
            run.append(one)
            continue
        parts += _of_text(run, asks, is_last=False)
        run = []
        parts += _of_table(one.table, head, one.page)
    parts += _of_text(run, asks, is_last=True)
    if sum(not one.is_frame for one in parts) > MOST_PARTS:
        raise LetterRefused("letter_long", most=MOST_PARTS)
    return [one for one in parts if one.whole]


def _of_text(
    paragraphs: list[Paragraph], asks: Callable[[str], bool], *, is_last: bool
) -> list[Cut]:
    if not paragraphs:
        return []
    marks = [_mark(one.text) for one in paragraphs]
    openings = [_opening(paragraphs, marks, at) for at in range(len(paragraphs))]
    asked = [_ASKS.match(fold(text)) is not None or asks(text) for text in openings]
    starts = _starts(marks, asked)
    parts = [Cut(is_frame=True)]
    heading = ""
    for at, one in enumerate(paragraphs):
        mark = marks[at]
        if at in starts:
            label = mark.label if mark else ""
            parts.append(Cut(label=_joined(heading, label), page=one.page))
            text = mark.rest if mark and mark.level != "code" else one.text
        elif _is_heading(one, mark, at, starts, marks):
            heading = one.text
            continue
        elif is_last and len(parts) > 1 and _CLOSING.match(fold(one.text)):
            parts.append(Cut(page=one.page, is_frame=True))
            parts[-1].paragraphs += [rest.text for rest in paragraphs[at:]]
            break
        else:
            text = one.text
        parts[-1].page = parts[-1].page or one.page
        if text:
            parts[-1].paragraphs.append(text)
    for part in parts:
        _tell_apart(part)
    return parts


def _joined(heading: str, label: str) -> str:
    return " – ".join(one for one in (heading[:HEADING], label) if one)


def _mark(text: str) -> _Mark | None:
    # One letter for each, so that what is found in it ends at the same place of the text.
    folded = "".join((fold(letter) or " ")[0] for letter in text[:60])
    found = _CODE.match(folded)
    if found:
        return _Mark("code", "", 0, "", text)
    for level, form in (("word", _WORD), ("nested", _NESTED), ("number", _NUMBER),
                        ("roman", _ROMAN), ("letter", _LETTER)):  # fmt: skip
        found = form.match(folded)
        if found is None:
            continue
        said = next((one for one in found.groups() if one), "")
        end = found.end()
        rest = re.sub(r"^[\s.:)/\-–]+", "", text[end:])
        above, _dot, own = said.rpartition(".")
        name = f"nested{said.count('.')}" if level == "nested" else level
        label = text[:end].strip().rstrip(":–-").strip()
        return _Mark(name, above, int(own) if own.isdecimal() else 0, label, rest)
    return None


def _opening(paragraphs: Sequence[Paragraph], marks: Sequence[_Mark | None], at: int) -> str:
    """What stands first after the number, from the next lines where it stands alone."""
    mark = marks[at]
    text = mark.rest if mark else paragraphs[at].text
    for one in paragraphs[at + 1 : at + 8]:
        if len(text) >= 60 or (mark and _mark(one.text)):
            break
        text = f"{text} {one.text}".strip()
    return text[:OPENING]


def _starts(marks: Sequence[_Mark | None], asked: Sequence[bool]) -> set[int]:
    """Where parts begin: the paragraphs of each level that counts what was asked."""
    places: dict[str, list[int]] = {}
    for at, mark in enumerate(marks):
        if mark is not None:
            places.setdefault(mark.level, []).append(at)
    starts: set[int] = set()
    if "word" in places and len(places["word"]) > 1:
        starts |= set(places.pop("word"))
    for level, ats in places.items():
        share = sum(asked[at] for at in ats)
        if level == "code":
            starts |= set(ats)
        elif share and (share * 2 >= len(ats) or share >= 3):
            starts |= set(_counted(ats, marks, asked))
    if not starts:
        # Nothing is counted: each paragraph that says what was asked begins a part.
        starts = {at for at, holds in enumerate(asked) if holds and marks[at] is None}
        starts = {at for at in starts if at - 1 not in starts}
    return starts


def _counted(
    ats: Sequence[int], marks: Sequence[_Mark | None], asked: Sequence[bool]
) -> Iterator[int]:
    """Those that ask, and between them those that go on counting."""
    last: _Mark | None = None
    for place, at in enumerate(ats):
        mark = marks[at]
        assert mark is not None  # noqa: S101 -- only marked paragraphs are asked about
        goes_on = last is not None and (mark.above, mark.count) == (last.above, last.count + 1)
        if asked[at] or (goes_on and not _comes(mark, ats[place + 1 :], marks, asked)):
            last = mark
            yield at


def _comes(
    mark: _Mark, ats: Sequence[int], marks: Sequence[_Mark | None], asked: Sequence[bool]
) -> bool:
    """Whether one that asks has the same number, before the letter counts from the start again."""
    for at in ats:
        found = marks[at]
        if found is None or not asked[at]:
            continue
        if (found.above, found.count) == (mark.above, mark.count):
            return True
        if found.count <= 1:
            return False
    return False


def _is_heading(
    one: Paragraph,
    mark: _Mark | None,
    at: int,
    starts: set[int],
    marks: Sequence[_Mark | None],
) -> bool:
    """Whether a short paragraph with a number of a higher level stands above the next part."""
    if mark is None or len(one.text) > HEADING:
        return False
    below = next((marks[later] for later in sorted(starts) if later > at), None)
    if below is None:
        return False
    close = min(later for later in starts if later > at) - at <= 2
    return close and _rank(mark) < _rank(below)


def _rank(mark: _Mark) -> int:
    if mark.level.startswith("nested"):
        return 1 + int(mark.level[6:])
    return _RANK[mark.level]


def _tell_apart(part: Cut) -> None:
    """What was asked and what is answered, where a sign stands between them."""
    lines = part.paragraphs
    if part.is_frame:
        part.answer = "\n".join(lines)
        return
    at = next((n for n, text in enumerate(lines) if n and _ANSWERS.match(fold(text[:200]))), None)
    if at is None:
        at = _inside(part)
        lines = part.paragraphs
    if at is None and len(lines) > 1:
        cues = (n for n, text in enumerate(lines) if n and _CUE.match(fold(text[:60])))
        at = next(cues, 1 if _ASKS.match(fold(lines[0][:80])) else None)
    asked, answer = (lines[:at], lines[at:]) if at else ([], lines)
    part.asked = clean_text("\n".join(asked))
    part.answer = _PREFIX.sub("", clean_text("\n".join(answer)))


def _inside(part: Cut) -> int | None:
    """The line after which the answer begins where both stand in one paragraph; it is parted."""
    for at, text in enumerate(part.paragraphs):
        found = re.search(r"(?<=[.;?!”\"])\s+(?=(?:nội dung )?trả lời\s*:)", text, re.IGNORECASE)
        if found is None and at == 0 and _ASKS.match(fold(text[:80])):
            ends = re.finditer(r"(?<=[.;?!])\s+(?=\w)", text)
            found = next((one for one in ends if _CUE.match(fold(text[one.end() :][:60]))), None)
        if found is not None:
            part.paragraphs[at : at + 1] = [text[: found.start()], text[found.end() :]]
            return at + 1
    return None


@dataclass(frozen=True, slots=True)
class _Head:
    at: int
    asked: int
    answer: int
    number: int | None
    also: tuple[int, ...]


def _head(sheet: Sheet) -> _Head | None:
    """The columns of a table of answers; None for another table, such as that of the signature."""
    for at, line in enumerate(sheet.lines[:4]):
        names = {column: heading_key(value) for column, value in sorted(line.cells.items())}
        numbers = [c for c, key in names.items() if key in {"stt", "tt", "so tt", "so thu tu"}]
        answer = _column(names, ("tra loi", "ket qua", "giai quyet", "giai trinh", "tiep thu"), ())
        asked = _column(names, ("kien nghi", "y kien", "noi dung", "phan anh"), answer)
        if answer and asked:
            also = [
                c for c, key in names.items() if key.startswith(("ma", "xa", "dia ban", "noi "))
            ]
            return _Head(
                at, asked[0], answer[-1], numbers[0] if numbers else None,
                tuple(c for c in also if c not in {asked[0], answer[-1]}),
            )  # fmt: skip
    return None


def _column(names: dict[int, str], words: Iterable[str], without: Sequence[int]) -> list[int]:
    """Columns whose heading has one of the words; who answers is no answer."""
    people = ("co quan", "don vi", "nguoi", "ngay", "thoi", "ma ", "so ")
    return [
        column
        for column, key in names.items()
        if column not in without and not key.startswith(people) and any(w in key for w in words)
    ]


def _of_table(sheet: Sheet, head: _Head, page: int) -> list[Cut]:
    """A part for each row; a cell merged over rows belongs to all of them."""
    parts: list[Cut] = []
    heading = ""
    for line in sheet.lines[head.at + 1 :]:
        asked, answer = _cell(line, head.asked), _cell(line, head.answer)
        if _is_numbering(line):
            continue
        if not answer and len(line.cells) <= 2 and head.answer not in line.merged:
            heading = clean_text(" ".join(as_text(value) for value in line.cells.values()))
            continue
        if parts and asked and not answer and head.answer in line.merged:
            parts[-1].asked = f"{parts[-1].asked}\n{_also(line, head)}{asked}".strip()
        elif parts and answer and not asked:
            parts[-1].answer = f"{parts[-1].answer}\n{answer}".strip()
        else:
            number = _cell(line, head.number) if head.number else ""
            label = _joined(heading, number)
            parts.append(Cut(label, page, f"{_also(line, head)}{asked}", answer))
    return parts


def _is_numbering(line: Line) -> bool:
    """The row below the headings that counts the columns: (1) (2) (3)."""
    said = [as_text(value) for value in line.cells.values()]
    return len(said) > 1 and all(re.fullmatch(r"\W*\d\W*", one) for one in said)


def _cell(line: Line, column: int) -> str:
    return clean_text(as_text(line.cells.get(column)))


def _also(line: Line, head: _Head) -> str:
    """Code and place, which stand before what was asked."""
    said = " – ".join(text for column in head.also if (text := _cell(line, column)))
    return f"{said}: " if said else ""
