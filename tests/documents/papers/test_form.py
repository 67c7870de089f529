"""The form of every sample paper, measured on its PDF (Decree 30/2020/NĐ-CP, Appendix I)."""

import io
import re
import unicodedata
from itertools import pairwise

import pikepdf
import pytest

from hdnd_portal.documents.papers import render_pdf
from hdnd_portal.documents.papers.blocks import Align
from hdnd_portal.documents.papers.flow import Line, Role, bases, flow
from hdnd_portal.documents.papers.kinds import Regime
from hdnd_portal.documents.papers.layout import MOTTO, NATION
from hdnd_portal.documents.papers.samples import sample
from tests.documents.papers.reading import (
    ALL,
    BOTTOM,
    LEFT,
    MIDDLE,
    MM,
    RIGHT,
    TOP,
    Reading,
    read_sample,
    rows_of,
    squeezed,
)

HEADED = [(name, index) for name, index in ALL if not sample(name)[index].attached_to]
NUMBERED = [(n, i) for n, i in HEADED if sample(n)[i].number]
TITLED = [(n, i) for n, i in HEADED if sample(n)[i].kind.has_title]
ATTACHED = [(n, i) for n, i in ALL if sample(n)[i].attached_to]
SIGNED = [(n, i) for n, i in HEADED if sample(n)[i].signatures]
DATE = re.compile(r"ngày (0[1-9]|[12][0-9]|3[01]) tháng (01|02|[3-9]|1[0-2]) năm [0-9]{4}$")


def every(cases):
    """Run a test on each of these samples."""
    return pytest.mark.parametrize(
        ("name", "index"), cases, ids=[f"{name}-{index}" for name, index in cases]
    )


def wide(reading: Reading) -> list[bool]:
    """Which pages must be landscape: those of appendices described so."""
    return [appendix.landscape for appendix in reading.paper.appendices]


@every(ALL)
def test_page_is_a4_and_wide_only_for_wide_appendices(name, index):
    reading = read_sample(name, index)
    for page in reading.pages:
        sides = sorted((page.width, page.height))
        assert sides == pytest.approx([595.3, 841.9], abs=0.6)
    assert any(page.is_landscape for page in reading.pages) == any(wide(reading))
    assert not reading.first.is_landscape


@every(ALL)
def test_every_letter_stands_inside_the_margins(name, index):
    for page in read_sample(name, index).pages:
        for line in page.body:
            assert line.x0 >= LEFT - 0.5, line
            assert line.x1 <= page.right + 0.5, line
            assert line.baseline <= page.bottom, line
        body = [c for c in page.chars if page.height - c["matrix"][5] > TOP]
        assert min(c["top"] for c in body) >= TOP - 0.1
        assert max(c["bottom"] for c in body) <= page.bottom + 0.5


@every(ALL)
def test_justified_lines_reach_the_right_margin(name, index):
    page = read_sample(name, index).first
    body = [line for line in page.body if line.sizes == {14.0} and not line.is_bold]
    full = [
        one
        for one, following in pairwise(body)
        # A line followed by its own continuation at the left margin is justified.
        if abs(following.x0 - LEFT) < 0.5 and 0 < following.baseline - one.baseline < 18
    ]
    for line in full:
        assert 538.6 <= line.x1 <= RIGHT + 0.5, line


@every(ALL)
def test_page_numbers_stand_alone_in_the_top_margin_and_restart_per_appendix(name, index):
    reading = read_sample(name, index)
    starts = [0]
    for number, page in enumerate(reading.pages):
        if any(re.fullmatch(r"Phụ lục( [IVX]+)?", line.text) for line in page.lines):
            starts.append(number)
    assert len(starts) == 1 + len(reading.paper.appendices)
    for number, page in enumerate(reading.pages):
        shown = [line for line in page.lines if line.baseline < TOP]
        own = number - max(start for start in starts if start <= number) + 1
        if own == 1:
            assert shown == []
            continue
        (line,) = shown
        assert line.text == str(own)
        assert line.size in {13.0, 14.0}
        assert line.is_plain
        assert line.centre == pytest.approx((LEFT + page.right) / 2, abs=3)


