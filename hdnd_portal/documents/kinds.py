"""Kinds of file the portal takes, and the reasons for which a file is refused. Plain Python."""

from dataclasses import dataclass
from enum import StrEnum


class Refusal(StrEnum):
    """Why a file was not taken; the sentences stand in `labels.py`."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_PAGES = "too_many_pages"
    EXECUTABLE = "executable"
    MACROS = "macros"
    PASSWORD = "password"  # noqa: S105 -- the name of a refusal, not a password
    BROKEN = "broken"
    ARCHIVE = "archive"
    WEB_PAGE = "web_page"
    OLD_OFFICE = "old_office"
    UNKNOWN = "unknown"
    OTHER_EXTENSION = "other_extension"
    EXPANDS = "expands"
    TOO_SLOW = "too_slow"
    UNCHANGED = "unchanged"


class FileRefused(Exception):
    """The file was not taken: the refusal, the name it came with, and what the sentence needs."""

    def __init__(self, refusal: Refusal, name: str, **details: int | str) -> None:
        self.refusal = refusal
        self.name = name
        self.details = details
        super().__init__(f"{refusal}: {name!r} {details}")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is taken: its media type and the extensions it may bear."""

    media_type: str
    extensions: tuple[str, ...]
    has_text: bool = False
    opens_in_browser: bool = False


_OOXML = "application/vnd.openxmlformats-officedocument."
PDF = Kind("application/pdf", ("pdf",), has_text=True, opens_in_browser=True)
DOCX = Kind(f"{_OOXML}wordprocessingml.document", ("docx",), has_text=True)
XLSX = Kind(f"{_OOXML}spreadsheetml.sheet", ("xlsx",), has_text=True)
PPTX = Kind(f"{_OOXML}presentationml.presentation", ("pptx",), has_text=True)
ODT = Kind("application/vnd.oasis.opendocument.text", ("odt",), has_text=True)
ODS = Kind("application/vnd.oasis.opendocument.spreadsheet", ("ods",), has_text=True)
JPEG = Kind("image/jpeg", ("jpg", "jpeg"), opens_in_browser=True)
PNG = Kind("image/png", ("png",), opens_in_browser=True)
TIFF = Kind("image/tiff", ("tif", "tiff"))
# What the portal makes itself; nobody may upload one.
ZIP = Kind("application/zip", ("zip",))

TAKEN = (PDF, DOCX, XLSX, PPTX, ODT, ODS, JPEG, PNG, TIFF)
BY_MEDIA_TYPE = {kind.media_type: kind for kind in (*TAKEN, ZIP)}
IMAGES = frozenset({JPEG.media_type, PNG.media_type, TIFF.media_type})
# For the `accept` attribute of file fields.
ACCEPT = ",".join(f".{extension}" for kind in TAKEN for extension in kind.extensions)


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one file; `reading_seconds` is wall time of the program that looks into it."""

    size: int
    pages: int
    expanded_size: int
    reading_seconds: int
    text_characters: int
