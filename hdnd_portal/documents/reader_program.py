"""Looks into a file in its own process: `python -I reader_program.py info|text|pages TYPE FILE N`.

It imports nothing of the portal, holds no secret and no connection, and gives itself limits of
memory and processor time before it opens the file, so that a malicious file costs one answer and
not the process that asked. Answers one line of JSON on standard output.
"""

import json
import resource
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

MEMORY = 1536 * 1024 * 1024  # bytes of address space
PDF = "application/pdf"
# By the end of the media type: folder of the content, main part, its root, what is counted in it.
OFFICE = {
    "document": ("word/", "word/document.xml", "document", ""),
    "sheet": ("xl/", "xl/workbook.xml", "workbook", "sheet"),
    "presentation": ("ppt/", "ppt/presentation.xml", "presentation", "sldId"),
    "text": ("", "content.xml", "document-content", ""),
    "spreadsheet": ("", "content.xml", "document-content", "table"),
}
# Where a program notes the number of pages: part, tag, attribute (or the tag's text).
NOTES = (
    ("docprops/app.xml", "Pages", ""),
    ("meta.xml", "document-statistic", "page-count"),
)
# Tags within tags; office programs stay far below a hundred.
DEPTH = 1000
PIECE = 1024 * 1024
# The least that an empty page takes in the main part: a paragraph with a page break.
BYTES_OF_A_PAGE = 20


def limit(seconds: int) -> None:
    """Bound this process: memory, processor seconds, no file written, no core dump."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def pdf_info(path: Path) -> dict[str, object]:
    """Pages of the PDF, or why it cannot be read."""
    import pikepdf  # noqa: PLC0415 -- after the limits are set

    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            pages = len(pdf.pages)
            if pages == 0:
                return {"problem": "broken"}
            # The first page must resolve: a file cut in the middle opens, repaired, but empty.
            pdf.pages[0].mediabox  # noqa: B018 -- raises where there is none
            return {"pages": pages}
    except pikepdf.PasswordError:
        return {"problem": "password"}
    except (pikepdf.PdfError, AttributeError, KeyError, ValueError, TypeError):
        return {"problem": "broken"}


def image_info(path: Path) -> dict[str, object]:
    """Frames of the picture, or why it cannot be read."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 -- after the limits are set

    try:
        with Image.open(path) as image:
            frames = getattr(image, "n_frames", 1)
            image.load()
    except Image.DecompressionBombError:
        return {"problem": "expands"}
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return {"problem": "broken"}
    return {"pages": frames}


class BrokenPart(Exception):
    """A part of an office file is not there, not XML, or XML that no office program writes."""


def office_info(media_type: str, path: Path) -> dict[str, object]:
    """What the office file says of its length, or why it cannot be opened.

    Every part that holds content must be well-formed XML. A document type is refused: neither form
    has one, and entities are declared nowhere else.
    """
    folder, main, root, counted = OFFICE[media_type.rpartition(".")[2]]
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.casefold(): name for name in archive.namelist()}
            if main not in names:
                return {"problem": "broken"}
            found = read_main(archive, names[main], counted)
            if found.root != root:
                return {"problem": "broken"}
            for name in names.values():
                if name != names[main] and is_content(name.casefold(), folder):
                    read_part(archive, name)
            if counted:
                return {"pages": None, "stated": found.count or None}
            return {"pages": None, "stated": stated_pages(archive, names, main)}
    except (BrokenPart, zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, EOFError):
        return {"problem": "broken"}


def is_content(name: str, folder: str) -> bool:
    """Whether the part must be read; without a folder all content lies at the top (ODF)."""
    if not folder:
        return name in {"content.xml", "styles.xml"}
    return name.startswith(folder) and name.endswith(".xml")


class MainPart:
    """What is looked for in the main part: its root, how deep it goes, what is counted."""

    def __init__(self, counted: str) -> None:
        self.root, self.count, self.depth, self._counted = "", 0, 0, counted

    def start(self, tag: str, _attributes: object) -> None:
        """A tag opens. Raises BrokenPart below a depth that no document has."""
        self.depth += 1
        if self.depth > DEPTH:
            raise BrokenPart("too deep")
        name = tag.rpartition("}")[2]
        self.root = self.root or name
        if name == self._counted:
            self.count += 1

    def end(self, _tag: str) -> None:
        """A tag closes."""
        self.depth -= 1


def read_main(archive: zipfile.ZipFile, name: str, counted: str) -> MainPart:
    """The main part, read to its end. Raises BrokenPart."""
    found = MainPart(counted)
    parser = xml_parser()
    parser.StartElementHandler = found.start
    parser.EndElementHandler = found.end
    feed(parser, archive, name)
    return found


def read_part(archive: zipfile.ZipFile, name: str) -> None:
    """Read a part to its end. Raises BrokenPart where it is not well-formed."""
    feed(xml_parser(), archive, name)


def xml_parser() -> expat.XMLParserType:
    """A parser that refuses every document type."""
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartDoctypeDeclHandler = refuse_document_type
    return parser


def refuse_document_type(*_declaration: object) -> None:
    """Raise BrokenPart."""
    raise BrokenPart("document type")


def feed(parser: expat.XMLParserType, archive: zipfile.ZipFile, name: str) -> None:
    """Let the parser read the part in pieces. Raises BrokenPart."""
    try:
        with archive.open(name) as part:
            while piece := part.read(PIECE):
                parser.Parse(piece, False)
            parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError, RuntimeError) as error:
        raise BrokenPart(name) from error


