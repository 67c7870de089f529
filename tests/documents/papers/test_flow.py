"""Numbers that are counted, never typed: parts, chapters, articles, clauses and points."""

import pytest

from hdnd_portal.documents.papers import (
    Article,
    Bullets,
    Chapter,
    Clause,
    Heading,
    PaperError,
    Paragraph,
    Part,
    Point,
    Run,
    Section,
    Sitting,
    Subsection,
    programme_table,
)
from hdnd_portal.documents.papers.flow import bases, flow


def texts(*blocks):
    return [line.text for line in flow(blocks)]


def test_articles_and_chapters_run_on_and_clauses_start_again():
    assert texts(
        Part("Một"),
        Chapter("Quy định chung"),
        Article("Phạm vi"),
        Clause("khoản một"),
        Clause("khoản hai"),
        Point("điểm"),
        Part("Hai"),
        Chapter("Tổ chức"),
        Section("Mục đầu"),
        Subsection("Tiểu mục đầu"),
        Article("Hiệu lực"),
        Clause("lại từ một"),
        Point("lại từ a"),
    ) == [
        "Phần I",
        "MỘT",
        "Chương I",
        "QUY ĐỊNH CHUNG",
        "Điều 1. Phạm vi",
        "1. khoản một",
        "2. khoản hai",
        "a) điểm",
        "Phần II",
        "HAI",
        "Chương II",
        "TỔ CHỨC",
        "Mục 1",
        "MỤC ĐẦU",
        "Tiểu mục 1",
        "TIỂU MỤC ĐẦU",
        "Điều 2. Hiệu lực",
        "1. lại từ một",
        "a) lại từ a",
    ]


def test_headings_of_a_report():
    assert texts(
        Heading("KẾT QUẢ"), Clause("đã làm", title="Về giám sát"), Heading("KIẾN NGHỊ"), Clause("x")
    ) == ["I. KẾT QUẢ", "1. Về giám sát", "đã làm", "II. KIẾN NGHỊ", "1. x"]


def test_inserted_articles_and_points_carry_their_own_number_and_count_nothing():
    assert texts(
        Article("Năm"),
        Clause("a"),
        Article("Năm a", number="5a"),
        Clause("b"),
        Point("c", "a1"),
        Point("d"),
        Article("Sáu"),
    ) == ["Điều 1. Năm", "1. a", "Điều 5a. Năm a", "1. b", "a1) c", "a) d", "Điều 2. Sáu"]


def test_points_go_through_đ():
    assert texts(*(Point(str(n)) for n in range(6)))[4] == "đ) 4"


def test_runs_keep_their_style_and_the_spaces_between_them():
    (line,) = flow((Paragraph((Run("Tới dự: ", bold=True), Run(" kỳ họp  thứ 3"))),))
    assert line.text == "Tới dự: kỳ họp thứ 3"
    assert [run.bold for run in line.runs] == [True, False]


def test_article_without_a_title_says_its_rule_on_the_same_line():
    (line,) = flow((Article(text="Ban hành kế hoạch."),))
    assert [(run.text, run.bold) for run in line.runs] == [
        ("Điều 1. ", True),
        ("Ban hành kế hoạch.", False),
    ]
    assert not line.keep_with_next


def test_legal_bases_end_with_semicolons_and_a_full_stop():
    assert [line.text for line in bases(("Căn cứ A", "Căn cứ B"))] == ["Căn cứ A;", "Căn cứ B."]
    assert all(run.italic for line in bases(("Căn cứ A",)) for run in line.runs)


def test_programme_has_a_row_for_each_sitting():
    table = programme_table([Sitting("Sáng", (("08 giờ", "Khai mạc", "Chủ tịch"),))])
    assert [len(row) for row in table.rows] == [1, 3]
    assert table.rows[0][0].span == 3


def test_unknown_blocks_are_refused():
    with pytest.raises(PaperError, match="str"):
        list(flow(("chữ trần",)))


def test_bullets_begin_with_a_dash():
    assert texts(Bullets(("một", "hai"))) == ["- một", "- hai"]
