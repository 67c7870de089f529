"""What a file is, from its bytes; its name is only compared. Plain Python, no database.

The order matters: what is dangerous is recognised first, so that it is refused by its own name.
"""

import lzma
import zipfile
import zlib
from pathlib import Path
from xml.parsers import expat

import puremagic

from hdnd_portal.documents.kinds import (
    DOCX,
    JPEG,
    ODS,
    ODT,
    PDF,
    PNG,
    PPTX,
    TIFF,
    XLSX,
    FileRefused,
    Kind,
    Limits,
    Refusal,
)
from hdnd_portal.documents.names import extension_of

_EXECUTABLES = (b"MZ", b"\x7fELF", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!")
_EXECUTABLE_NAMES = frozenset(
    {"exe", "dll", "bat", "cmd", "com", "scr", "msi", "ps1", "vbs", "js", "jar", "apk", "sh", "lnk"}
)
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"MSCF")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
)
_HEAD = 4096
_OOXML_MAIN = {
    "wordprocessingml.document.main+xml": DOCX,
    "spreadsheetml.sheet.main+xml": XLSX,
    "presentationml.presentation.main+xml": PPTX,
}
_MAIN_PART = {DOCX: "word/document.xml", XLSX: "xl/workbook.xml", PPTX: "ppt/presentation.xml"}
_ODF = {kind.media_type: kind for kind in (ODT, ODS)}
_CHUNK = 1024 * 1024
# What a broken archive raises, according to how its parts were packed.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
)


