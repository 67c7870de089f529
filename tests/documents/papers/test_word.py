"""The DOCX of every sample: the same words, margins and numbers as its PDF."""

import io
from collections import Counter
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from hdnd_portal.documents.papers import render_docx
from hdnd_portal.documents.papers.blocks import Table, cell_of
from hdnd_portal.documents.papers.flow import Line, bases, flow
from hdnd_portal.documents.papers.kinds import Regime
from hdnd_portal.documents.papers.samples import sample
from tests.documents.papers.reading import ALL, read_sample


@pytest.fixture(scope="module")
def documents():
    """Each sample's DOCX, made and opened once."""
    made = {}

    def open_(name, index=0):
        if (name, index) not in made:
            content = render_docx(sample(name)[index])
            made[name, index] = (content, docx.Document(io.BytesIO(content)))
        return made[name, index]

    return open_


def every(test):
    ids = [f"{name}-{index}" for name, index in ALL]
    return pytest.mark.parametrize(("name", "index"), ALL, ids=ids)(test)


def all_texts(document):
    return [
        "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
        for paragraph in document.element.body.iter(qn("w:p"))
    ]


@every
def test_margins_in_twips(documents, name, index):
    _, document = documents(name, index)
    paper = sample(name)[index]
    wide = [False, *(appendix.landscape for appendix in paper.appendices)]
    assert len(document.sections) == len(wide)
    for section, landscape in zip(document.sections, wide, strict=True):
        size = section._sectPr.find(qn("w:pgSz"))
        margins = section._sectPr.find(qn("w:pgMar"))
        expected = ("16838", "11906") if landscape else ("11906", "16838")
        assert (size.get(qn("w:w")), size.get(qn("w:h"))) == expected
        assert [margins.get(qn(f"w:{side}")) for side in ("top", "bottom", "left", "right")] == [
            "1134",
            "1134",
            "1701",
            "850",
        ]


@every
def test_every_line_of_the_body_is_there_word_for_word(documents, name, index):
    paper = sample(name)[index]
    texts = all_texts(documents(name, index)[1])
    last = ";" if paper.kind.regime is Regime.LEGAL else "."
    pieces = [*bases(paper.bases, last_mark=last), *flow(paper.body)]
    for appendix in paper.appendices:
        pieces.extend(flow(appendix.body))
    wanted = [piece.text for piece in pieces if isinstance(piece, Line)]
    rest = iter(texts)
    assert all(text in rest for text in wanted)
    if paper.recipients:
        assert [text for text in texts if text in paper.recipients.lines][-1].startswith(
            "- Lưu: VT"
        )


@every
def test_pdf_and_docx_hold_the_same_words(documents, name, index):
    reading = read_sample(name, index)
    printed = [line.text for page in reading.pages for line in page.lines if line.baseline > 57]
    twin = all_texts(documents(name, index)[1])
    footer = documents(name, index)[1].sections[0].first_page_footer.paragraphs
    twin += [paragraph.text for paragraph in footer]

    def letters(texts):
        return Counter("".join("".join(texts).split()))

    assert not letters(twin) - letters(printed)
    again = letters(printed) - letters(twin)
    if len(reading.pages) == 1 + len(reading.paper.appendices):
        assert not again
    else:
        # The head of a table stands again on its next page.
        bodies = [reading.paper.body, *(one.body for one in reading.paper.appendices)]
        pieces = [piece for body in bodies for piece in flow(body)]
        tables = [piece for piece in pieces if isinstance(piece, Table)]
        heads = [cell for table in tables for row in table.head_rows for cell in row]
        assert not again - letters(cell_of(cell).text for cell in heads)


@every
def test_page_number_is_a_field_in_the_header_of_all_but_first_pages(documents, name, index):
    _, document = documents(name, index)
    first = document.sections[0]
    codes = [node.text for node in first.header._element.iter(qn("w:instrText"))]
    assert [code.strip() for code in codes] == ["PAGE"]
    for section in document.sections:
        assert section.different_first_page_header_footer
        assert "".join(p.text for p in section.first_page_header.paragraphs) == ""
    for section in document.sections[1:]:
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        assert section.header.is_linked_to_previous


@every
def test_every_run_names_times_new_roman_for_every_script(documents, name, index):
    _, document = documents(name, index)
    runs = [r for r in document.element.body.iter(qn("w:r")) if r.findall(qn("w:t"))]
    assert runs
    for run in runs:
        fonts = run.find(qn("w:rPr")).find(qn("w:rFonts"))
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            assert fonts.get(qn(f"w:{script}")) == "Times New Roman"


def test_head_of_a_table_is_repeated(documents):
    _, document = documents("counting-minutes")
    heads = [
        row for row in document.element.body.iter(qn("w:tr")) if list(row.iter(qn("w:tblHeader")))
    ]
    assert len(heads) == 2


def test_head_tables_have_no_lines_and_body_tables_have_them(documents):
    _, document = documents("report")
    kinds = [
        table._tbl.tblPr.find(qn("w:tblBorders")).find(qn("w:top")).get(qn("w:val"))
        for table in document.tables
    ]
    assert kinds == ["nil", "single", "nil"]


def test_rule_under_the_motto_is_as_long_as_its_text(documents):
    _, document = documents("report")
    right = document.tables[0].rows[0].cells[1]
    shape = right.paragraphs[2].paragraph_format
    length = 100 / 25.4 * 72 - shape.left_indent.pt - shape.right_indent.pt
    motto = read_sample("report").first.find("Độc lập")
    assert length == pytest.approx(motto.width, abs=2)
    assert right.paragraphs[2]._element.pPr.find(qn("w:pBdr")) is not None


def test_last_lines_stay_with_the_signature(documents):
    _, document = documents("programme")
    body = list(document.element.body)
    end = next(n for n in range(len(body) - 1, -1, -1) if body[n].tag == qn("w:tbl"))
    before = [child for child in body[:end] if child.tag == qn("w:p")][-2:]
    assert all(child.pPr.find(qn("w:keepNext")) is not None for child in before)


def test_language_and_title_of_the_file(documents):
    _, document = documents("report")
    paper = sample("report")[0]
    assert document.core_properties.title == paper.title
    assert document.core_properties.author == paper.issuer.full_name
    assert document.core_properties.language == "vi-VN"
    assert str(document.core_properties.created.date()) == "2026-03-09"


def test_the_same_paper_gives_the_same_bytes(documents):
    assert render_docx(sample("guidance-slip")[0]) == documents("guidance-slip")[0]


def test_properties_stand_in_the_order_the_schema_asks_for(documents):
    order = {
        "pPr": [
            "pStyle",
            "keepNext",
            "widowControl",
            "pBdr",
            "spacing",
            "ind",
            "jc",
            "rPr",
            "sectPr",
        ],
        "tblPr": ["tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook"],
        "rPr": ["rFonts", "b", "bCs", "i", "iCs", "color", "sz", "szCs", "lang"],
    }
    for name in ("official-letter", "plan", "guidance-slip", "counting-minutes"):
        _, document = documents(name)
        for tag, names in order.items():
            for properties in document.element.body.iter(qn(f"w:{tag}")):
                found = [child.tag.rsplit("}", 1)[1] for child in properties]
                assert found == sorted(found, key=names.index), (name, tag)


def test_parts_of_the_file_carry_no_time_of_their_making(documents):
    with ZipFile(io.BytesIO(documents("report")[0])) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
