"""Paragraphs and tables of a text document or a PDF, in the order in which they are read.

Numbers that the program of the writer counts by itself ("1.", "a)") are counted again here: they
stand in no text of the file.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from hdnd_portal.documents.reader import ask
from hdnd_portal.documents.tables import Sheet, TableRefused, read_tables
from hdnd_portal.ui.forms import clean_text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PDF = "application/pdf"
# Where a line of a PDF begins a paragraph, and where one ends; the others go on.
_BEGINS = re.compile(
    r"\d{1,4}\s*(?:[.):/](?=\s|$)|$)|\d+(?:\.\d+)+[.)]?\s|[IVX]{1,6}\s*[.)/]\s|[a-zđ]\s*[.)]\s|[-–+•*]\s"
    r"|(?:Câu|Kiến nghị số|Nội dung|Trả lời|Kính gửi|Nơi nhận|Trên đây|Số\s*:|Cử tri)\b"
)
_ENDS = re.compile(r"[.:!?]\W*$|^\d{1,4}$")
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, or a whole table, whose text is that of its cells.

    `page` counts from 1; 0 where the file does not say on which page it stands.
    """

    text: str
    page: int
    table: Sheet | None = None


def paragraphs_of(path: Path, media_type: str, *, seconds: int, characters: int) -> list[Paragraph]:
    """What stands in a DOCX or a PDF. Raises ReaderFailed, TableRefused `import_unreadable`."""
    if media_type == PDF:
        pages = ask("pages", path, media_type, seconds=seconds, number=characters)["pages"]
        return list(_joined(_lines(pages)))
    try:
        return list(_document(path.read_bytes()))
    except (KeyError, ValueError, zipfile.BadZipFile, ElementTree.ParseError) as error:
        raise TableRefused("import_unreadable") from error


def _lines(pages: Sequence[str]) -> Iterator[Paragraph]:
    """Lines of a PDF, without what stands at the head or foot of nearly every page."""
    split = [[clean_text(one) for one in re.split(r"[\r\n]+", page)] for page in pages]
    lines = [[one for one in page if one] for page in split]
    seen: dict[str, int] = {}
    for page in lines:
        for one in {*page[:2], *page[-2:]}:
            seen[one] = seen.get(one, 0) + 1
    running = {one for one, count in seen.items() if count > 3 and count * 2 > len(lines)}
    for number, page in enumerate(lines, start=1):
        for at, line in enumerate(page):
            is_edge = at < 2 or at >= len(page) - 2
            if is_edge and (line in running or line.strip("-– ") == str(number)):
                continue
            yield Paragraph(line, number)


