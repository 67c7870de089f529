"""The DOCX of a paper: the same lines as the PDF, with Times New Roman on the reader's machine."""

import io
from collections.abc import Iterable
from datetime import datetime, time, timedelta, timezone
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.shared import Mm, Pt
from docx.table import _Cell

from hdnd_portal.documents.papers import word_parts as parts
from hdnd_portal.documents.papers.blocks import Align, Cell, QRCode, Table, placed
from hdnd_portal.documents.papers.description import (
    CopyBlock,
    Issuer,
    Paper,
    Recipients,
    Signature,
)
from hdnd_portal.documents.papers.flow import Line, Piece, bases, flow
from hdnd_portal.documents.papers.fonts import fonts_dir
from hdnd_portal.documents.papers.kinds import Regime
from hdnd_portal.documents.papers.layout import (
    BODY_PT,
    GAP_PT,
    INDENT_MM,
    ISSUER_MM,
    KEPT_RECIPIENTS,
    LANDSCAPE_TEXT_MM,
    LARGE_PT,
    MM,
    STATE_MM,
    TEXT_MM,
    WORD_LINE,
    Signed,
    kept_before_signature,
    signed,
    signed_pair,
    title_lines,
)
from hdnd_portal.documents.papers.qr import png
from hdnd_portal.documents.papers.word_head import (
    cell_line,
    centred,
    issuer_lines,
    write_addressees,
    write_attached_title,
    write_head,
    write_title,
)

# Word sets lines without kerning, a little wider than the PDF: TM. THƯỜNG TRỰC … needs the room.
SIGNED_MM = (65.0, 100.0)
VIETNAM = timezone(timedelta(hours=7))
_EPOCH = (1980, 1, 1, 0, 0, 0)


def render_docx(paper: Paper) -> bytes:
    """The paper as an editable DOCX; the same paper always gives the same bytes."""
    fonts_dir()  # lines are broken and rules measured with the widths of the fonts
    document = docx.Document()
    _prepare(document, paper)
    if paper.attached_to:
        write_attached_title(document, paper)
    else:
        write_head(document, paper)
        write_title(document, paper)
    write_addressees(document, paper)
    for place, text in enumerate(paper.authority):
        centred(document, text, before=10 if not place else 0, bold=True)
    last = ";" if paper.kind.regime is Regime.LEGAL else "."
    _pieces(document, bases(paper.bases, last_mark=last))
    if paper.enacting:
        centred(document, paper.enacting, before=10, bold=True)
    size = LARGE_PT if paper.large_print else BODY_PT
    _pieces(document, flow(paper.body), end=bool(paper.signatures), size=size)
    if paper.closing:
        made = parts.form(
            document.add_paragraph(),
            indent_mm=INDENT_MM,
            before=GAP_PT,
            line=WORD_LINE,
            keep_next=True,
        )
        parts.add_run(made, paper.closing, size=BODY_PT, italic=True)
    _end(document, paper.signatures, paper.recipients)
    if paper.drafter:
        made = parts.form(document.add_paragraph(), align=Align.LEFT, before=14)
        parts.add_run(made, paper.drafter, size=11)
    if paper.copy:
        _copy(document, paper.copy)
    for index in range(len(paper.appendices)):
        _appendix(document, paper, index)
    return _packed(document)


def _prepare(document: Document, paper: Paper) -> None:
    parts.defaults(document, BODY_PT)
    section = document.sections[0]
    parts.page(section, landscape=False)
    _page_number(section.header)
    if paper.contact:
        made = parts.form(section.first_page_footer.paragraphs[0], align=Align.CENTRE)
        borders = parts.element("pBdr")
        borders.append(parts.element("top", val="single", sz="6", space="2", color="000000"))
        made._element.get_or_add_pPr().insert_element_before(
            borders, "w:spacing", "w:ind", "w:jc", "w:rPr"
        )
        parts.add_run(made, paper.contact, size=11)
    core = document.core_properties
    core.title, core.author, core.language = paper.title[:255], paper.issuer.full_name, "vi-VN"
    core.comments = core.keywords = ""
    moment = paper.created
    if moment is None and paper.place_date and paper.place_date.on:
        moment = datetime.combine(paper.place_date.on, time(), VIETNAM)
    # A document without a date gets a fixed one: the same paper must give the same bytes.
    moment = (moment or datetime(2000, 1, 1, tzinfo=VIETNAM)).replace(tzinfo=None)
    core.created = core.modified = moment
    core.last_modified_by = paper.issuer.full_name


