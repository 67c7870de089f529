"""Real files for the tests: made by the programs that make such files, then bent where needed."""

import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pikepdf
from PIL import Image

MINIMAL_EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"\x00" * 200
OLE_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def pdf(pages: int = 1, *, text: str = "") -> bytes:
    """A PDF of so many A4 pages; each says its number and the (ASCII) text in Helvetica."""
    document = pikepdf.new()
    font = document.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1)
    )
    font.BaseFont = pikepdf.Name.Helvetica
    for number in range(1, pages + 1):
        document.add_blank_page(page_size=(595.28, 841.89))
        page = document.pages[-1]
        words = f"BT /F1 14 Tf 72 760 Td (Page {number} {text}) Tj ET"
        page.Contents = document.make_stream(words.encode("ascii"))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def locked_pdf(password: str) -> bytes:
    """A PDF that asks for a password when it is opened."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.save(out, encryption=pikepdf.Encryption(owner=password, user=password, R=6))
    return out.getvalue()


def word(text: str = "Tờ trình về dự toán ngân sách") -> bytes:
    """A DOCX with one paragraph."""
    document = docx.Document()
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def sheet(value: str = "Dự toán thu") -> bytes:
    """An XLSX with one row."""
    book = openpyxl.Workbook()
    book.active.append([value, 1250])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def open_text(text: str = "Báo cáo", *, locked: bool = False) -> bytes:
    """An ODT with one paragraph; `locked` marks its content as encrypted."""
    out = io.BytesIO()
    encryption = "<manifest:encryption-data/>" if locked else ""
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            '<?xml version="1.0"?><o:document-content'
            ' xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
            ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><o:body><o:text>'
            f"<text:p>{text}</text:p></o:text></o:body></o:document-content>",
        )
        archive.writestr("META-INF/manifest.xml", f"<m>{encryption}</m>")
    return out.getvalue()


def picture(form: str = "PNG") -> bytes:
    """A small picture in the given form of Pillow."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (12, 90, 90)).save(out, form)
    return out.getvalue()


def scan(form: str) -> bytes:
    """A PDF of one scanned page, black in its middle: "G4" (fax) or "JPX" (JPEG 2000)."""
    page = Image.new("L", (600, 800), 255)
    page.paste(0, (200, 300, 400, 500))
    if form == "G4":
        picture_form, coded = "TIFF", page.convert("1")
        options: dict[str, object] = {"compression": "group4", "strip_size": 1 << 20}
    else:
        picture_form, coded, options = "JPEG2000", page, {"no_jp2": False}
    out = io.BytesIO()
    coded.save(out, picture_form, **options)
    document = pikepdf.new()
    document.add_blank_page(page_size=(300, 400))
    if form == "G4":
        with Image.open(out) as tiff:
            (at,), (length,) = tiff.tag_v2[273], tiff.tag_v2[279]
            is_black_one = tiff.tag_v2[262] == 0
        stream = document.make_stream(out.getvalue()[at : at + length])
        stream.Filter = pikepdf.Name.CCITTFaxDecode
        stream.DecodeParms = pikepdf.Dictionary(
            K=-1, Columns=600, Rows=800, BlackIs1=not is_black_one
        )
        stream.BitsPerComponent = 1
    else:
        stream = document.make_stream(out.getvalue())
        stream.Filter = pikepdf.Name.JPXDecode
        stream.BitsPerComponent = 8
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    stream.Width, stream.Height = 600, 800
    stream.ColorSpace = pikepdf.Name.DeviceGray
    first = document.pages[0]
    first.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=stream))
    first.Contents = document.make_stream(b"q 300 0 0 400 0 0 cm /Im0 Do Q")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def with_member(package: bytes, name: str, content: bytes) -> bytes:
    """The package with one more part in it."""
    out = io.BytesIO(package)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, content)
    return out.getvalue()


def with_part(package: bytes, name: str, content: bytes | None) -> bytes:
    """The package with one part replaced, or left out where `content` is None; its ZIP is whole."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        assert name in source.namelist()
        for entry in source.infolist():
            kept = source.read(entry) if entry.filename != name else content
            if kept is not None:
                target.writestr(entry.filename, kept)
    return out.getvalue()


def slides(count: int = 2) -> bytes:
    """A PPTX of so many empty slides."""
    main = "application/vnd.openxmlformats-officedocument.presentationml"
    drawing = "http://schemas.openxmlformats.org/presentationml/2006/main"
    whole = f"{main}.presentation.main+xml"
    names = [f"ppt/slides/slide{number}.xml" for number in range(1, count + 1)]
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{main}.slide+xml"/>' for name in names
    )
    ids = "".join(f'<p:sldId id="{255 + number}"/>' for number in range(1, count + 1))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/ppt/presentation.xml" ContentType="{whole}"/>'
            f"{types}</Types>",
        )
        archive.writestr(
            "ppt/presentation.xml",
            f'<p:presentation xmlns:p="{drawing}"><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>',
        )
        for name in names:
            archive.writestr(name, f'<p:sld xmlns:p="{drawing}"/>')
    return out.getvalue()


def with_content_type(package: bytes, old: str, new: str) -> bytes:
    """The OOXML package with its declared content types bent."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "[Content_Types].xml":
                content = content.replace(old.encode(), new.encode())
            target.writestr(entry.filename, content)
    return out.getvalue()


def written(path: Path, content: bytes) -> Path:
    """The path, with the bytes in it."""
    path.write_bytes(content)
    return path