class Note:
    """Collects one value of the notes a program leaves in a file: a tag's text or attribute."""

    def __init__(self, tag: str, attribute: str) -> None:
        self.value, self._tag, self._attribute, self._inside = "", tag, attribute, False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A tag opens."""
        self._inside = is_named(tag, self._tag)
        if self._inside and self._attribute:
            named = (v for key, v in attributes.items() if is_named(key, self._attribute))
            self.value = next(named, "")

    def characters(self, text: str) -> None:
        """Text within the tag."""
        if self._inside and not self._attribute:
            self.value += text

    def end(self, _tag: str) -> None:
        """A tag closes."""
        self._inside = False


def stated_pages(archive: zipfile.ZipFile, names: dict[str, str], main: str) -> int | None:
    """Pages as the writing program noted them; None for a number that cannot be.

    Nobody has counted them: a note of more pages than the main part has room for is left out.
    """
    room = 1 + archive.getinfo(names[main]).file_size // BYTES_OF_A_PAGE
    for name, tag, attribute in NOTES:
        if name not in names:
            continue
        note = Note(tag, attribute)
        parser = xml_parser()
        parser.StartElementHandler = note.start
        parser.CharacterDataHandler = note.characters
        parser.EndElementHandler = note.end
        try:
            feed(parser, archive, names[name])
        except BrokenPart:
            return None
        text = note.value.strip()
        if len(text) <= 6 and text.isascii() and text.isdigit() and 1 <= int(text) <= room:
            return int(text)
    return None


def pdf_text(path: Path) -> Iterator[str]:
    """The text layer, page by page."""
    import pypdfium2  # noqa: PLC0415 -- after the limits are set

    document = pypdfium2.PdfDocument(path)
    for index in range(len(document)):
        page = document[index]
        layer = page.get_textpage()
        yield layer.get_text_range()
        layer.close()
        page.close()


def xml_text(path: Path, parts: tuple[str, ...], *, text: str, paragraph: str) -> Iterator[str]:
    """Text of the XML parts whose names start so, one piece for each paragraph."""
    from xml.etree.ElementTree import iterparse  # noqa: PLC0415 -- after the limits are set

    with zipfile.ZipFile(path) as archive:
        names = [n for n in archive.namelist() if n.startswith(parts) and n.endswith(".xml")]
        for name in names:
            with archive.open(name) as part:
                for _event, element in iterparse(part):  # noqa: S314 -- expat bounds entities
                    if not is_named(element.tag, paragraph):
                        continue
                    if text == paragraph:
                        yield "".join(element.itertext())
                    else:
                        found = (e.text or "" for e in element.iter() if is_named(e.tag, text))
                        yield "".join(found)
                    element.clear()


def is_named(tag: object, name: str) -> bool:
    """Whether the tag has the local name, whatever its namespace."""
    return isinstance(tag, str) and tag.rpartition("}")[2] == name


def sheet_text(path: Path) -> Iterator[str]:
    """Values of the cells, one row a line."""
    import openpyxl  # noqa: PLC0415 -- after the limits are set

    # As an open file: by a path, openpyxl looks at the extension, and blobs have none.
    with path.open("rb") as file:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        for sheet in book.worksheets:
            yield sheet.title
            for row in sheet.iter_rows(values_only=True):
                if line := "\t".join(str(value) for value in row if value is not None):
                    yield line


def text_of(media_type: str, path: Path) -> Iterator[str]:
    """The text of the file in pieces, by its kind; nothing for a picture."""
    if media_type == PDF:
        yield from pdf_text(path)
    elif media_type.endswith("wordprocessingml.document"):
        parts = ("word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes")
        yield from xml_text(path, parts, text="t", paragraph="p")
    elif media_type.endswith("spreadsheetml.sheet"):
        yield from sheet_text(path)
    elif media_type.endswith("presentationml.presentation"):
        yield from xml_text(path, ("ppt/slides/", "ppt/notesSlides/"), text="t", paragraph="p")
    elif "opendocument" in media_type:
        yield from xml_text(path, ("content",), text="p", paragraph="p")


def whole_text(media_type: str, path: Path, characters: int) -> dict[str, object]:
    """Up to so many characters of the file's text."""
    pieces: list[str] = []
    left = characters
    for piece in text_of(media_type, path):
        pieces.append(piece[:left])
        left -= len(piece) + 1
        if left <= 0:
            break
    return {"text": "\n".join(pieces)}


def text_by_page(path: Path, characters: int) -> dict[str, object]:
    """Up to so many characters of a PDF, page by page, or why it cannot be read."""
    pages: list[str] = []
    left = characters
    for piece in pdf_text(path):
        pages.append(piece[:left])
        left -= len(piece)
        if left <= 0:
            break
    return {"pages": pages}


def main() -> None:
    """Answer the question on the command line."""
    question, media_type, name, number = sys.argv[1:5]
    path = Path(name)
    limit(30 if question == "info" else 60)
    if question == "text":
        answer = whole_text(media_type, path, int(number))
    elif question == "pages":
        answer = text_by_page(path, int(number))
    elif media_type == PDF:
        answer = pdf_info(path)
    elif media_type.startswith("image/"):
        answer = image_info(path)
    else:
        answer = office_info(media_type, path)
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