@every(ALL)
def test_only_tinos_is_embedded_and_as_a_subset(name, index):
    with pikepdf.open(io.BytesIO(read_sample(name, index).content)) as pdf:
        fonts = [font for font in pdf.objects if _is_font(font)]
        assert fonts
        for font in fonts:
            assert re.match(r"^/[A-Z]{6}\+Tinos(-Bold|-Italic|-Bold-Italic)?$", str(font.FontName))
            assert any(key in font for key in ("/FontFile2", "/FontFile3"))


def _is_font(thing) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"


@every(ALL)
def test_all_text_is_black_but_the_urgency_stamp(name, index):
    reading = read_sample(name, index)
    for page in reading.pages:
        for char in page.chars:
            if tuple(char["non_stroking_color"]) != (0, 0, 0):
                assert reading.paper.urgency is not None
                assert char["text"] in reading.paper.urgency
        for box in page.boxes:
            # Red is the stroke of the stamp; a square code stands on white.
            if box[4] not in {(0, 0, 0), (1, 1, 1)}:
                assert reading.paper.urgency is not None
                assert box[4] == pytest.approx((0xE3 / 255, 0, 0x0F / 255), abs=0.01)


@every(HEADED)
def test_name_of_the_state_and_motto(name, index):
    page = read_sample(name, index).first
    nation, motto = page.find(NATION), page.find(MOTTO)
    assert nation.text == NATION
    assert nation.is_bold
    assert 12 <= nation.size <= 13
    assert nation.x0 > 250
    assert motto.text == MOTTO
    assert motto.is_bold
    assert motto.size == nation.size + 1
    assert motto.centre == pytest.approx(nation.centre, abs=1.5)
    assert 14 <= motto.baseline - nation.baseline <= 18


@every(HEADED)
def test_rules_under_motto_issuer_and_summary(name, index):
    reading = read_sample(name, index)
    page = reading.first
    motto = page.find(MOTTO)
    x0, x1, _ = page.rule_below(motto)
    assert x1 - x0 == pytest.approx(motto.width, abs=2)
    assert (x0 + x1) / 2 == pytest.approx(motto.centre, abs=1.5)
    lines = [_issuer_lines(reading)[-1]]
    if reading.paper.kind.has_title:
        lines.append(_summary_lines(reading)[-1])
    for line in lines:
        x0, x1, _ = page.rule_below(line)
        assert line.width / 3 <= x1 - x0 <= line.width / 2
        assert (x0 + x1) / 2 == pytest.approx(line.centre, abs=1.5)


@every(ATTACHED)
def test_rule_of_an_attached_text_stands_under_the_line_that_ties_it(name, index):
    reading = read_sample(name, index)
    summary = _summary_lines(reading)[-1]
    _, tie = rows_of(reading.paper.reference, reading.rows, 0)
    (line,) = tie[-1].lines
    assert line.is_italic
    x0, x1, _ = reading.first.rule_below(line)
    assert summary.width / 3 <= x1 - x0 <= summary.width / 2
    assert (x0 + x1) / 2 == pytest.approx(MIDDLE, abs=1.5)


def _issuer_lines(reading: Reading):
    """The lines of the body that issues the paper, in the left column above the number."""
    page, nation = reading.first, reading.first.find(NATION)
    rest = squeezed("".join(reading.paper.issuer.issuing))
    lines = []
    for line in page.body:
        if line.is_bold and line.x1 < nation.x0 and rest.startswith(squeezed(line.text)):
            lines.append(line)
            rest = rest.removeprefix(squeezed(line.text))
    assert rest == ""
    return lines


def _summary_lines(reading: Reading):
    words = reading.paper.summary
    lines = []
    for line in reading.first.body:
        if line.is_bold and words.startswith(line.text):
            lines.append(line)
            words = words[len(line.text) :].lstrip()
    assert words == ""
    return lines


