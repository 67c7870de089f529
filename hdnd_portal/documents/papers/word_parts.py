"""The pieces of a DOCX that python-docx has no words for: rules, fields, borders, exact widths."""

from collections.abc import Iterable
from copy import deepcopy
from functools import lru_cache
from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, Twips
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from hdnd_portal.documents.papers.blocks import Align, Run

FONT = "Times New Roman"
RED = "E3000F"
TWIPS_PER_MM = 1440 / 25.4

ALIGN = {
    Align.LEFT: "left",
    Align.CENTRE: "center",
    Align.RIGHT: "right",
    Align.JUSTIFY: "both",
}
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def element(name: str, **attributes: str) -> Any:
    """A WordprocessingML element, its attributes in the same name space."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


WORD_2013 = "15"
"""From this mode on the edge of a table stands at the margin, not the text of its first cell."""


def defaults(document: Document, size: float) -> None:
    """What the file gives a paragraph that says nothing: the face, size and language of the body.

    Somebody who types a line into the file gets it as the rest is, without the wide gaps, the other
    face and the English of a new document.
    """
    normal = document.styles["Normal"]
    normal.font.size = Pt(size)
    shape = normal.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing = 1.0
    properties = normal.element.get_or_add_rPr()
    set_fonts(properties)
    properties.append(element("lang", val="vi-VN", eastAsia="vi-VN"))
    settings = document.settings.element
    for mode in settings.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), WORD_2013)
    for theme in settings.iter(qn("w:themeFontLang")):
        theme.set(qn("w:val"), "vi-VN")


def set_fonts(properties: Any) -> None:
    """Times New Roman for every script, so that no program picks its own face for đ or ữ."""
    fonts = properties.get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    for theme in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


@lru_cache(maxsize=64)
def _run_properties(size: float, bold: bool, italic: bool, colour: str) -> Any:
    """The style of a run, made once and copied: python-docx's own setters are ten times slower."""
    made = element("rPr")
    made.append(element("rFonts", **dict.fromkeys(("ascii", "hAnsi", "cs", "eastAsia"), FONT)))
    for name, is_on in (("b", bold), ("bCs", bold), ("i", italic), ("iCs", italic)):
        if is_on:
            made.append(element(name))
    if colour:
        made.append(element("color", val=colour))
    half_points = str(round(size * 2))
    made.append(element("sz", val=half_points))
    made.append(element("szCs", val=half_points))
    return made


def add_run(
    paragraph: Paragraph,
    text: str,
    *,
    size: float,
    bold: bool = False,
    italic: bool = False,
    colour: str = "",
) -> Any:
    """Some letters in one style at the end of a paragraph; gives back the run's element."""
    run = element("r")
    run.append(deepcopy(_run_properties(size, bold, italic, colour)))
    if text:
        letters = element("t")
        letters.text = text
        letters.set(XML_SPACE, "preserve")
        run.append(letters)
    paragraph._element.append(run)
    return run


def add_runs(paragraph: Paragraph, runs: Iterable[Run], *, size: float) -> None:
    """The runs of a line, each in its style."""
    for run in runs:
        add_run(paragraph, run.text, size=size, bold=run.bold, italic=run.italic)


@lru_cache(maxsize=256)
def _paragraph_properties(
    align: Align, indent_mm: float, before: float, after: float, line: float, keep_next: bool
) -> Any:
    made = element("pPr")
    if keep_next:
        made.append(element("keepNext"))
    made.append(element("widowControl"))
    spacing = {"before": before * 20, "after": after * 20, "line": line * 240}
    made.append(
        element("spacing", lineRule="auto", **{k: str(round(v)) for k, v in spacing.items()})
    )
    if indent_mm:
        made.append(element("ind", firstLine=str(round(indent_mm * TWIPS_PER_MM))))
    made.append(element("jc", val=ALIGN[align]))
    return made


def form(
    paragraph: Paragraph,
    *,
    align: Align = Align.JUSTIFY,
    indent_mm: float = 0,
    before: float = 0,
    after: float = 0,
    line: float = 1.0,
    keep_next: bool = False,
) -> Paragraph:
    """Alignment, first-line indent, spacing in points and whether the next line comes along."""
    wanted = deepcopy(_paragraph_properties(align, indent_mm, before, after, line, keep_next))
    found = paragraph._element.pPr
    if found is None:
        paragraph._element.insert(0, wanted)
        return paragraph
    # The paragraphs of headers and footers come with a style of their own.
    for style in found.findall(qn("w:pStyle")):
        wanted.insert(0, style)
    paragraph._element.replace(found, wanted)
    return paragraph


