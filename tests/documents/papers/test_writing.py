"""Dates, numbers and letters as official papers write them (Decree 30/2020/NĐ-CP, Appendix I)."""

import unicodedata
from datetime import date

import pytest

from hdnd_portal.documents.papers import PaperError
from hdnd_portal.documents.papers.writing import (
    POINT_LETTERS,
    clean,
    date_words,
    number_words,
    point_letter,
    roman,
)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 5), "ngày 05 tháng 3 năm 2026"),
        (date(2026, 1, 12), "ngày 12 tháng 01 năm 2026"),
        (date(2026, 2, 28), "ngày 28 tháng 02 năm 2026"),
        (date(2026, 11, 7), "ngày 07 tháng 11 năm 2026"),
        (date(2026, 9, 30), "ngày 30 tháng 9 năm 2026"),
        (date(2026, 10, 10), "ngày 10 tháng 10 năm 2026"),
    ],
)
def test_only_days_below_ten_and_the_first_two_months_take_a_zero(day, words):
    assert date_words(day) == words


def test_a_date_still_to_be_given_leaves_room_for_the_pen():
    assert date_words(None).split("\u00a0" * 8) == ["ngày", "tháng", "năm", ""]
    assert date_words(None, year=2026).endswith("năm 2026")


def test_numbers_below_ten_take_a_zero():
    assert [number_words(n) for n in (1, 9, 10, 123)] == ["01", "09", "10", "123"]
    assert number_words(None).strip("\u00a0") == ""
    with pytest.raises(PaperError):
        number_words(0)


def test_points_follow_the_vietnamese_alphabet():
    assert [point_letter(n) for n in range(1, 9)] == ["a", "b", "c", "d", "đ", "e", "g", "h"]
    assert not set("fjwz") & set(POINT_LETTERS)
    assert point_letter(len(POINT_LETTERS)) == "y"
    assert point_letter(len(POINT_LETTERS) + 1) == "a1"


def test_roman_numbers():
    assert [roman(n) for n in (1, 4, 9, 14, 39, 40, 89)] == [
        "I",
        "IV",
        "IX",
        "XIV",
        "XXXIX",
        "XL",
        "LXXXIX",
    ]
    with pytest.raises(PaperError):
        roman(0)


def test_clean_composes_letters_and_drops_what_cannot_be_seen():
    decomposed = unicodedata.normalize("NFD", "Nghị quyết về đường bộ")
    assert clean(f"  {decomposed}\u200b \t\n mới\ufeff ") == "Nghị quyết về đường bộ mới"
    assert clean("Số:\u00a0\u00a0/GM") == "Số:\u00a0\u00a0/GM"
    with pytest.raises(PaperError):
        clean("chuông\x07")
