"""The form check: one text in good form, and each fault found where it is."""

from dataclasses import replace
from datetime import date

import pytest

from sessions.article_text import NotArticles, markers, read_articles, wording_of, write_articles
from sessions.form_check import Text, check_form, is_in_form, rank
from sessions.resolution_labels import CHECKS
from sessions.workflow.resolution import ResolutionForm
from tests.sessions.resolutions import ARTICLES

ADOPTED, EFFECT = date(2026, 7, 16), date(2026, 8, 1)
GOOD = Text(
    form=ResolutionForm.LEGAL,
    title="Quy định mức hỗ trợ hòa giải viên",
    bases=(
        "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15",
        "Căn cứ Luật Ngân sách nhà nước số 89/2025/QH15",
        "Căn cứ Nghị định số 66/2026/NĐ-CP ngày 28 tháng 02 năm 2026 của Chính phủ",
        "Xét Tờ trình của UBND tỉnh; ý kiến thảo luận của đại biểu",
    ),
    enacting="Hội đồng nhân dân tỉnh ban hành Nghị quyết quy định mức hỗ trợ.",
    closing="Nghị quyết này đã được Hội đồng nhân dân tỉnh thông qua ngày 16 tháng 7 năm 2026.",
    articles=tuple(read_articles(ARTICLES, titled=True)),
    recipients=("Ủy ban Thường vụ Quốc hội", "Chính phủ", "Bộ Tư pháp", "Công báo tỉnh"),
    adopted_on=ADOPTED,
    effective_on=EFFECT,
    earliest_on=date(2026, 7, 26),
    is_shortened=False,
    ended_acts={},
)
INDIVIDUAL = replace(GOOD, form=ResolutionForm.INDIVIDUAL, enacting="", closing="")


def failed(text):
    return {finding.code for finding in check_form(text) if not finding.passed}


def articles(text, titled=True):
    return tuple(read_articles(text, titled=titled))


@pytest.mark.parametrize("text", [GOOD, INDIVIDUAL])
def test_a_text_in_good_form_has_no_finding_against_it(text):
    found = check_form(text)

    assert failed(text) == set()
    assert is_in_form(found)
    assert all(finding.source for finding in found)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"title": ""}, "title_given"),
        ({"title": "Quy định mức hỗ trợ."}, "title_given"),
        ({"bases": ()}, "bases_given"),
        ({"bases": GOOD.bases[1:]}, "local_law_first"),
        ({"bases": (GOOD.bases[0], GOOD.bases[2], GOOD.bases[1], GOOD.bases[3])}, "bases_ordered"),
        ({"bases": (GOOD.bases[0], "Luật Ngân sách nhà nước", GOOD.bases[3])}, "bases_marked"),
        ({"bases": (GOOD.bases[0], "Căn cứ Luật Ngân sách,", GOOD.bases[3])}, "bases_marked"),
        ({"bases": GOOD.bases[:3]}, "considered_last"),
        ({"ended_acts": {"89/2025/QH15": date(2026, 7, 15)}}, "bases_in_force"),
        ({"enacting": ""}, "enacting_sentence"),
        ({"enacting": "QUYẾT NGHỊ:"}, "no_enacting_words"),
        ({"articles": ()}, "articles_numbered"),
        ({"articles": GOOD.articles[1:]}, "articles_numbered"),
        (
            {"articles": (replace(GOOD.articles[0], title=""), *GOOD.articles[1:])},
            "articles_titled",
        ),
        (
            {"articles": (replace(GOOD.articles[0], lines=()), *GOOD.articles[1:])},
            "articles_filled",
        ),
        (
            {"articles": (replace(GOOD.articles[0], lines=("2. Sai",)), *GOOD.articles[1:])},
            "clauses_counted",
        ),
        (
            {"articles": (replace(GOOD.articles[0], lines=("- Gạch",)), *GOOD.articles[1:])},
            "no_dashes",
        ),
        (
            {
                "articles": (
                    replace(GOOD.articles[0], lines=("Theo Điều 9 Nghị quyết này.",)),
                    *GOOD.articles[1:],
                )
            },
            "references_exist",
        ),
        ({"closing": GOOD.closing.replace("tháng 7", "tháng 07")}, "dates_written"),
        ({"closing": GOOD.closing.replace("16 tháng 7", "31 tháng 6")}, "dates_written"),
        ({"effective_on": date(2026, 8, 2)}, "effect_date"),
        ({"effective_on": None}, "effect_date"),
        ({"earliest_on": date(2026, 8, 2)}, "effect_late_enough"),
        ({"closing": ""}, "closing_line"),
        ({"closing": "Nghị quyết này đã được thông qua."}, "closing_line"),
        ({"recipients": ()}, "recipients_given"),
        ({"recipients": ("Chính phủ",)}, "recipients_of_legal"),
        ({"missing_letters": "☃"}, "printable"),
        ({"has_signer": False}, "signer_known"),
    ],
)
def test_each_fault_of_a_legal_resolution_is_found(changed, code):
    assert code in failed(replace(GOOD, **changed))
    assert code in CHECKS