def _joined(lines: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Lines of one paragraph as one: where it ends is told by signs, for the file does not say."""
    last: Paragraph | None = None
    for line in lines:
        if last is None:
            last = line
        elif _ENDS.search(last.text) or _BEGINS.match(line.text):
            yield last
            last = line
        else:
            last = Paragraph(f"{last.text} {line.text}", last.page)
    if last is not None:
        yield last


class _Numbers:
    """The numbers that lists of the document count."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        names = set(archive.namelist())
        if "word/numbering.xml" in names:
            self._read_levels(_parsed(archive, "word/numbering.xml"))
        if "word/styles.xml" in names:
            for style in _parsed(archive, "word/styles.xml").iter(f"{W}style"):
                found = _list_of(style)
                if found is not None:
                    self._styles[style.get(f"{W}styleId", "")] = found

    def _read_levels(self, root: Any) -> None:
        forms = {}
        for abstract in root.iter(f"{W}abstractNum"):
            forms[abstract.get(f"{W}abstractNumId")] = {
                int(level.get(f"{W}ilvl", "0")): (
                    _value(level, "numFmt", "decimal"),
                    _value(level, "lvlText", ""),
                    int(_value(level, "start", "1")),
                )
                for level in abstract.iter(f"{W}lvl")
            }
        for number in root.iter(f"{W}num"):
            form = forms.get(_value(number, "abstractNumId", ""))
            if form:
                self._levels[number.get(f"{W}numId", "")] = form

    def of(self, paragraph: Any) -> str:
        """What stands before the paragraph, such as "1." or "a)"; nothing for a dash."""
        found = _list_of(paragraph)
        form = paragraph.find(f"{W}pPr")
        if found is None and form is not None:
            found = self._styles.get(_value(form, "pStyle", ""))
        if found is None or found[0] not in self._levels:
            return ""
        key, level = found
        levels = self._levels[key]
        if level not in levels or levels[level][0] == "bullet":
            return ""
        counts = self._counts.setdefault(key, {})
        counts[level] = counts.get(level, levels[level][2] - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]

        def number(sign: re.Match[str]) -> str:
            at = int(sign[1]) - 1
            kind, _form, start = levels.get(at, ("decimal", "", 1))
            return _written(counts.get(at, start), kind)

        return re.sub(r"%(\d)", number, levels[level][1])


def _written(count: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (count - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"lowerRoman", "upperRoman"} and count < 40:
        text = ""
        for value, sign in _ROMAN:
            while count >= value:
                text, count = text + sign, count - value
        return text if form == "upperRoman" else text.lower()
    return str(count)


def _list_of(parent: Any) -> tuple[str, int] | None:
    """The list to which a paragraph or style belongs, and how deep."""
    found = parent.find(f"{W}pPr/{W}numPr")
    if found is None:
        return None
    level = _value(found, "ilvl", "0")
    return _value(found, "numId", ""), int(level) if level.isdecimal() else 0


def _value(parent: Any, name: str, default: str) -> str:
    found = parent.find(f"{W}{name}")
    return default if found is None else str(found.get(f"{W}val", default))


def _parsed(archive: zipfile.ZipFile, name: str) -> Any:
    # What came in was looked at: it declares no document type, so no entity either.
    return ElementTree.fromstring(archive.read(name))  # noqa: S314


def _document(data: bytes) -> Iterator[Paragraph]:
    tables = read_tables(data, "docx")  # refuses what expands too far
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = _parsed(archive, "word/document.xml")
        numbers = _Numbers(archive)
    places = {id(table): at for at, table in enumerate(root.iter(f"{W}tbl"))}
    # Pages as the program last laid them out; a file that says nothing of them has none.
    page = 1 if next(root.iter(f"{W}lastRenderedPageBreak"), None) is not None else 0
    for element in _blocks(root.find(f"{W}body")):
        if element.tag == f"{W}tbl":
            table = tables[places[id(element)]]
            yield Paragraph("\n".join(_cells(table)), page, table=table)
            page += page and _breaks(element)
            continue
        text = clean_text("".join(_said(element)))
        number = numbers.of(element)
        ahead = page and _begins_page(element)
        if text:
            yield Paragraph(f"{number} {text}" if number else text, page + ahead)
        page += page and _breaks(element)


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables, also those in a content control or a tracked change."""
    for child in parent if parent is not None else ():
        if child.tag in {f"{W}p", f"{W}tbl"}:
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"}:
            yield from _blocks(child)


def _breaks(element: Any) -> int:
    return sum(1 for _one in element.iter(f"{W}lastRenderedPageBreak"))


def _begins_page(paragraph: Any) -> int:
    """1 where the page breaks before the first word, else 0."""
    for part in paragraph.iter():
        if part.tag == f"{W}lastRenderedPageBreak":
            return 1
        if part.tag == f"{W}t" and (part.text or "").strip():
            return 0
    return 0


def _said(paragraph: Any) -> Iterator[str]:
    for part in paragraph.iter():
        if part.tag == f"{W}t":
            yield part.text or ""
        elif part.tag == f"{W}tab":
            yield " "
        elif part.tag in {f"{W}br", f"{W}cr"}:
            yield "\n"


def _cells(table: Any) -> Iterator[str]:
    for line in table.lines:
        for _column, value in sorted(line.cells.items()):
            yield str(value)
