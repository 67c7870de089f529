"""The form of every sample paper, measured on its DOCX (Decree 30/2020/NĐ-CP, Appendix I).

The same points as `test_form` measures on the PDF; what a program that opens the file makes of it
is worked out from the styles, the widths of the columns and the widths of the letters.
"""

import re
import unicodedata
from dataclasses import replace
from itertools import pairwise

import pytest
from docx.oxml.ns import qn

from hdnd_portal.documents.papers import Recipients, description
from hdnd_portal.documents.papers.blocks import Align, Table
from hdnd_portal.documents.papers.flow import Line, Role, bases, flow
from hdnd_portal.documents.papers.kinds import Regime
from hdnd_portal.documents.papers.layout import MOTTO, NATION, title_lines
from hdnd_portal.documents.papers.samples import sample
from tests.documents.papers.reading import ALL, LEFT, MIDDLE, MM, RIGHT
from tests.documents.papers.test_form import (
    ATTACHED,
    DATE,
    HEADED,
    NUMBERED,
    SIGNED,
    TITLED,
    every,
)
from tests.documents.papers.word_reading import (
    ASCENT,
    WordLine,
    WordReading,
    line_of,
    read_word,
    word_sample,
)

BASED = [(n, i) for n, i in ALL if sample(n)[i].bases]
ADDRESSED = [(n, i) for n, i in ALL if sample(n)[i].addressees]
SENT = [(n, i) for n, i in SIGNED if sample(n)[i].recipients]
URGENT = [(n, i) for n, i in ALL if sample(n)[i].urgency]
CONTACT = [(n, i) for n, i in ALL if sample(n)[i].contact]
APPENDED = [(n, i) for n, i in ALL if sample(n)[i].appendices]
LETTERS = [(n, i) for n, i in HEADED if not sample(n)[i].kind.has_title]


def baseline(line: WordLine) -> float:
    """How far the letters of the first line stand below the top of its paragraph, in points."""
    return line.before + ASCENT * line.size


def body_pieces(reading: WordReading) -> list[Line | Table]:
    """Bases, body and appendices as the description counts them."""
    paper = reading.paper
    last = ";" if paper.kind.regime is Regime.LEGAL else "."
    pieces = [*bases(paper.bases, last_mark=last), *flow(paper.body)]
    for appendix in paper.appendices:
        pieces.extend(flow(appendix.body))
    return pieces


def body_lines(reading: WordReading) -> list[tuple[Line, WordLine]]:
    """Each line of the body beside the paragraph that carries it, in their common order."""
    found, place = [], -1
    for piece in body_pieces(reading):
        if isinstance(piece, Line):
            place = reading.place(piece.text, after=place)
            while reading.lines[place].text != piece.text:
                place = reading.place(piece.text, after=place)
            found.append((piece, reading.lines[place]))
    return found


@every(ALL)
def test_nothing_stands_over_the_margins(name, index):
    reading = word_sample(name, index)
    for line in reading.lines:
        sheet = reading.sheets[line.section]
        assert line.x0 >= sheet.left - 0.1, line
        assert line.x0 + line.room <= sheet.page_width - sheet.right + 0.1, line
        assert line.x0 + line.first_indent >= sheet.left - 0.1, line
    for table in reading.document.element.body.findall(qn("w:tbl")):
        # The left edge of a table stands at the margin only since this mode of Word (2013).
        assert table.tblPr.find(qn("w:tblInd")) is None
    (mode,) = (
        setting.get(qn("w:val"))
        for setting in reading.document.settings.element.iter(qn("w:compatSetting"))
        if setting.get(qn("w:name")) == "compatibilityMode"
    )
    assert mode == "15"