def test_an_act_that_ended_on_the_day_of_adoption_was_still_in_force():
    assert failed(replace(GOOD, ended_acts={"89/2025/QH15": ADOPTED})) == set()


def test_the_shortened_procedure_lets_effect_begin_with_the_adoption_and_not_before():
    words = ARTICLES.replace("01 tháng 8", "16 tháng 7")
    early = replace(GOOD, is_shortened=True, effective_on=ADOPTED, articles=articles(words))

    assert failed(early) == set()
    assert "effect_shortened" in failed(replace(early, effective_on=date(2026, 7, 15)))


def test_an_individual_resolution_is_judged_by_its_own_rules():
    plain = articles("Điều 1. Thông qua.\nĐiều 2. Nghị quyết có hiệu lực từ ngày ký.", titled=False)

    assert failed(replace(INDIVIDUAL, articles=plain)) == set()
    assert failed(replace(INDIVIDUAL, articles=plain[:1])) == {"effect_stated"}
    assert is_in_form(check_form(replace(INDIVIDUAL, articles=plain[:1])))


def test_what_warns_does_not_bind():
    unordered = replace(GOOD, recipients=("Chính phủ",))

    assert is_in_form(check_form(unordered))
    assert not is_in_form(check_form(replace(GOOD, closing="")))


@pytest.mark.parametrize(
    ("basis", "expected"),
    [
        ("Căn cứ Hiến pháp", 0),
        ("Căn cứ Luật Đất đai", 1),
        ("Căn cứ Nghị quyết của Quốc hội về …", 1),
        ("Căn cứ Nghị quyết số 103/2025/UBTVQH15 của Ủy ban Thường vụ Quốc hội", 3),
        ("Căn cứ Nghị định số 78/2025/NĐ-CP", 4),
        ("Căn cứ Thông tư số 1", 6),
        ("Xét Tờ trình", 9),
    ],
)
def test_acts_are_ranked_by_their_force(basis, expected):
    assert rank(basis) == expected


def test_articles_are_read_and_written_back_the_same():
    read = read_articles(ARTICLES, titled=True)

    assert [one.number for one in read] == ["1", "2", "3", "4"]
    assert read[0].lines[2] == "a) Hòa giải viên;"
    assert read_articles(write_articles(read), titled=True) == read


def test_words_before_the_first_article_are_named():
    with pytest.raises(NotArticles, match="Mở đầu"):
        read_articles("Mở đầu\nĐiều 1. A", titled=True)


def test_points_go_by_the_vietnamese_alphabet():
    found = markers(["1. A", "a) x", "b) x", "c) x", "d) x", "đ) x", "e) x", "2. B", "a) y"])

    assert all(mark.typed == mark.expected for mark in found)
    assert markers(["a) x", "c) y"])[1].expected == "b)"


@pytest.mark.parametrize(
    ("provision", "wording"),
    [
        ("Điều 2", "Điều 2. Mức hỗ trợ\n1. Một.\na) Điểm a;\n2. Hai."),
        ("khoản 1 Điều 2", "1. Một.\na) Điểm a;"),
        ("Điều 2, khoản 2", "2. Hai."),
        ("Điều 2 khoản 3", ""),
        ("Điều 9", ""),
        ("Toàn văn", ""),
    ],
)
def test_the_wording_of_a_provision_is_found(provision, wording):
    text = "Điều 1. Phạm vi\nMột câu.\nĐiều 2. Mức hỗ trợ\n1. Một.\na) Điểm a;\n2. Hai."
    assert wording_of(articles(text), provision) == wording