@every(HEADED)
def test_issuer_stands_left_of_the_state_and_only_itself_is_bold(name, index):
    reading = read_sample(name, index)
    page = reading.first
    nation = page.find(NATION)
    for text in reading.paper.issuer.issuing:
        line = page.find(text)
        assert line.is_bold
        assert line.size == 13
        assert line.x1 < nation.x0
    for text in reading.paper.issuer.parents:
        line = page.find(text)
        assert line.is_plain
        assert line.x1 < nation.x0
    assert page.find(
        (*reading.paper.issuer.parents, *reading.paper.issuer.issuing)[0]
    ).baseline == (pytest.approx(nation.baseline, abs=1.5))


@every(NUMBERED)
def test_number_and_date_share_a_baseline(name, index):
    reading = read_sample(name, index)
    page = reading.first
    number = page.find("Số:")
    placed = page.find(f"{reading.paper.place_date.place}, ngày")
    assert number.centre == pytest.approx(_issuer_lines(reading)[-1].centre, abs=1.5)
    assert placed.centre == pytest.approx(page.find(NATION).centre, abs=1.5)
    assert number.x1 < min(placed.x0, page.find(NATION).x0)
    assert number.text == reading.paper.number.text
    assert number.is_plain
    assert number.size == 13
    assert placed.is_italic
    assert 13 <= placed.size <= 14
    assert placed.baseline == pytest.approx(number.baseline, abs=1.5)
    assert DATE.search(placed.text)


@every(TITLED)
def test_title_is_centred_bold_and_upper(name, index):
    reading = read_sample(name, index)
    title = reading.first.find(reading.paper.name.upper())
    for line in (title, *_summary_lines(reading)):
        assert line.centre == pytest.approx(MIDDLE, abs=2)
        assert line.is_bold
        assert 13 <= line.size <= 14


def test_official_letter_has_no_title_but_its_summary_under_the_number():
    reading = read_sample("official-letter")
    page = reading.first
    assert not any(line.text == "CÔNG VĂN" for line in page.lines)
    subject, number = page.find("V/v"), page.find("Số:")
    assert subject.text == "V/v chuyển kiến nghị của cử tri"
    assert 12 <= subject.size <= 13
    assert subject.is_plain
    assert subject.centre == pytest.approx(number.centre, abs=1.5)
    assert subject.x1 < page.find(NATION).x0
    # 6 pt below the line of the number, and no rule under it.
    assert 12 * 1.15 + 6 <= subject.baseline - number.baseline + 1.5 <= 24
    assert not [r for r in page.rules if 0 < r[2] - subject.baseline < 12 and r[0] < MIDDLE - 60]


def test_stamps_stand_in_the_middle_of_the_issuers_column():
    reading = read_sample("official-letter")
    page = reading.first
    word, number = page.find("KHẨN"), page.find("Số:")
    assert word.centre == pytest.approx(number.centre, abs=1.5)
    assert 13 <= word.size <= 14
    red = [box for box in page.boxes if box[4][0] > 0.5]
    assert (min(b[0] for b in red) + max(b[1] for b in red)) / 2 == pytest.approx(
        number.centre, abs=1.5
    )
    assert min(box[2] for box in red) > page.find("V/v").baseline


def _pieces(reading: Reading) -> list[Line]:
    """The lines of the paper and of its appendices, without tables and codes."""
    paper = reading.paper
    last = ";" if paper.kind.regime is Regime.LEGAL else "."
    pieces = [*bases(paper.bases, last_mark=last), *flow(paper.body)]
    for appendix in paper.appendices:
        pieces.extend(flow(appendix.body))
    return [piece for piece in pieces if isinstance(piece, Line)]


