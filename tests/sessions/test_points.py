"""Two spellings of one point of a draft are one point."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.points import first_spellings, point_order, same_point


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("khoản 2 Điều 3", "Điều 3, khoản 2."),
        ("điểm a khoản 1 Điều 5", "Điều 5 khoản 1 điểm a"),
        ("  ĐIỀU  7 ", "điều 7"),
        ("Mục II", "mục ii"),
        ("Phụ lục số 2", "phụ lục 2"),
        ("Khoản 2 của Điều 3", "Điều 3 khoản 2"),
    ],
)
def test_spellings_of_one_point_are_one(one, other):
    assert same_point(one) == same_point(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Điều 3", "Điều 4"),
        ("khoản 2 Điều 3", "khoản 3 Điều 2"),
        ("điểm d khoản 1", "điểm đ khoản 1"),
        ("Điều 5", "Điều 5a"),
        ("Điều 3", "Tên Điều 3"),
        ("mức hỗ trợ", "mức đóng góp"),
        ("", "Điều 1"),
    ],
)
def test_other_points_stay_apart(one, other):
    assert same_point(one) != same_point(other)


def test_points_stand_in_the_order_of_the_draft():
    points = [
        "Mức hỗ trợ", "Điều 10", "Điều 5a", "khoản 2 Điều 3", "", "Điều 5", "Điều 3",
        "điểm đ khoản 1 Điều 3", "điểm d khoản 1 Điều 3", "điểm e khoản 1 Điều 3",
    ]  # fmt: skip
    assert sorted(points, key=point_order) == [
        "", "Điều 3", "điểm d khoản 1 Điều 3", "điểm đ khoản 1 Điều 3", "điểm e khoản 1 Điều 3",
        "khoản 2 Điều 3", "Điều 5", "Điều 5a", "Điều 10", "Mức hỗ trợ",
    ]  # fmt: skip


def test_a_point_is_shown_as_it_was_written_first():
    shown = first_spellings(["Điều 3,  khoản 2", "khoản 2 Điều 3"])
    assert list(shown.values()) == ["Điều 3, khoản 2"]


@given(st.text(max_size=60))
def test_any_text_has_one_spelling_and_an_order(text):
    assert same_point(text) == same_point(f" {text}. ")
    assert point_order(text) <= point_order(text)
