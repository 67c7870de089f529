import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.numbering import Style, numbers, roman


@pytest.mark.parametrize(
    ("number", "text"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (1999, "MCMXCIX")]
)
def test_roman(number, text):
    assert roman(number) == text


def test_roman_refuses_zero():
    with pytest.raises(ValueError, match="0"):
        roman(0)


def test_by_section_counts_each_section_in_the_order_of_first_appearance():
    sections = ["", "A", "A", "B", "A"]

    assert numbers(sections, Style.BY_SECTION) == ["1", "I.1", "I.2", "II.1", "I.3"]


def test_continuous_ignores_sections():
    assert numbers(["A", "B", "A"], Style.CONTINUOUS) == ["1", "2", "3"]


@given(st.lists(st.sampled_from(["", "A", "B", "C"])), st.sampled_from(list(Style)))
def test_no_two_items_share_a_number(sections, style):
    assert len(set(numbers(sections, style))) == len(sections)
