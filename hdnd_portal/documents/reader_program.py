"""Looks into one file in a process of its own: `python -I reader_program.py info|text TYPE FILE N`.

It imports nothing of the portal, holds no secret and no connection, and gives itself limits of
memory and processor time before it opens the file, so that a malicious file costs one answer and
not the process that asked. Answers one line of JSON on standard output.
"""

import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

MEMORY = 1536 * 1024 * 1024  # bytes of address space
PDF = "application/pdf"


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


def main() -> None:
    """Answer the question on the command line."""
    question, media_type, name, number = sys.argv[1:5]
    path = Path(name)
    limit(60 if question == "text" else 30)
    if question == "text":
        answer = whole_text(media_type, path, int(number))
    elif media_type == PDF:
        answer = pdf_info(path)
    else:
        answer = image_info(path)
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
