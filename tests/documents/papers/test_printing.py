"""What must hold for any text: letters, lengths, page breaks, missing fonts."""

import gc
import shutil
import unicodedata
from dataclasses import replace
from datetime import date

import pytest

from hdnd_portal.documents.papers import (
    Column,
    FontsMissing,
    Issuer,
    LettersMissing,
    Mark,
    Number,
    Paragraph,
    PlaceDate,
    Recipients,
    Signature,
    Table,
    Urgency,
    description,
    missing_letters,
    render_docx,
    render_pdf,
)
from hdnd_portal.documents.papers.fonts import DEFAULT_DIR, FILES, balanced, width
from hdnd_portal.documents.papers.layout import NATION, title_lines
from hdnd_portal.documents.papers.samples import sample
from tests.documents.papers.reading import LEFT, MIDDLE, MM, RIGHT, read

INVITATION = replace(sample("invitation")[0], appendices=(), contact="")
LETTER = sample("official-letter")[0]

VOWELS = "aăâeêioôơuưy"
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
LOWER = [unicodedata.normalize("NFC", v + t) for v in VOWELS for t in TONES] + ["đ"]
ALPHABET = sorted({c for c in (*LOWER, *(x.upper() for x in LOWER)) if ord(c) > 127})


def test_every_vietnamese_letter_is_printed_and_read_back_in_four_styles():
    assert len(ALPHABET) == 134
    letters = " ".join(ALPHABET)
    body = [
        Paragraph(letters, bold=bold, italic=italic)
        for bold in (False, True)
        for italic in (False, True)
    ]
    reading = read(replace(INVITATION, body=tuple(body)))
    for bold in (False, True):
        for italic in (False, True):
            printed = [
                char["text"]
                for page in reading.pages
                for char in page.chars
                if ("Bold" in char["fontname"]) == bold and ("Italic" in char["fontname"]) == italic
            ]
            assert set(ALPHABET) <= set(printed)


def test_text_typed_in_pieces_is_printed_composed():
    pieces = unicodedata.normalize("NFD", "Đề nghị đại biểu về dự đúng giờ")
    assert not unicodedata.is_normalized("NFC", pieces)
    paper = replace(
        INVITATION,
        summary=pieces,
        body=(Paragraph(pieces),),
        signatures=(Signature((unicodedata.normalize("NFD", "CHỦ TỊCH"),), "Nguyễn Văn Mẫu"),),
    )
    text = read(paper).text
    assert unicodedata.is_normalized("NFC", text)
    assert text.count("Đề nghị đại biểu về dự đúng giờ") == 2
    assert "CHỦ TỊCH" in text


def test_a_letter_the_font_lacks_is_refused_not_printed_in_another_face():
    with pytest.raises(LettersMissing) as refused:
        render_pdf(replace(INVITATION, body=(Paragraph("Kính mời \U0001f389 漢"),)))
    assert refused.value.characters == "漢\U0001f389"


def test_missing_fonts_stop_the_printer_with_a_clear_sentence(settings, tmp_path):
    for name in FILES.values():
        shutil.copy(DEFAULT_DIR / name, tmp_path / name)
    settings.PAPER_FONTS_DIR = tmp_path
    assert render_pdf(INVITATION).startswith(b"%PDF")
    (tmp_path / "Tinos-Bold.ttf").unlink()
    for render in (render_pdf, render_docx):
        with pytest.raises(FontsMissing, match=r"Tinos-Bold\.ttf not found in .*make run"):
            render(INVITATION)


def test_longest_place_name_keeps_the_head_in_one_row():
    paper = replace(
        INVITATION,
        issuer=description.standing_committee_issuer("Thành phố Hồ Chí Minh"),
        place_date=PlaceDate("Thành phố Hồ Chí Minh", date(2026, 12, 5)),
    )
    page = read(paper).first
    placed = page.find("Thành phố Hồ Chí Minh, ngày")
    assert placed.text == "Thành phố Hồ Chí Minh, ngày 05 tháng 12 năm 2026"
    assert placed.size == 13
    assert page.find(NATION).size == 12
    assert page.find("Độc lập").size == 13
    assert placed.baseline == pytest.approx(page.find("Số:").baseline, abs=1.5)
    assert placed.x1 <= RIGHT + 0.5


def test_long_issuer_breaks_into_even_lines_beside_the_state():
    paper = replace(
        INVITATION,
        issuer=Issuer(
            ("Đoàn giám sát chuyên đề về quản lý, sử dụng nhà, đất công",),
            "Đoàn giám sát",
            parents=("Hội đồng nhân dân", "Thành phố Hồ Chí Minh"),
        ),
    )
    page = read(paper).first
    head = [line for line in page.body if line.x1 < 285 and line.size == 13]
    own = [line for line in head if line.is_bold]
    assert len(own) == 3
    assert max(line.width for line in own) < 65 * MM
    assert min(line.width for line in own) > 0.6 * max(line.width for line in own)
    assert page.find("Số:").baseline > own[-1].baseline
    x0, x1, _ = page.rule_below(own[-1])
    assert own[-1].width / 3 <= x1 - x0 <= own[-1].width / 2


