"""Shares of votes on the border, and against exact fractions."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hdnd_portal.legal.majority import MajorityRefused, decide, needed, reaches
from hdnd_portal.legal.register import shipped


def rule(key):
    return shipped().find(key, on=date(2026, 11, 20))


@pytest.mark.parametrize(
    ("key", "base", "votes", "passed"),
    [
        # Law 72/2025 Art. 35(2): more than half of all delegates.
        ("vote.resolution", 85, 42, False),
        ("vote.resolution", 85, 43, True),
        ("vote.resolution", 84, 42, False),
        ("vote.resolution", 84, 43, True),
        # Art. 35(2), 38(5): at least two thirds.
        ("vote.dismiss_delegate", 84, 56, True),
        ("vote.dismiss_delegate", 84, 55, False),
        ("vote.dismiss_delegate", 85, 56, False),
        ("vote.dismiss_delegate", 85, 57, True),
        # Art. 49(2)(b): more than two thirds of those in office.
        ("vote.reduced_council", 84, 56, False),
        ("vote.reduced_council", 84, 57, True),
        # Art. 34(3): one third or more.
        ("session.request.delegates", 85, 28, False),
        ("session.request.delegates", 85, 29, True),
        ("session.request.delegates", 84, 28, True),
        # Art. 34(4): more than 10 % of voters.
        ("session.commune_petition", 10_000, 1_000, False),
        ("session.commune_petition", 10_000, 1_001, True),
        # Law 85/2015 Art. 89: more than one third missing.
        ("byelection.missing", 84, 28, False),
        ("byelection.missing", 84, 29, True),
        ("vote.resolution", 1, 1, True),
        ("vote.resolution", 85, 0, False),
    ],
)
def test_share_on_the_border(key, base, votes, passed):
    assert decide(rule(key), base=base, votes=votes).passed is passed


def test_arithmetic_is_shown_as_it_is_true():
    assert decide(rule("vote.resolution"), base=85, votes=43).arithmetic == (
        "2 × 43 = 86 > 85 = 1 × 85"
    )
    assert decide(rule("vote.dismiss_delegate"), base=84, votes=56).arithmetic == (
        "3 × 56 = 168 = 168 = 2 × 84"
    )
    assert decide(rule("vote.resolution"), base=85, votes=42).arithmetic == (
        "2 × 42 = 84 < 85 = 1 × 85"
    )


@pytest.mark.parametrize(("base", "votes"), [(0, 0), (-1, 0), (85, -1), (85, 86)])
def test_impossible_numbers_are_refused(base, votes):
    with pytest.raises(MajorityRefused):
        decide(rule("vote.resolution"), base=base, votes=votes)


def test_rule_that_is_no_share_is_refused():
    with pytest.raises(MajorityRefused, match="không phải là tỷ lệ"):
        decide(rule("kn.accept"), base=85, votes=43)


SHARES = st.sampled_from([Fraction(1, 2), Fraction(2, 3), Fraction(1, 3), Fraction(1, 10)])
SIGNS = st.sampled_from([">", "≥"])


@given(st.integers(1, 5_000), SHARES, SIGNS)
def test_needed_is_the_smallest_number_that_passes(whole, share, sign):
    number = needed(whole, share, sign)
    assert reaches(number, whole, share, sign)
    assert not reaches(number - 1, whole, share, sign)


@given(st.integers(0, 5_000), st.integers(1, 5_000), SHARES)
def test_whole_numbers_agree_with_exact_fractions(part, whole, share):
    assert reaches(part, whole, share, ">") == (Fraction(part, whole) > share)
    assert reaches(part, whole, share, "≥") == (Fraction(part, whole) >= share)