def _page_number(header: object) -> None:
    paragraph = header.paragraphs[0]  # type: ignore[attr-defined]
    parts.form(paragraph, align=Align.CENTRE)
    parts.page_field(paragraph)


def _pieces(
    document: Document,
    pieces: Iterable[Piece],
    *,
    end: bool = False,
    room_mm: float = TEXT_MM,
    size: float = BODY_PT,
) -> None:
    """Lines, tables and codes; with `end` the last ones stay with the signature below them."""
    listed = list(pieces)
    kept = kept_before_signature(listed) if end else frozenset()
    for place, piece in enumerate(listed):
        if isinstance(piece, Table):
            _table(
                document, piece, room_mm, keep=place in kept, least=size if size > BODY_PT else 0
            )
        elif isinstance(piece, QRCode):
            _qr(document, piece)
        else:
            _line(document, piece, keep=place in kept, size=size)


def _line(document: Document, line: Line, *, keep: bool, size: float) -> None:
    tight = line.role == "division-title"
    made = parts.form(
        document.add_paragraph(),
        align=line.align,
        indent_mm=INDENT_MM if line.indent else 0,
        before=0 if tight else 10 if line.role in {"centred", "division"} else GAP_PT,
        line=WORD_LINE,
        keep_next=line.keep_with_next or keep,
    )
    parts.add_runs(made, line.runs, size=size)


def _qr(document: Document, code: QRCode) -> None:
    sides = (code.size_mm + 5, TEXT_MM - code.size_mm - 5)
    _gap(document, 10)
    left, right = parts.add_row(parts.new_table(document, sides, lines=False), sides)
    picture = parts.form(parts.first(left), align=Align.LEFT).add_run()
    picture.add_picture(io.BytesIO(png(code.payload)), width=Mm(code.size_mm))
    right.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    made = parts.form(parts.first(right), align=Align.LEFT)
    parts.add_run(made, code.caption, size=13)


def _gap(document: Document, points: float) -> None:
    """An empty line between what would otherwise run into one table."""
    made = parts.form(document.add_paragraph(), keep_next=True)
    made.paragraph_format.line_spacing = Pt(points)


def _table(
    document: Document, table: Table, room_mm: float, *, keep: bool, least: float = 0
) -> None:
    """A table; in large print its letters are as large as the text around it."""
    widths = [share * room_mm for share in table.shares]
    _gap(document, 8)
    made = parts.new_table(document, widths, lines=True)
    for rows, is_head in ((table.head_rows, True), (table.rows, False)):
        cells = [parts.add_row(made, widths) for _ in rows]
        for index, row in enumerate(placed(rows, len(widths))):
            for place, cell in row:
                box = cells[index][place]
                if cell.span > 1 or cell.down > 1:
                    box = box.merge(cells[index + cell.down - 1][place + cell.span - 1])
                _fill(box, cell, table, place, is_head=is_head, size=max(table.size, least))
    for index in range(len(table.head_rows)):
        parts.repeat_row(made, index)
    if keep:
        for box in made.rows[-1].cells:
            for paragraph in box.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _fill(box: _Cell, cell: Cell, table: Table, place: int, *, is_head: bool, size: float) -> None:
    align = cell.align or (Align.CENTRE if is_head else table.columns[place].align)
    if is_head:
        box.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    writer = parts.Writer(box)
    for text in cell.lines:
        made = parts.form(writer.paragraph(), align=align, before=1, after=1, keep_next=is_head)
        parts.add_run(made, text, size=size, bold=cell.bold or is_head, italic=cell.italic)