def rule(paragraph: Paragraph, length: float, room: float, *, after: float = 0) -> None:
    """Make an empty paragraph a rule `length` points long in the middle of `room` points."""
    side = max(0.0, (room - length) / 2)
    shape = form(paragraph, align=Align.CENTRE, after=after, keep_next=True).paragraph_format
    shape.left_indent = shape.right_indent = Twips(round(side * 20))
    shape.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    shape.line_spacing = Pt(2)
    borders = element("pBdr")
    borders.append(element("bottom", val="single", sz="6", space="0", color="000000"))
    properties = paragraph._element.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def page_field(paragraph: Paragraph) -> None:
    """The number of the page, counted by the program that opens the file."""
    add_run(paragraph, "", size=13).append(element("fldChar", fldCharType="begin"))
    instruction = element("instrText")
    instruction.set(XML_SPACE, "preserve")
    instruction.text = " PAGE "
    add_run(paragraph, "", size=13).append(instruction)
    add_run(paragraph, "", size=13).append(element("fldChar", fldCharType="separate"))
    add_run(paragraph, "2", size=13)
    add_run(paragraph, "", size=13).append(element("fldChar", fldCharType="end"))


def new_table(document: Document, widths_mm: Iterable[float], *, lines: bool) -> Table:
    """A table of fixed column widths, with all its lines or with none."""
    widths = [round(width * TWIPS_PER_MM) for width in widths_mm]
    table: Table = document.add_table(rows=0, cols=len(widths))
    table.autofit = False
    properties = table._tbl.tblPr
    style = properties.find(qn("w:tblStyle"))
    if style is not None:
        properties.remove(style)
    properties.append(_borders("tblBorders", "single" if lines else "nil"))
    properties.append(element("tblLayout", type="fixed"))
    margins = element("tblCellMar")
    for side in ("left", "right"):
        margins.append(element(side, w="80" if lines else "0", type="dxa"))
    properties.append(margins)
    width = properties.find(qn("w:tblW"))
    if width is None:
        width = element("tblW")
        properties.append(width)
    width.set(qn("w:w"), str(sum(widths)))
    width.set(qn("w:type"), "dxa")
    for column, twips in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), str(twips))
    _sort_table_properties(properties)
    return table


_TABLE_ORDER = (
    "tblStyle",
    "tblW",
    "jc",
    "tblInd",
    "tblBorders",
    "tblLayout",
    "tblCellMar",
    "tblLook",
)


def _sort_table_properties(properties: Any) -> None:
    """Put the properties in the order the schema asks for; strict readers refuse any other."""
    seen: dict[str, Any] = {}
    for child in list(properties):
        name = child.tag.rsplit("}", 1)[1]
        properties.remove(child)
        seen[name] = child  # the later one wins, autofit wrote a layout before ours
    for name in _TABLE_ORDER:
        if name in seen:
            properties.append(seen[name])


def _borders(name: str, kind: str) -> Any:
    borders = element(name)
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(side, val=kind, sz="4", space="0", color="000000"))
    return borders


def add_row(table: Table, widths_mm: Iterable[float], *, whole: bool = True) -> list[_Cell]:
    """A new row with its cell widths; a whole row is not cut by the end of a page."""
    row = table.add_row()  # type: ignore[no-untyped-call]
    if whole:
        row._tr.get_or_add_trPr().append(element("cantSplit"))
    for cell, width in zip(row.cells, widths_mm, strict=True):
        cell.width = Mm(width)
    return list(row.cells)


def repeat_row(table: Table, index: int) -> None:
    """Print the row again at the top of every page the table reaches."""
    table.rows[index]._tr.get_or_add_trPr().append(element("tblHeader"))


def first(cell: _Cell) -> Paragraph:
    """The paragraph every cell begins with."""
    paragraph: Paragraph = cell.paragraphs[0]
    return paragraph


class Writer:
    """Adds paragraphs to a cell, using first the empty one that a cell always has."""

    def __init__(self, place: "_Cell | Document") -> None:
        self._place = place
        self._free = isinstance(place, _Cell)

    @property
    def is_in_cell(self) -> bool:
        """Whether the lines stand in a cell and not across the page."""
        return isinstance(self._place, _Cell)

    def paragraph(self) -> Paragraph:
        """The next paragraph."""
        if self._free and isinstance(self._place, _Cell):
            self._free = False
            return first(self._place)
        made: Paragraph = self._place.add_paragraph()
        return made


def page(section: Section, *, landscape: bool) -> None:
    """A4 with the margins of the decree: 20, 20, 30 and 15 mm."""
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    wide, high = (16838, 11906) if landscape else (11906, 16838)
    section.page_width, section.page_height = Twips(wide), Twips(high)
    section.top_margin = section.bottom_margin = Twips(1134)
    section.left_margin, section.right_margin = Twips(1701), Twips(850)
    section.header_distance = Twips(454)
    section.footer_distance = Twips(567)
    section.different_first_page_header_footer = True


def number_from_one(section: Section) -> None:
    """Start the page numbers again, as every appendix does."""
    properties = section._sectPr
    found = properties.find(qn("w:pgNumType"))
    if found is None:
        found = element("pgNumType")
        following = properties.find(qn("w:cols"))
        if following is None:
            properties.append(found)
        else:
            following.addprevious(found)
    found.set(qn("w:start"), "1")