@every(ALL)
def test_body_size_indent_pitch_gaps_and_justification_on_every_page(name, index):
    reading = read_sample(name, index)
    found = reading.printed(_pieces(reading))
    for piece, rows in found:
        right = reading.pages[rows[0].page].right
        for row in rows:
            assert row.sizes <= {13.0, 14.0}, row
        if piece.align is Align.JUSTIFY:
            assert rows[0].x0 - LEFT == pytest.approx(36 if piece.indent else 0, abs=0.7), rows[0]
            for row in rows[1:]:
                assert row.x0 == pytest.approx(LEFT, abs=0.7), row
            for row in rows[:-1]:
                assert right - 14.2 <= row.x1 <= right + 0.5, row
        elif piece.align is Align.CENTRE:
            for row in rows:
                assert (row.x0 + row.x1) / 2 == pytest.approx((LEFT + right) / 2, abs=2), row
        for above, below in pairwise(rows):
            if above.page == below.page:
                assert 14 * 1.15 <= below.baseline - above.baseline <= 14 * 1.725
    for (_, above), (piece, below) in pairwise(found):
        if above[-1].page == below[0].page and piece.role is not Role.DIVISION_TITLE:
            assert below[0].baseline - above[-1].baseline >= 14 * 1.15 + 6


@every(ALL)
def test_words_of_the_body_are_bold_or_italic_as_described(name, index):
    reading = read_sample(name, index)
    for piece, rows in reading.printed(_pieces(reading)):
        fonts = frozenset().union(*(line.fonts for row in rows for line in row.lines))
        wanted = {(run.bold, run.italic) for run in piece.runs if run.text.strip()}
        assert {("Bold" in font, "Italic" in font) for font in fonts} == wanted


@every([(n, i) for n, i in ALL if sample(n)[i].bases])
def test_legal_bases_are_italic_and_end_as_the_form_wants(name, index):
    reading = read_sample(name, index)
    paper = reading.paper
    last = ";" if paper.kind.regime is Regime.LEGAL else "."
    printed = reading.printed(bases(paper.bases, last_mark=last))
    assert [piece.text[-1] for piece, _ in printed] == [*";" * (len(paper.bases) - 1), last]
    for _, rows in printed:
        assert all(line.is_italic and line.size == 14 for row in rows for line in row.lines)


@every(HEADED)
def test_blocks_follow_each_other_in_the_order_of_the_decree(name, index):
    reading = read_sample(name, index)
    paper = reading.paper
    order = [NATION]
    if paper.number:
        order.append("Số:")
    order.append(f"{paper.place_date.place}, ngày")
    if paper.kind.has_title:
        order += [paper.name.upper(), _summary_lines(reading)[-1].text]
    else:
        order.append("V/v")
    if paper.addressees:
        order.append("Kính gửi:")
    places = [(number, line.baseline) for number, line in map(reading.where, order)]
    printed = reading.printed(_pieces(reading)[: len(paper.bases) + len(_main_lines(reading))])
    for at in (0, -1):
        if printed:
            places += [(row.page, row.baseline) for row in printed[at][1]]
    if paper.enacting:
        enacting = reading.where(paper.enacting)
        assert (enacting[0], enacting[1].baseline) < places[-1]
    if paper.closing:
        places += [(row.page, row.baseline) for row in rows_of(paper.closing, reading.rows, 0)[1]]
    if paper.recipients and len(paper.signatures) == 1:
        number, line = reading.where("Nơi nhận:")
        places.append((number, line.baseline))
    if paper.signatures:
        name_line = _signer(reading, paper.signatures[-1])
        places.append((name_line[0], name_line[1].baseline))
    assert [(page, round(y)) for page, y in places] == sorted(
        (page, round(y)) for page, y in places
    )
    if paper.contact:
        # The address stands at the foot of page 1, below everything else there.
        contact = [row for row in reading.rows if row.page == 0][-1]
        assert squeezed(paper.contact).endswith(contact.letters)


def _main_lines(reading: Reading) -> list[Line]:
    return [piece for piece in flow(reading.paper.body) if isinstance(piece, Line)]


def _signer(reading: Reading, signature) -> tuple[int, object]:
    """The name under a signature: the first one below its office (a guest may bear it too)."""
    number, office = reading.where(signature.lines[-1])
    lines = [
        line
        for line in reading.pages[number].lines
        if line.baseline > office.baseline and line.text == signature.name
    ]
    return number, lines[0]