def _end(
    document: Document | _Cell, signatures: tuple[Signature, ...], recipients: Recipients | None
) -> None:
    if not isinstance(document, _Cell) and signatures:
        _gap(document, 14)
    lines = recipients.lines if recipients else ()
    if not signatures:
        _recipients(parts.Writer(document), lines)
        return
    pair = len(signatures) == 2
    sides = (TEXT_MM / 2,) * 2 if pair else SIGNED_MM
    table = parts.new_table(document, sides, lines=False)  # type: ignore[arg-type]
    left, right = parts.add_row(table, sides)
    if pair:
        for cell, signature, made in zip(
            (left, right), signatures, signed_pair(*signatures), strict=True
        ):
            _signature(cell, signature, made)
    else:
        _recipients(parts.Writer(left), lines[:KEPT_RECIPIENTS])
        _signature(right, signatures[0], signed(signatures[0]))
    if pair and lines:
        _recipients(parts.Writer(document), lines)
    elif lines[KEPT_RECIPIENTS:]:
        # A row that is longer than a page would take the signature away from the text above it.
        writer = parts.Writer(document)
        for text in lines[KEPT_RECIPIENTS:]:
            _recipient(writer, text)


def _recipients(writer: parts.Writer, lines: Iterable[str]) -> None:
    for place, text in enumerate(("Nơi nhận:", *lines) if lines else ()):
        if place:
            _recipient(writer, text)
        else:
            made = parts.form(writer.paragraph(), align=Align.LEFT)
            parts.add_run(made, text, size=12, bold=True, italic=True)


def _recipient(writer: parts.Writer, text: str) -> None:
    made = parts.form(writer.paragraph(), align=Align.LEFT)
    if not writer.is_in_cell:
        made.paragraph_format.right_indent = Mm(TEXT_MM - SIGNED_MM[0])
    parts.add_run(made, text, size=11)


def _signature(cell: _Cell, signature: Signature, made: Signed) -> None:
    writer = parts.Writer(cell)
    for text in made.lines:
        cell_line(writer, text, made.size, bold=True)
    if signature.note:
        cell_line(writer, signature.note, 13, italic=True)
    room = parts.form(writer.paragraph(), align=Align.CENTRE, keep_next=True)
    room.paragraph_format.line_spacing = Pt(made.room_pt)
    for text in made.second:
        cell_line(writer, text, made.size, bold=True)
    cell_line(writer, signature.name, 14, bold=True)


def _copy(document: Document, copy: CopyBlock) -> None:
    parts.rule(document.add_paragraph(), TEXT_MM * MM, TEXT_MM * MM, after=8)
    issuer: Issuer = copy.issuer
    sides = (ISSUER_MM, STATE_MM)
    table = parts.new_table(document, sides, lines=False)
    left, right = parts.add_row(table, sides)
    issuer_lines(left, issuer.parents, issuer.issuing)
    cell_line(parts.Writer(right), copy.kind, 14, bold=True)
    left, right = parts.add_row(table, sides)
    cell_line(parts.Writer(left), copy.number.text, 13, before=8)
    cell_line(parts.Writer(right), copy.place_date.text, 14, italic=True, before=7)
    _end(document, (copy.signature,), copy.recipients)


def _appendix(document: Document, paper: Paper, index: int) -> None:
    appendix = paper.appendices[index]
    section = document.add_section(WD_SECTION.NEW_PAGE)
    parts.page(section, landscape=appendix.landscape)
    parts.number_from_one(section)
    section.first_page_footer.is_linked_to_previous = False
    room_mm = LANDSCAPE_TEXT_MM if appendix.landscape else TEXT_MM
    centred(document, paper.appendix_label(index), bold=True)
    for text in title_lines(appendix.title):
        centred(document, text, bold=True)
    if appendix.refers:
        centred(document, paper.reference, before=4, italic=True)
    parts.rule(document.add_paragraph(), 40 * MM, room_mm * MM, after=8)
    _pieces(document, flow(appendix.body), room_mm=room_mm)


def _packed(document: Document) -> bytes:
    """The file with the same dates on every part, so that its SHA-256 says what it holds."""
    written = io.BytesIO()
    document.save(written)
    with ZipFile(written) as source:
        return pack((entry.filename, source.read(entry)) for entry in source.infolist())


def pack(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP of the named parts with one date for all: the same parts give the same bytes."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name, content in files:
            made = ZipInfo(name, _EPOCH)
            made.compress_type = ZIP_DEFLATED
            target.writestr(made, content)
    return out.getvalue()