@every(ALL)
def test_one_face_black_and_vietnamese_throughout(name, index):
    reading = word_sample(name, index)
    for line in reading.lines:
        for run in line.runs:
            assert run.font == "Times New Roman"
            assert run.language == "vi-VN"
            if run.colour != "000000":
                assert run.colour == "E3000F"
                assert run.text == reading.paper.urgency
    for border in reading.document.element.body.iter(
        *(qn(f"w:{side}") for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    ):
        colour = border.get(qn("w:color"))
        if colour not in {None, "000000"}:
            assert colour == "E3000F"
            assert reading.paper.urgency


@every(ALL)
def test_new_text_typed_into_the_file_looks_like_its_body(name, index):
    document = word_sample(name, index).document
    normal = document.styles["Normal"]
    assert normal.font.name == "Times New Roman"
    assert normal.font.size.pt == 14
    spacing = normal.paragraph_format
    assert spacing.space_before.pt == spacing.space_after.pt == 0
    assert spacing.line_spacing == 1


@every(HEADED)
def test_name_of_the_state_and_motto(name, index):
    reading = word_sample(name, index)
    nation, motto = reading.find(NATION), reading.find(MOTTO)
    assert nation.text == NATION
    assert nation.is_bold
    assert 12 <= nation.size <= 13
    assert nation.left > 250
    assert motto.text == MOTTO
    assert motto.is_bold
    assert motto.size == nation.size + 1
    assert motto.centre == pytest.approx(nation.centre, abs=1.5)
    assert reading.below(nation) is motto
    apart = nation.height + nation.after + baseline(motto) - ASCENT * nation.size
    assert 14 <= apart <= 18
    assert max(nation.right, motto.right) <= RIGHT + 0.5


@every(HEADED)
def test_rules_under_motto_and_issuer(name, index):
    reading = word_sample(name, index)
    motto = reading.find(MOTTO)
    rule = reading.below(motto)
    assert rule.edge == "bottom"
    assert rule.room == pytest.approx(motto.width, abs=2)
    assert rule.centre == pytest.approx(motto.centre, abs=1.5)
    assert rule.before + rule.exact <= 6
    issuer = reading.find(reading.paper.issuer.issuing[-1])
    last = issuer if reading.below(issuer).edge else reading.below(issuer)
    rule = reading.below(last)
    assert rule.edge == "bottom"
    assert last.width / 3 <= rule.room <= last.width / 2
    assert rule.centre == pytest.approx(last.centre, abs=1.5)
    assert rule.before + rule.exact <= 6


@every([(n, i) for n, i in (*TITLED, *ATTACHED) if sample(n)[i].summary])
def test_rule_under_the_summary(name, index):
    reading = word_sample(name, index)
    paper = reading.paper
    last = reading.find(title_lines(paper.summary)[-1])
    above = reading.find(paper.reference) if paper.attached_to else last
    rule = reading.below(above)
    assert rule.edge == "bottom"
    assert last.width / 3 <= rule.room <= last.width / 2
    assert rule.centre == pytest.approx(MIDDLE, abs=1.5)
    assert rule.before + rule.exact <= 6


@every(HEADED)
def test_issuer_stands_left_of_the_state_and_only_itself_is_bold(name, index):
    reading = word_sample(name, index)
    paper = reading.paper
    nation = reading.find(NATION)
    names = (*paper.issuer.parents, *paper.issuer.issuing)
    first = reading.place(names[0])
    lines = [line for line in reading.lines[first:] if line.cell == (0, 0, 0) and line.text]
    assert " ".join(line.text for line in lines) == " ".join(names)
    told = ""
    for line in lines:
        told = f"{told} {line.text}".strip()
        is_parent = len(told) <= len(" ".join(paper.issuer.parents))
        assert line.is_plain if is_parent else line.is_bold
        assert line.size == 13
        assert line.right < nation.left
    assert baseline(lines[0]) == pytest.approx(baseline(nation), abs=1.5)


@every(NUMBERED)
def test_number_and_date_share_a_row_and_a_baseline(name, index):
    reading = word_sample(name, index)
    paper = reading.paper
    number = reading.find("Số:")
    placed = reading.find(f"{paper.place_date.place}, ngày")
    assert number.text == paper.number.text
    assert number.is_plain
    assert number.size == 13
    assert placed.is_italic
    assert 13 <= placed.size <= 14
    assert placed.size == reading.find(MOTTO).size
    assert DATE.search(placed.text)
    assert number.cell[:2] == placed.cell[:2]
    assert baseline(number) == pytest.approx(baseline(placed), abs=1.5)
    assert number.centre == pytest.approx(reading.find(paper.issuer.issuing[0]).centre, abs=1.5)
    assert placed.centre == pytest.approx(reading.find(NATION).centre, abs=1.5)
    assert number.right < placed.left
    assert placed.right <= RIGHT + 0.5


@every(TITLED)
def test_title_is_centred_bold_and_upper(name, index):
    reading = word_sample(name, index)
    paper = reading.paper
    texts = [*title_lines(paper.name.upper()), *title_lines(paper.summary)]
    place = reading.place(texts[0])
    lines = reading.lines[place : place + len(texts)]
    assert [line.text for line in lines] == texts
    for line in lines:
        assert line.centre == pytest.approx(MIDDLE, abs=2)
        assert line.is_bold
        assert 13 <= line.size <= 14
        assert line.keeps_next
        assert line.left >= LEFT
        assert line.right <= RIGHT


@every(LETTERS)
def test_official_letter_has_no_title_but_its_summary_under_the_number(name, index):
    reading = word_sample(name, index)
    assert not any(line.text == "CÔNG VĂN" for line in reading.lines)
    subject, number = reading.find("V/v"), reading.find("Số:")
    assert reading.below(number) is subject
    assert subject.before == 6
    assert 12 <= subject.size <= 13
    assert subject.is_plain
    assert subject.centre == pytest.approx(number.centre, abs=1.5)
    assert subject.right < reading.find(NATION).left
    assert not reading.below(subject).edge


@every(ADDRESSED)
def test_addressees_stand_above_the_body(name, index):
    reading = word_sample(name, index)
    names = reading.paper.addressees
    label = reading.find("Kính gửi:")
    assert label.is_plain
    assert 13 <= label.size <= 14
    if len(names) == 1:
        assert label.text == f"Kính gửi: {names[0]}"
        assert label.centre == pytest.approx(MIDDLE, abs=2)
        return
    place = reading.lines.index(label)
    lines = reading.lines[place + 1 : place + 1 + len(names)]
    wanted = [f"- {name};" for name in names[:-1]] + [f"- {names[-1]}."]
    assert [line.text for line in lines] == wanted
    colon = label.x0 + label.width
    for line in lines:
        # The dashes stand under the colon.
        assert line.x0 + line.first_indent == pytest.approx(colon, abs=4.5)
        assert line.size == label.size
        assert line.is_plain


@every(ALL)
def test_body_lines_have_the_form_of_the_decree(name, index):
    for piece, line in body_lines(word_sample(name, index)):
        assert 13 <= line.size <= 14, line
        assert 1 <= line.pitch <= 1.5, line
        if piece.align is Align.JUSTIFY:
            assert line.align == "both", line
            assert line.first_indent == pytest.approx(36 if piece.indent else 0, abs=0.7), line
        else:
            assert line.align == piece.align.value, line
        if piece.role is not Role.DIVISION_TITLE:
            assert line.before >= 6, line
        styles = "".join(("b" if r.is_bold else "i" if r.is_italic else "p") * len(r.text)
                         for r in line.runs)  # fmt: skip
        wanted = "".join(("b" if r.bold else "i" if r.italic else "p") * len(r.text)
                         for r in piece.runs)  # fmt: skip
        assert styles == wanted


@every(ALL)
def test_every_line_of_the_body_is_there_in_order(name, index):
    reading = word_sample(name, index)
    wanted = [piece.text for piece in body_pieces(reading) if isinstance(piece, Line)]
    assert [line.text for _, line in body_lines(reading)] == wanted


@every(BASED)
def test_legal_bases_are_italic_and_end_as_the_form_wants(name, index):
    reading = word_sample(name, index)
    paper = reading.paper
    first = reading.place(paper.bases[0])
    lines = reading.lines[first : first + len(paper.bases)]
    last = ";" if paper.kind.regime is Regime.LEGAL else "."
    wanted = [f"{text};" for text in paper.bases[:-1]] + [f"{paper.bases[-1]}{last}"]
    assert [line.text for line in lines] == wanted
    for line in lines:
        assert line.is_italic
        assert 13 <= line.size <= 14


@every(HEADED)
def test_blocks_follow_each_other_in_the_order_of_the_decree(name, index):
    reading = word_sample(name, index)
    paper = reading.paper
    order = [paper.issuer.issuing[0], NATION]
    if paper.number:
        order.append("Số:")
    order.append(f"{paper.place_date.place}, ngày")
    if paper.kind.has_title:
        order += [paper.name.upper(), title_lines(paper.summary)[0]]
    if paper.addressees:
        order.append("Kính gửi:")
    order += [line.text for line in bases(paper.bases)][:1]
    if paper.enacting:
        order.append(paper.enacting)
    texts = [piece.text for piece in flow(paper.body) if isinstance(piece, Line)]
    order += texts[:1]
    if paper.closing:
        order.append(paper.closing)
    sent = ["Nơi nhận:"] if paper.recipients and paper.signatures else []
    signed = [signature.lines[0] for signature in paper.signatures[:1]]
    # Two who sign take the whole width, and the recipients stand below them.
    order += signed + sent if len(paper.signatures) == 2 else sent + signed
    place = -1
    for start in order:
        place = reading.place(start, after=place)


@every(SENT)
def test_recipients_stand_level_with_the_signature(name, index):
    reading = word_sample(name, index)
    paper = reading.paper
    label = reading.find("Nơi nhận:")
    assert label.text == "Nơi nhận:"
    assert label.is_bold
    assert label.is_italic
    assert label.size == 12
    assert label.x0 == pytest.approx(LEFT, abs=0.1)
    place = reading.lines.index(label)
    lines = reading.lines[place + 1 : place + 1 + len(paper.recipients.lines)]
    assert tuple(line.text for line in lines) == paper.recipients.lines
    assert lines[-1].text.startswith("- Lưu: VT")
    for line in lines:
        assert line.size == 11
        assert line.is_plain
        assert (line.align, line.first_indent) == ("left", 0)
        assert line.x0 == pytest.approx(LEFT, abs=0.1)
    if len(paper.signatures) == 1:
        office = reading.lines[reading.place(paper.signatures[0].lines[0], after=place)]
        assert office.cell[:2] == label.cell[:2]
        assert baseline(office) == pytest.approx(baseline(label), abs=3)


@every(SIGNED)
def test_signatures_are_bold_upper_and_each_in_the_middle_of_its_side(name, index):
    reading = word_sample(name, index)
    paper = reading.paper
    rooms = []
    place = -1
    for signature in paper.signatures:
        place = reading.place(signature.lines[0], after=place)
        office = reading.lines[place]
        block = [line for line in reading.lines if line.cell == office.cell and line.text]
        signer = block[-1]
        assert signer.text == signature.name
        assert not [line for line in block if line.is_italic and line.text != signature.note]
        for line in block:
            if line.text == signature.note:
                continue
            assert line.is_bold
            assert 13 <= line.size <= 14
            assert line.centre == pytest.approx(signer.centre, abs=2)
            assert line.left >= line.x0 - 0.5
            if line is not signer:
                assert line.text == line.text.upper()
        own = [line for line in reading.lines if line.cell == office.cell]
        assert sum(line.exact for line in own if not line.text) > 60
        rooms.append(office)
    if len(rooms) == 2:
        left, right = rooms
        assert left.cell[:2] == right.cell[:2]
        assert left.right < MIDDLE < right.left
    else:
        (only,) = rooms
        assert only.centre > MIDDLE
        assert only.left > 269


@every(SIGNED)
def test_signature_stays_in_one_piece_with_the_text_above_it(name, index):
    reading = word_sample(name, index)
    office = reading.find(reading.paper.signatures[0].lines[0])
    row = reading.document.element.body.findall(qn("w:tbl"))[_outer(reading, office)]
    assert row.find(qn("w:tr")).trPr.find(qn("w:cantSplit")) is not None
    body = list(reading.document.element.body)
    before = [child for child in body[: body.index(row)] if child.tag == qn("w:p")][-2:]
    assert all(child.pPr.find(qn("w:keepNext")) is not None for child in before)


def _outer(reading: WordReading, line: WordLine) -> int:
    return line.cell[0]


@every([("counting-minutes", 0), ("minutes", 0)])
def test_names_of_two_signers_stand_on_one_line(name, index):
    reading = word_sample(name, index)
    heights = []
    for signature in reading.paper.signatures:
        office = reading.find(signature.lines[0])
        block = [line for line in reading.lines if line.cell == office.cell]
        heights.append(sum(line.before + line.after + line.height for line in block[:-1]))
    assert heights[0] == pytest.approx(heights[1], abs=1.5)


def test_second_title_stands_between_signature_and_name():
    reading = word_sample("oversight-report")
    second = reading.find("PHÓ CHỦ TỊCH HĐND TỈNH")
    block = [line for line in reading.lines if line.cell == second.cell]
    assert [line.text for line in block] == [
        "TM. ĐOÀN GIÁM SÁT",
        "TRƯỞNG ĐOÀN",
        "",
        "PHÓ CHỦ TỊCH HĐND TỈNH",
        "Phạm Văn Mẫu",
    ]


@every(URGENT)
def test_urgency_box_has_the_size_of_the_decree(name, index):
    reading = word_sample(name, index)
    word = reading.find(reading.paper.urgency)
    assert word.text == reading.paper.urgency
    assert word.is_bold
    assert 13 <= word.size <= 14
    assert {run.colour for run in word.runs} == {"E3000F"}
    (box,) = (
        table
        for table in reading.document.element.body.iter(qn("w:tbl"))
        if not list(table.iter(qn("w:tbl")))[1:] and word.text in _letters(table)
    )
    side = int(box.tblPr.find(qn("w:tblW")).get(qn("w:w"))) / 20 / MM
    assert side == pytest.approx(description.URGENCY_WIDTHS_MM[reading.paper.urgency], abs=0.2)
    height = box.find(qn("w:tr")).trPr.find(qn("w:trHeight"))
    assert int(height.get(qn("w:val"))) / 20 / MM == pytest.approx(8, abs=0.2)
    assert height.get(qn("w:hRule")) == "exact"
    edges = list(box.tblPr.find(qn("w:tblBorders")))
    assert [edge.tag.rsplit("}", 1)[1] for edge in edges] == ["top", "left", "bottom", "right"]
    assert {edge.get(qn("w:color")) for edge in edges} == {"E3000F"}
    assert {edge.get(qn("w:val")) for edge in edges} == {"single"}
    assert word.centre == pytest.approx(reading.find("Số:").centre, abs=1.5)
    assert word.left > word.x0


def _letters(element) -> str:
    return "".join(node.text or "" for node in element.iter(qn("w:t")))


@every(ALL)
def test_page_number_is_13_pt_upright_and_centred_and_not_on_the_first_page(name, index):
    reading = word_sample(name, index)
    document = reading.document
    for section, sheet in zip(document.sections, reading.sheets, strict=True):
        (paragraph,) = (p for p in section.header.paragraphs if list(p._element.iter(qn("w:r"))))
        line = line_of(paragraph._element, document, sheet.left, sheet.text)
        assert line.align == "center"
        assert line.first_indent == 0
        assert {run.size for run in line.runs} <= {13.0, 14.0}
        assert line.is_plain
        assert {run.colour for run in line.runs} == {"000000"}
        assert [node.text.strip() for node in paragraph._element.iter(qn("w:instrText"))] == [
            "PAGE"
        ]
        assert section.different_first_page_header_footer
        assert _letters(section.first_page_header._element) == ""
        # The number stands inside the top margin of 20 mm.
        assert section.header_distance.pt + line.height < 20 * MM
        assert _letters(section.footer._element) == ""


@every(APPENDED)
def test_appendix_head_numbers_and_direction_of_the_page(name, index):
    reading = word_sample(name, index)
    paper = reading.paper
    for number, appendix in enumerate(paper.appendices):
        place = reading.place(paper.appendix_label(number))
        label = reading.lines[place]
        assert label.text == paper.appendix_label(number)
        sheet = reading.sheets[label.section]
        assert label.section == number + 1
        assert sheet.is_landscape == appendix.landscape
        middle = sheet.left + sheet.text / 2
        titles = reading.lines[place + 1 : place + 1 + len(title_lines(appendix.title))]
        assert " ".join(line.text for line in titles) == appendix.title
        reference = reading.below(titles[-1])
        assert reference.text == paper.reference
        assert reference.is_italic
        for line in (label, *titles):
            assert line.is_bold
            assert 13 <= line.size <= 14
        for line in (label, *titles, reference, reading.below(reference)):
            assert line.centre == pytest.approx(middle, abs=2)
        assert label.size == 14


@every([(n, i) for n, i in ALL if sample(n)[i].appendices])
def test_tables_of_an_appendix_fill_the_width_of_its_page(name, index):
    reading = word_sample(name, index)
    grids = {}
    for line in reading.lines:
        if line.section and line.cell:
            low, high = grids.get(line.cell[0], (9999.0, 0.0))
            grids[line.cell[0]] = (min(low, line.x0), max(high, line.x0 + line.room))
            sheet = reading.sheets[line.section]
            assert line.x0 - 4 >= sheet.left - 0.1
    for low, high in grids.values():
        assert high - low + 8 == pytest.approx(
            max(sheet.text for sheet in reading.sheets if sheet.text >= high - low), abs=1.5
        )


@every(CONTACT)
def test_contact_line_stands_at_the_foot_of_page_one_under_a_full_rule(name, index):
    reading = word_sample(name, index)
    document, sheet = reading.document, reading.sheets[0]
    (paragraph,) = document.sections[0].first_page_footer.paragraphs
    line = line_of(paragraph._element, document, sheet.left, sheet.text)
    assert line.text == reading.paper.contact
    assert 11 <= line.size <= 12
    assert line.is_plain
    assert line.edge == "top"
    assert line.room == pytest.approx(sheet.text, abs=0.1)
    for section in document.sections[1:]:
        assert _letters(section.first_page_footer._element) == ""


@every(ALL)
def test_letters_are_composed_and_the_file_has_title_and_language(name, index):
    reading = word_sample(name, index)
    assert all(unicodedata.is_normalized("NFC", line.text) for line in reading.lines)
    core = reading.document.core_properties
    assert core.title == reading.paper.title[:255]
    assert re.fullmatch(r"vi(-VN)?", core.language)
    normal = reading.document.styles["Normal"].element
    assert normal.rPr.find(qn("w:lang")).get(qn("w:val")) == "vi-VN"


@every(ATTACHED)
def test_attached_text_is_tied_to_its_resolution(name, index):
    reading = word_sample(name, index)
    paper = reading.paper
    title = reading.lines[0]
    assert title.text == paper.name.upper()
    assert title.before > 20 * MM  # room for the seal that hangs over the corner
    assert title.is_bold
    tie = reading.find(paper.reference)
    assert tie.is_italic
    assert tie.centre == pytest.approx(MIDDLE, abs=2)
    assert not any(line.text == NATION for line in reading.lines)


def test_certified_copy_block_stands_under_a_rule_across_the_text():
    reading = word_sample("certified-copy")
    copy = reading.paper.copy
    kind = reading.find(copy.kind)
    assert kind.is_bold
    assert 13 <= kind.size <= 14
    place = reading.lines.index(kind)
    rules = [line for line in reading.lines[:place] if line.edge and line.cell is None]
    assert rules[-1].room == pytest.approx(RIGHT - LEFT, abs=0.5)
    number = reading.lines[reading.place("Số: 05/SY-VP", after=place)]
    placed = reading.lines[reading.place("An Mẫu, ngày", after=place)]
    assert number.is_plain
    assert placed.is_italic
    assert number.cell[:2] == placed.cell[:2]
    assert reading.lines[reading.place("CHÁNH VĂN PHÒNG", after=place)].is_bold


def test_paragraphs_never_run_into_each_other():
    """Neighbours of the body are parted by at least 6 pt, whichever of the two brings them."""
    for name in ("report", "notice", "oversight-report", "resolution-legal"):
        lines = [line for _, line in body_lines(word_sample(name))]
        assert lines
        assert all(above.after + below.before >= 6 for above, below in pairwise(lines))


def test_many_recipients_go_on_below_the_signature():
    names = tuple(f"Ủy ban nhân dân xã Mẫu {n}" for n in range(1, 91))
    paper = replace(sample("official-letter")[0], recipients=Recipients(names))
    reading = read_word(paper)
    label = reading.find("Nơi nhận:")
    lines = [line for line in reading.lines if line.text in paper.recipients.lines]
    assert tuple(line.text for line in lines) == paper.recipients.lines
    beside = [line for line in lines if line.cell == label.cell]
    # One row holds the signature and is not cut: it must be shorter than a page.
    assert len(beside) == 26
    assert reading.find("Phạm Văn Mẫu").cell[:2] == label.cell[:2]
    for line in lines[26:]:
        assert line.cell is None
        assert line.size == 11
        assert line.x0 == pytest.approx(LEFT, abs=0.1)
        assert line.room == pytest.approx(65 * MM, abs=0.5)


@pytest.mark.parametrize("urgency", description.Urgency)
def test_every_urgency_fits_its_box_on_one_line(urgency):
    word = read_word(replace(sample("official-letter")[0], urgency=urgency)).find(urgency)
    assert word.room / MM == pytest.approx(description.URGENCY_WIDTHS_MM[urgency], abs=0.2)
    assert word.width < word.room
    assert word.text == urgency


def test_marks_of_circulation_are_boxed_by_their_words():
    paper = replace(sample("official-letter")[0], urgency=None, marks=(description.Mark.DRAFT,))
    reading = read_word(paper)
    mark = reading.find("DỰ THẢO")
    assert mark.is_bold
    assert {run.colour for run in mark.runs} == {"000000"}
    assert 4 * MM < mark.room - mark.width < 8 * MM
    assert mark.centre == pytest.approx(reading.find("Số:").centre, abs=1.5)
