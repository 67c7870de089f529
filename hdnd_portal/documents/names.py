"""Names of files as they are kept and shown. Plain Python."""

import re
import unicodedata

LONGEST_NAME = 200
# Controls, and the marks that turn the reading direction: "bao-cao\u202efdp.exe" reads as a PDF.
_UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_SPACES = re.compile(r"\s+")
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def one_line(text: str) -> str:
    """The text in NFC, without controls and direction marks, spaces joined, ends trimmed."""
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", text))
    return _UNPRINTABLE.sub("", text).strip()


def clean_name(name: str) -> str:
    """A file name safe on every system: NFC, no folders, no control or forbidden characters.

    The extension is kept when the name must be cut to 200 characters.
    """
    name = name.replace("\\", "/").rsplit("/", 1)[-1]
    name = _FORBIDDEN.sub("_", one_line(name)).strip(". ")
    if not name:
        name = "tep"
    if _RESERVED.match(name):
        name = f"_{name}"
    if len(name) > LONGEST_NAME:
        stem, dot, extension = name.rpartition(".")
        if dot and len(extension) <= 10:
            name = stem[: LONGEST_NAME - len(extension) - 1].rstrip() + dot + extension
        else:
            name = name[:LONGEST_NAME].rstrip()
    return name


def extension_of(name: str) -> str:
    """The extension in lower case, without the dot; empty if there is none."""
    stem, dot, extension = name.rpartition(".")
    return extension.lower() if dot and stem else ""


def unique_name(name: str, taken: set[str]) -> str:
    """The name, with a number where another of the folder has it (compared without case)."""
    stem, dot, extension = name.rpartition(".")
    if not (dot and stem):
        stem, dot, extension = name, "", ""
    candidate, count = name, 1
    while candidate.casefold() in taken:
        count += 1
        candidate = f"{stem} ({count}){dot}{extension}"
    taken.add(candidate.casefold())
    return candidate