@every([(n, i) for n, i in SIGNED if sample(n)[i].recipients])
def test_recipients_stand_level_with_the_signature(name, index):
    reading = read_sample(name, index)
    number, label = reading.where("Nơi nhận:")
    page = reading.pages[number]
    assert label.is_bold
    assert label.is_italic
    assert label.size == 12
    assert label.x0 == pytest.approx(LEFT, abs=0.5)
    office = page.find(reading.paper.signatures[-1].lines[0])
    assert office.baseline == pytest.approx(label.baseline, abs=3)
    listed = [
        line
        for line in page.lines
        if line.sizes == {11.0} and 0 < line.baseline - label.baseline < 200 and line.x1 < 300
    ]
    assert all(line.x0 == pytest.approx(LEFT, abs=0.5) for line in listed)
    joined = " ".join(line.text for line in listed)
    assert joined.startswith(" ".join(reading.paper.recipients.lines))
    assert [line.text for line in listed if line.text.startswith("- Lưu: VT")]


@every([(n, i) for n, i in SIGNED if len(sample(n)[i].signatures) == 1])
def test_signature_is_on_the_right_and_in_one_piece(name, index):
    reading = read_sample(name, index)
    (signature,) = reading.paper.signatures
    number, office = reading.where(signature.lines[0])
    page = reading.pages[number]
    lines = [page.find(text) for text in signature.lines]
    signer = page.find(signature.name)
    for line in (*lines, signer):
        assert line.is_bold
        assert 13 <= line.size <= 14
        assert line.centre > MIDDLE
        assert line.x0 > 280
        assert line.centre == pytest.approx(signer.centre, abs=2)
    assert signer.baseline - lines[-1].baseline > 60
    # Never alone: running text stands above it on the same page.
    above = [line for line in page.body if line.baseline < office.baseline and min(line.sizes) > 12]
    assert len(above) >= 2


def test_urgency_box_has_the_size_of_the_decree():
    page = read_sample("official-letter").first
    outer = max(page.boxes, key=lambda box: box[1] - box[0] if box[4][0] > 0.5 else 0)
    assert (outer[1] - outer[0]) / MM == pytest.approx(20, abs=0.2)
    assert (outer[3] - outer[2]) / MM == pytest.approx(8, abs=0.2)
    assert page.find("KHẨN").is_bold


@every(ALL)
def test_text_layer_is_nfc(name, index):
    text = read_sample(name, index).text
    assert unicodedata.is_normalized("NFC", text)


@every(ALL)
def test_language_and_title_are_set(name, index):
    reading = read_sample(name, index)
    with pikepdf.open(io.BytesIO(reading.content)) as pdf:
        assert str(pdf.Root.Lang) == "vi"
        assert str(pdf.docinfo["/Title"]) == reading.paper.title
        assert pdf.Root.MarkInfo.Marked


# WeasyPrint leaves the colour profile it embeds to the garbage collector to close.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_archived_paper_says_it_is_pdf_a():
    content = render_pdf(sample("guidance-slip")[0], archive=True)
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_metadata() as meta:
        assert meta.pdfa_status == "2A"
    with (
        pikepdf.open(io.BytesIO(read_sample("guidance-slip").content)) as pdf,
        pdf.open_metadata() as meta,
    ):
        assert meta.pdfa_status == ""


@every([("invitation", 0), ("plan", 0)])
def test_the_same_paper_gives_the_same_bytes(name, index):
    assert render_pdf(sample(name)[index]) == read_sample(name, index).content


def test_legal_resolution_has_its_closing_line_and_no_enacting_word():
    reading = read_sample("resolution-legal")
    assert "QUYẾT NGHỊ" not in reading.text
    number, line = reading.where("Nghị quyết này đã được Hội đồng nhân dân")
    assert line.is_italic
    assert line.baseline < reading.pages[number].find("CHỦ TỊCH").baseline
    assert reading.paper.kind.regime is Regime.LEGAL