def test_long_titles_and_signatures_wrap_inside_their_columns():
    paper = replace(
        INVITATION,
        summary="Dự hội nghị lấy ý kiến về dự thảo nghị quyết quy định chính sách hỗ trợ " * 4,
        signatures=(
            Signature(
                (
                    "TM. ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM VÀ THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN TỈNH",
                    "CHỦ TỊCH",
                ),
                "Công Tằng Tôn Nữ Huyền Trân Phương Mẫu",
            ),
        ),
    )
    page = read(paper).first
    for line in page.body:
        assert line.x0 >= LEFT - 0.5
        assert line.x1 <= RIGHT + 0.5
    office = [line for line in page.lines if line.text.startswith("TM. ỦY BAN")]
    assert office[0].x0 > 280
    assert page.find("Công Tằng").centre == pytest.approx(office[0].centre, abs=2)


def test_a_word_without_spaces_is_cut_at_the_margin():
    page = read(replace(INVITATION, body=(Paragraph("https://" + "dai" * 90),))).first
    assert all(line.x1 <= RIGHT + 0.5 for line in page.body)


@pytest.mark.parametrize("count", range(9, 19))
def test_signature_never_stands_alone_wherever_the_text_ends(count):
    told = "Thường trực Hội đồng nhân dân tỉnh đề nghị các cơ quan thực hiện đúng thời hạn."
    body = (*(Paragraph(f"{told} {told}") for _ in range(count)), Paragraph("Trân trọng."))
    reading = read(replace(LETTER, body=body))
    number, office = reading.where("TM. THƯỜNG TRỰC")
    page = reading.pages[number]
    above = [
        line
        for line in page.body
        if line.baseline < office.baseline and line.sizes == {14.0} and line.x0 < 130
    ]
    assert len(above) >= 2
    assert reading.where("Phạm Văn Mẫu")[0] == number


def test_table_over_three_pages_repeats_its_head_and_keeps_rows_whole():
    table = Table(
        (Column("STT", 12), Column("Nội dung kiến nghị", 100), Column("Cơ quan", 53)),
        tuple((str(n), f"Kiến nghị mẫu số {n} " * 4, "Sở Tài chính") for n in range(1, 71)),
    )
    reading = read(replace(INVITATION, body=(table, Paragraph("Hết bảng."))))
    with_rows = [page for page in reading.pages if "Sở Tài chính" in str(page.lines)]
    assert len(with_rows) >= 3
    for page in with_rows:
        heads = [line for line in page.lines if line.text == "Nội dung kiến nghị"]
        assert len(heads) == 1
        assert heads[0].is_bold
        ends = [line.baseline for line in page.body if line.text.endswith("Sở Tài chính")]
        starts = [line.baseline for line in page.body if "Kiến nghị mẫu số" in line.text]
        assert min(starts) <= min(ends)


def test_last_row_of_a_table_is_not_left_alone_on_a_page():
    table = Table(
        (Column("STT", 12), Column("Nội dung", 100)),
        tuple((str(n), f"Hàng {n}") for n in range(1, 71)),
    )
    for rows in range(27, 30):
        reading = read(replace(INVITATION, body=(replace(table, rows=table.rows[:rows]),)))
        printed = [
            [line.text for line in page.lines if "Hàng" in line.text] for page in reading.pages
        ]
        assert [len(page) for page in printed if page] != [rows - 1, 1]
        assert sum(len(page) for page in printed) == rows


def test_many_recipients_go_on_below_and_over_the_page():
    names = tuple(f"Ủy ban nhân dân xã Mẫu {n}" for n in range(1, 91))
    reading = read(replace(LETTER, recipients=Recipients(names)))
    printed = [
        line.text
        for page in reading.pages
        for line in page.lines
        if line.text.startswith("- Ủy ban nhân dân xã Mẫu")
    ]
    assert printed == [f"- {name};" for name in names]
    number, office = reading.where("TM. THƯỜNG TRỰC")
    assert number == reading.where("Phạm Văn Mẫu")[0]
    assert reading.pages[number].find("Nơi nhận:").baseline == pytest.approx(office.baseline, abs=3)