def detect(path: Path, name: str, limits: Limits) -> Kind:
    """The kind of the file. Raises FileRefused for all that is not taken, macros and passwords too.

    The kind is only recognised here; whether the file can be read is for the reader program to say.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise FileRefused(Refusal.EMPTY, name)
    if head.startswith(_EXECUTABLES):
        raise FileRefused(Refusal.EXECUTABLE, name)
    if head.startswith(_ARCHIVES):
        raise FileRefused(Refusal.ARCHIVE, name)
    if head.startswith(_OLE):
        raise _ole_refusal(path, name)
    kind = _kind(path, head, name, limits)
    extension = extension_of(name)
    if extension in _EXECUTABLE_NAMES:
        raise FileRefused(Refusal.EXECUTABLE, name)
    if extension not in kind.extensions:
        raise FileRefused(Refusal.OTHER_EXTENSION, name, found=kind.extensions[0])
    return kind


def _kind(path: Path, head: bytes, name: str, limits: Limits) -> Kind:
    for magic, kind in _IMAGES:
        if head.startswith(magic):
            return kind
    # A PDF header may stand anywhere in the first 1,024 bytes (PDF 1.7, implementation note 13).
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(path, name, limits)
    raise _unknown_refusal(path, head, name)


def _unknown_refusal(path: Path, head: bytes, name: str) -> FileRefused:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<svg", b"<script", b"<?xml")):
        return FileRefused(Refusal.WEB_PAGE, name)
    extension = extension_of(name)
    if extension in _EXECUTABLE_NAMES:
        return FileRefused(Refusal.EXECUTABLE, name)
    if extension in {"html", "htm", "svg", "xhtml", "mht"}:
        return FileRefused(Refusal.WEB_PAGE, name)
    if extension in {"docm", "xlsm", "pptm", "dotm", "xltm"}:
        return FileRefused(Refusal.MACROS, name)
    if any(extension in kind.extensions for kind in (PDF, DOCX, XLSX, PPTX, ODT, ODS)):
        return FileRefused(Refusal.BROKEN, name)
    try:
        found = {match.extension.lstrip(".") for match in puremagic.magic_string(head)[:3]}
    except (puremagic.PureError, ValueError):
        found = set()
    if found & {"zip", "rar", "7z", "gz", "bz2", "xz", "tar", "cab", "iso"}:
        return FileRefused(Refusal.ARCHIVE, name)
    return FileRefused(Refusal.UNKNOWN, name)


def _ole_refusal(path: Path, name: str) -> FileRefused:
    """An OLE container is an encrypted OOXML file, or an Office file of before 2007.

    The old formats are not taken: they carry macros that only Office can find, have no page count
    and cannot be opened in a browser.
    """
    wanted = {
        "EncryptedPackage".encode("utf-16-le"): Refusal.PASSWORD,
        "_VBA_PROJECT".encode("utf-16-le"): Refusal.MACROS,
    }
    found: set[Refusal] = set()
    tail = b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            window = tail + chunk
            found |= {refusal for word, refusal in wanted.items() if word in window}
            tail = window[-64:]
    for refusal in (Refusal.PASSWORD, Refusal.MACROS):
        if refusal in found:
            return FileRefused(refusal, name)
    return FileRefused(Refusal.OLD_OFFICE, name)


def _zip_kind(path: Path, name: str, limits: Limits) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            return _member_kind(archive, name, limits)
    except UNREADABLE as error:
        raise FileRefused(Refusal.BROKEN, name) from error


def _member_kind(archive: zipfile.ZipFile, name: str, limits: Limits) -> Kind:
    entries = archive.infolist()
    if sum(entry.file_size for entry in entries) > limits.expanded_size:
        raise FileRefused(Refusal.EXPANDS, name)
    names = {entry.filename for entry in entries}
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise FileRefused(Refusal.PASSWORD, name)
    if "mimetype" in names:
        return _odf_kind(archive, names, name)
    if "[Content_Types].xml" not in names:
        extension = extension_of(name)
        office = any(extension in kind.extensions for kind in (DOCX, XLSX, PPTX))
        raise FileRefused(Refusal.BROKEN if office else Refusal.ARCHIVE, name)
    types = _content_types(archive, name)
    if any("vbaproject" in entry.lower() for entry in names) or any(
        "macroenabled" in text.lower() for text in types
    ):
        raise FileRefused(Refusal.MACROS, name)
    for suffix, kind in _OOXML_MAIN.items():
        if any(text.endswith(suffix) for text in types):
            if _MAIN_PART[kind] not in {entry.casefold() for entry in names}:
                raise FileRefused(Refusal.BROKEN, name)
            _test_parts(archive, entries, name)
            return kind
    raise FileRefused(Refusal.UNKNOWN, name)


def _test_parts(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str) -> None:
    """Read every part to its end, so that a cut file is found now and not by the reader."""
    for entry in entries:
        read = 0
        with archive.open(entry) as part:
            while chunk := part.read(_CHUNK):
                read += len(chunk)
                if read > entry.file_size:
                    raise FileRefused(Refusal.EXPANDS, name)


def _content_types(archive: zipfile.ZipFile, name: str) -> list[str]:
    """The content types the package declares."""
    with archive.open("[Content_Types].xml") as part:
        text = part.read(_CHUNK)
    found: list[str] = []

    def start(_tag: str, attributes: dict[str, str]) -> None:
        found.append(attributes.get("ContentType", ""))

    def refuse(*_declaration: object) -> None:
        raise FileRefused(Refusal.BROKEN, name)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    # A package has no document type (ECMA-376, part 2), and entities are declared nowhere else.
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(text, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise FileRefused(Refusal.BROKEN, name) from error
    return found


def _odf_kind(archive: zipfile.ZipFile, names: set[str], name: str) -> Kind:
    with archive.open("mimetype") as part:
        media_type = part.read(200).decode("ascii", "replace").strip()
    kind = _ODF.get(media_type)
    if kind is None:
        raise FileRefused(Refusal.UNKNOWN, name)
    if "META-INF/manifest.xml" in names:
        with archive.open("META-INF/manifest.xml") as part:
            if b"encryption-data" in part.read(_CHUNK):
                raise FileRefused(Refusal.PASSWORD, name)
    if any(entry.startswith(("Basic/", "Scripts/")) and not entry.endswith("/") for entry in names):
        raise FileRefused(Refusal.MACROS, name)
    if "content.xml" not in names:
        raise FileRefused(Refusal.BROKEN, name)
    _test_parts(archive, archive.infolist(), name)
    return kind