def test_individual_resolution_names_the_competent_body_and_enacts():
    page = read_sample("resolution-individual").first
    body, enacting = page.find("HỘI ĐỒNG NHÂN DÂN TỈNH AN MẪU"), page.find("QUYẾT NGHỊ:")
    for line in (body, enacting):
        assert line.is_bold
        assert line.centre == pytest.approx(MIDDLE, abs=2)
    assert body.baseline < page.find("Căn cứ").baseline < enacting.baseline


def test_attached_regulation_is_tied_to_its_resolution():
    resolution, regulation = (read_sample("resolution-legal-annex", n) for n in (0, 1))
    assert resolution.text.count("NGHỊ QUYẾT") == 1
    page = regulation.first
    assert not any(line.text == NATION for line in page.lines)
    tie = page.find("(Ban hành kèm theo Nghị quyết số 06/2026/NQ-HĐND ngày 10 tháng 12 năm")
    assert tie.is_italic
    assert page.find("QUY ĐỊNH").baseline < tie.baseline
    # Room for the seal that hangs over the upper left corner.
    assert page.lines[0].baseline > TOP + 20 * MM


def test_contact_line_stands_at_the_foot_of_page_one_under_a_full_rule():
    reading = read_sample("invitation")
    line = reading.first.find("Văn phòng Đoàn ĐBQH và HĐND tỉnh An Mẫu")
    assert line.size == 11
    assert BOTTOM - 45 < line.baseline < BOTTOM
    assert any(
        x1 - x0 == pytest.approx(RIGHT - LEFT, abs=1) and 0 < line.baseline - y < 20
        for x0, x1, y in reading.first.rules
    )
    assert "Điện thoại" not in "".join(line.text for line in reading.pages[1].lines)


def test_appendix_head_and_reference_line():
    page = read_sample("invitation").pages[1]
    assert page.find("Phụ lục").text == "Phụ lục"
    assert page.find("CHƯƠNG TRÌNH KỲ HỌP THỨ 3").is_bold
    assert page.find("(Kèm theo Giấy mời số 15/GM-HĐND ngày 24 tháng 11 năm 2026").is_italic
    several = read_sample("plan").text
    assert "Phụ lục I\n" in several
    assert "Phụ lục II\n" in several


def test_certified_copy_block_stands_under_a_rule_across_the_text():
    reading = read_sample("certified-copy")
    number, title = reading.where("SAO Y")
    assert number == 0  # on the sheet that is copied
    page = reading.pages[number]
    assert title.is_bold
    assert page.find("Số: 05/SY-VP").baseline > title.baseline
    assert any(x1 - x0 == pytest.approx(RIGHT - LEFT, abs=1) for x0, x1, _ in page.rules)


@every([(n, i) for n, i in SIGNED if len(sample(n)[i].signatures) == 2])
def test_two_signatures_stand_side_by_side_each_in_the_middle_of_its_half(name, index):
    reading = read_sample(name, index)
    names = []
    numbers = set()
    for place, signature in enumerate(reading.paper.signatures):
        number, office = reading.where(signature.lines[0])
        page = reading.pages[number]
        numbers.add(number)
        lines = [page.find(text) for text in signature.lines]
        _, signer = _signer(reading, signature)
        for line in (*lines, signer):
            assert line.is_bold
            assert 13 <= line.size <= 14
            assert line.centre == pytest.approx(signer.centre, abs=2)
            assert line.x1 < MIDDLE if place == 0 else line.x0 > MIDDLE
        assert signer.baseline - lines[-1].baseline > 60
        names.append(signer.baseline)
        above = [x for x in page.body if x.baseline < office.baseline and min(x.sizes) > 12]
        assert len(above) >= 2
    assert len(numbers) == 1
    assert names[0] == pytest.approx(names[1], abs=0.5)


def test_second_title_stands_between_signature_and_name():
    reading = read_sample("oversight-report")
    page = reading.pages[-1]
    chief, second = page.find("TRƯỞNG ĐOÀN"), page.find("PHÓ CHỦ TỊCH HĐND TỈNH")
    assert second.baseline - chief.baseline > 60
    assert 0 < page.find("Phạm Văn Mẫu").baseline - second.baseline < 25