@pytest.mark.parametrize("urgency", Urgency)
def test_urgency_stamps_have_their_sizes(urgency):
    page = read(replace(LETTER, urgency=urgency)).first
    red = [box for box in page.boxes if box[4][0] > 0.5]
    x0 = min(box[0] for box in red)
    x1 = max(box[1] for box in red)
    height = max(box[3] - box[2] for box in red)
    assert (x1 - x0) / MM == pytest.approx(description.URGENCY_WIDTHS_MM[urgency], abs=0.2)
    assert height / MM == pytest.approx(8, abs=0.2)
    word = page.find(urgency.value)
    assert x0 < word.x0
    assert word.x1 < x1


def test_marks_of_circulation_are_boxed_under_the_number():
    page = read(replace(LETTER, urgency=None, marks=(Mark.INTERNAL,))).first
    mark = page.find("LƯU HÀNH NỘI BỘ")
    assert mark.is_bold
    assert mark.baseline > page.find("Số:").baseline
    box = min(box[0] for box in page.boxes), max(box[1] for box in page.boxes)
    # A box around the words, in the middle of the column and not across it.
    assert 4 * MM < (box[1] - box[0]) - mark.width < 8 * MM
    assert sum(box) / 2 == pytest.approx(page.find("Số:").centre, abs=1.5)


def test_titles_are_not_broken_inside_a_name_or_before_a_number():
    told = "Triệu tập Kỳ họp thứ 3 (Kỳ họp thường lệ cuối năm 2026) Hội đồng nhân dân tỉnh Lam Vân"
    for start in range(len(told.split())):
        lines = title_lines(" ".join([*told.split()[start:], "khóa XI, nhiệm kỳ 2026–2031"]))
        for line in lines[:-1]:
            assert not line.lower().endswith(("hội", "hội đồng", "nhân", "thứ", "năm"))
    assert " ".join(title_lines(told)) == told


def test_a_paper_not_yet_numbered_shows_the_gaps_of_the_form():
    paper = replace(
        INVITATION, number=Number("GM-HĐND"), place_date=PlaceDate("An Mẫu", None, 2026)
    )
    page = read(paper).first
    number, placed = page.find("Số:"), page.find("An Mẫu, ngày")
    assert number.text.replace("\u00a0", " ") == "Số:        /GM-HĐND"
    assert placed.text.replace("\u00a0", " ") == "An Mẫu, ngày        tháng        năm 2026"
    assert number.baseline == pytest.approx(placed.baseline, abs=1.5)


def test_markup_in_the_text_is_printed_as_text():
    told = 'Tên <script>alert("x")</script> & <b>đậm</b>'
    reading = read(replace(INVITATION, summary=told, body=(Paragraph(told),)))
    assert told in reading.text
    assert not reading.first.find('Tên <script>alert("x")</script> & <b>đậm</b>').is_italic


def test_one_guest_differs_from_the_next_but_carries_the_same_programme():
    first, second = (
        read(replace(sample("invitation")[0], body=(Paragraph(f"Kính mời ông Mẫu {n}."),)))
        for n in (1, 2)
    )
    assert "ông Mẫu 1" in first.text
    assert "ông Mẫu 2" in second.text
    assert "ông Mẫu 1" not in second.text
    assert first.pages[-1].lines == second.pages[-1].lines


@pytest.mark.parametrize("size", [12, 13, 14])
def test_measured_widths_agree_with_the_print(size):
    # Printed: 269.3 pt at 13 pt, with kerning.
    assert width(NATION, size, bold=True) == pytest.approx(269.3 * size / 13, rel=0.012)


def test_balanced_lines_need_no_more_lines_than_a_greedy_break():
    text = "Quy định mức hỗ trợ người làm công tác hòa giải ở cơ sở trên địa bàn tỉnh An Mẫu"
    lines = balanced(text, 14, 400, bold=True)
    assert " ".join(lines) == text
    assert len(lines) == 2
    widths = [width(line, 14, bold=True) for line in lines]
    assert min(widths) / max(widths) > 0.8
    assert balanced("một", 14, 1) == ("một",)


def test_signature_centre_is_right_of_the_middle_in_both_sizes():
    for lines in (("TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN", "CHỦ TỊCH"), ("CHỦ TỊCH",)):
        page = read(replace(INVITATION, signatures=(Signature(lines, "Nguyễn Văn Mẫu"),))).first
        assert page.find(lines[0]).centre > MIDDLE
        assert page.find(lines[0]).size == (13 if "TM." in lines[0] else 14)


def test_forms_can_ask_which_characters_cannot_be_printed():
    assert missing_letters("Nguyễn Thị Ánh – “Mẫu” … 1.000 ₫") == ""
    assert missing_letters("Ông \U0001f600 ✓") == "✓\U0001f600"


def test_the_garbage_collector_is_on_again_after_printing():
    assert gc.isenabled()
    with pytest.raises(LettersMissing):
        render_pdf(replace(INVITATION, body=(Paragraph("漢"),)))
    assert gc.isenabled()
