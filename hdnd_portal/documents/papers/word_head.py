"""The head of a DOCX: issuer and state, number and date, stamps, title, addressees."""

from collections.abc import Iterable

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Pt, Twips
from docx.table import _Cell

from hdnd_portal.documents.papers import word_parts as parts
from hdnd_portal.documents.papers.blocks import Align
from hdnd_portal.documents.papers.description import (
    URGENCY_HEIGHT_MM,
    URGENCY_WIDTHS_MM,
    Paper,
)
from hdnd_portal.documents.papers.fonts import rule_length, width
from hdnd_portal.documents.papers.layout import (
    BODY_PT,
    ISSUER_MM,
    MM,
    MOTTO,
    NATION,
    STATE_MM,
    TEXT_MM,
    WORD_LINE,
    head,
    mark_width,
    title_lines,
)


def centred(
    place: Document | _Cell,
    text: str,
    *,
    size: float = BODY_PT,
    before: float = 0,
    bold: bool = False,
    italic: bool = False,
    keep: bool = True,
    line: float = WORD_LINE,
) -> None:
    """A line in the middle, kept with the next one unless told otherwise."""
    made = parts.form(
        place.add_paragraph(), align=Align.CENTRE, before=before, line=line, keep_next=keep
    )
    parts.add_run(made, text, size=size, bold=bold, italic=italic)


def cell_line(
    writer: parts.Writer,
    text: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    align: Align = Align.CENTRE,
    before: float = 0,
) -> None:
    """One line of the head or of a signature, kept with the next one."""
    made = parts.form(writer.paragraph(), align=align, before=before, keep_next=True)
    parts.add_run(made, text, size=size, bold=bold, italic=italic)


def issuer_lines(cell: _Cell, parents: Iterable[str], issuing: tuple[str, ...]) -> None:
    """The superior body plain, the issuing body bold, and the rule under it."""
    writer = parts.Writer(cell)
    for text in parents:
        cell_line(writer, text, 13)
    for text in issuing:
        cell_line(writer, text, 13, bold=True)
    parts.rule(writer.paragraph(), rule_length(issuing, 13, bold=True), ISSUER_MM * MM)


def write_head(document: Document, paper: Paper) -> None:
    """Issuer and name of the state, number and date, stamps under the number."""
    made = head(paper)
    sides = (ISSUER_MM, STATE_MM)
    table = parts.new_table(document, sides, lines=False)
    left, right = parts.add_row(table, sides)
    issuer_lines(left, made.parents, made.issuing)
    writer = parts.Writer(right)
    cell_line(writer, NATION, made.nation_pt, bold=True)
    cell_line(writer, MOTTO, made.motto_pt, bold=True)
    parts.rule(writer.paragraph(), width(MOTTO, made.motto_pt, bold=True) * 0.994, STATE_MM * MM)
    left, right = parts.add_row(table, sides)
    writer = parts.Writer(left)
    cell_line(writer, paper.number.text if paper.number else "", 13, before=8)
    for place, text in enumerate(made.subject):
        cell_line(writer, text, 12, before=0 if place else 6)
    placed = paper.place_date.text if paper.place_date else ""
    cell_line(parts.Writer(right), placed, made.date_pt, italic=True, before=7)
    if paper.urgency:
        _stamp(left, paper.urgency, URGENCY_WIDTHS_MM[paper.urgency], red=True)
    for mark in paper.marks:
        _stamp(left, mark, mark_width(mark) / MM, red=False)


def _stamp(cell: _Cell, text: str, width_mm: float, *, red: bool) -> None:
    """A word in a single-line box of its own size, in the middle of the issuer's column."""
    parts.form(cell.add_paragraph(), line=0.5)
    table = cell.add_table(rows=1, cols=1)
    table.autofit = False
    properties = table._tbl.tblPr
    colour = parts.RED if red else "000000"
    borders = parts.element("tblBorders")
    for side in ("top", "left", "bottom", "right"):
        borders.append(parts.element(side, val="single", sz="8", space="0", color=colour))
    for child in list(properties):
        properties.remove(child)
    twips = round(width_mm * parts.TWIPS_PER_MM)
    properties.append(parts.element("tblW", w=str(twips), type="dxa"))
    properties.append(parts.element("jc", val="center"))
    properties.append(borders)
    properties.append(parts.element("tblLayout", type="fixed"))
    margins = parts.element("tblCellMar")
    for side in ("left", "right"):
        margins.append(parts.element(side, w="0", type="dxa"))
    properties.append(margins)
    table._tbl.tblGrid.find(qn("w:gridCol")).set(qn("w:w"), str(twips))
    row = table.rows[0]
    height = parts.element(
        "trHeight", val=str(round(URGENCY_HEIGHT_MM * parts.TWIPS_PER_MM)), hRule="exact"
    )
    row._tr.get_or_add_trPr().append(height)
    box = row.cells[0]
    box.width = Twips(twips)
    box.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    made = parts.form(parts.first(box), align=Align.CENTRE)
    parts.add_run(made, text, size=13, bold=True, colour=parts.RED if red else "")
    # Word wants a paragraph after a table inside a cell.
    parts.form(cell.add_paragraph(), line=0.5)


def write_title(document: Document, paper: Paper) -> None:
    """The name of the kind and the summary with its rule; an official letter has neither."""
    if not paper.kind.has_title:
        return
    for place, text in enumerate(title_lines(paper.name.upper())):
        centred(document, text, before=0 if place else 18, bold=True)
    _summary(document, paper)


def _summary(document: Document, paper: Paper) -> None:
    if not paper.summary:
        return
    lines = title_lines(paper.summary)
    for text in lines:
        centred(document, text, bold=True)
    if paper.attached_to:
        centred(document, paper.reference, before=4, italic=True)
    parts.rule(document.add_paragraph(), rule_length(lines, 14, bold=True), TEXT_MM * MM, after=12)


def write_attached_title(document: Document, paper: Paper) -> None:
    """Title of a text attached to a resolution, with room for the seal that hangs over it."""
    centred(document, paper.name.upper(), before=24 * MM, bold=True)
    _summary(document, paper)


def write_addressees(document: Document, paper: Paper) -> None:
    """Kính gửi: one name on the same line, several under each other with dashes."""
    names = paper.addressees
    if len(names) == 1:
        centred(document, f"Kính gửi: {names[0]}", before=18, keep=False)
        return
    dash_mm = 42
    label = dash_mm * MM - width("Kính gửi", BODY_PT)
    for place, text in enumerate(("Kính gửi:", *names) if names else ()):
        mark = "" if not place else "." if place == len(names) else ";"
        made = parts.form(
            document.add_paragraph(), align=Align.LEFT, before=2 if place else 18, keep_next=True
        )
        shape = made.paragraph_format
        if place:
            shape.left_indent = Pt(dash_mm * MM + 8)
            shape.first_line_indent = Pt(-8)
        else:
            shape.left_indent = Pt(label)
        parts.add_run(made, f"- {text}{mark}" if place else text, size=BODY_PT)
