"""Outcomes of confidence votes on every border of every regime, and the control sums."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confidence_votes.tally import (
    ControlBroken,
    Outcome,
    Sheets,
    TallyRefused,
    rate,
    rules_of,
    vote,
)
from hdnd_portal.legal.register import shipped


def rating(regime, low, *, returned=84, in_office=84, **options):
    sheets = Sheets(in_office=in_office, issued=returned, returned=returned)
    rest = returned - low
    return rate(rules_of(shipped(), regime), sheets, high=rest, medium=0, low=low, **options)


@pytest.mark.parametrize(
    ("regime", "low", "outcome"),
    [
        # Resolution 96/2023 Art. 12: half is not enough, two thirds are.
        ("CF-2023", 0, Outcome.NONE),
        ("CF-2023", 42, Outcome.NONE),
        ("CF-2023", 43, Outcome.MAY_RESIGN_ELSE_CONFIDENCE),
        ("CF-2023", 55, Outcome.MAY_RESIGN_ELSE_CONFIDENCE),
        ("CF-2023", 56, Outcome.REMOVE),
        ("CF-2023", 84, Outcome.REMOVE),
        # Law 87/2015 Art. 63(3).
        ("CF-2014", 42, Outcome.NONE),
        ("CF-2014", 43, Outcome.MAY_RESIGN),
        ("CF-2014", 55, Outcome.MAY_RESIGN),
        ("CF-2014", 56, Outcome.CONFIDENCE_VOTE),
        # Resolution 35/2012: more than two thirds.
        ("CF-2012", 43, Outcome.NONE),
        ("CF-2012", 56, Outcome.NONE),
        ("CF-2012", 57, Outcome.CONFIDENCE_VOTE),
    ],
)
def test_rating_on_the_border(regime, low, outcome):
    assert rating(regime, low).outcome is outcome


@pytest.mark.parametrize(
    ("low", "previous", "outcome"),
    [
        (43, (43, 84), Outcome.CONFIDENCE_VOTE),
        (43, (42, 84), Outcome.NONE),
        (42, (60, 84), Outcome.NONE),
        (43, (25, 49), Outcome.CONFIDENCE_VOTE),
    ],
)
def test_two_years_running_under_the_oldest_regime(low, previous, outcome):
    assert rating("CF-2012", low, previous=previous).outcome is outcome


def test_base_of_the_oldest_regimes_is_all_delegates():
    # 43 of 80 ballots are over half, 43 of 90 delegates are not (CNF-13).
    assert rating("CF-2014", 43, returned=80, in_office=90).outcome is Outcome.NONE
    found = rating("CF-2023", 43, returned=80, in_office=90)
    assert (found.base, found.base_count) == ("returned", 80)
    assert found.outcome is Outcome.MAY_RESIGN_ELSE_CONFIDENCE


@pytest.mark.parametrize(
    ("base", "count", "outcome"),
    [
        ("issued", 84, Outcome.NONE),
        ("returned", 82, Outcome.MAY_RESIGN_ELSE_CONFIDENCE),
        ("valid", 62, Outcome.REMOVE),
    ],
)
def test_base_can_be_chosen_among_ballots(base, count, outcome):
    sheets = Sheets(in_office=85, issued=84, returned=82, valid=62)
    found = rate(rules_of(shipped(), "CF-2023"), sheets, high=10, medium=10, low=42, base=base)
    assert (found.base_count, found.outcome) == (count, outcome)
    assert found.invalid == 20


def test_base_given_by_law_cannot_be_chosen():
    with pytest.raises(TallyRefused):
        rating("CF-2014", 43, base="returned")
    with pytest.raises(TallyRefused):
        rating("CF-2023", 43, base="in_office")
    with pytest.raises(TallyRefused):
        rating("CF-2023", 43, base="present")


@pytest.mark.parametrize(
    ("regime", "against", "outcome"),
    [
        ("CF-2023", 40, Outcome.KEPT),
        ("CF-2023", 41, Outcome.REMOVE),
        # More than half of all 84 delegates, not of the 80 ballots.
        ("CF-2014", 42, Outcome.KEPT),
        ("CF-2014", 43, Outcome.REMOVE),
    ],
)
def test_vote_on_the_border(regime, against, outcome):
    sheets = Sheets(in_office=84, issued=80, returned=80)
    found = vote(rules_of(shipped(), regime), sheets, trust=80 - against, no_trust=against)
    assert found.outcome is outcome


@pytest.mark.parametrize(
    ("sheets", "control"),
    [
        (Sheets(85, issued=80, returned=81), "returned <= issued"),
        (Sheets(79, issued=80, returned=80), "issued <= in_office"),
        (Sheets(85, issued=80, returned=80, present=79), "issued <= present"),
        (Sheets(85, issued=80, returned=80, present=86), "present <= in_office"),
        (Sheets(85, issued=80, returned=80, valid=81), "valid <= returned"),
        (Sheets(85, issued=80, returned=80, valid=79), "high + medium + low = valid"),
        (Sheets(85, issued=77, returned=77), "high + medium + low + invalid = returned"),
    ],
)
def test_broken_control_sum_is_named(sheets, control):
    with pytest.raises(ControlBroken) as broken:
        rate(rules_of(shipped(), "CF-2023"), sheets, high=50, medium=18, low=10)
    assert broken.value.control == control


@pytest.mark.parametrize("code", ["CF-2020", "LG-2025", ""])
def test_other_regime_is_refused(code):
    with pytest.raises(TallyRefused, match="CF-2023"):
        rules_of(shipped(), code)


def test_no_ballots_give_no_result():
    with pytest.raises(TallyRefused):
        rating("CF-2023", 0, returned=0)
    with pytest.raises(TallyRefused):
        rating("CF-2023", -1)
    with pytest.raises(TallyRefused):
        rating("CF-2012", 43, previous=(50, 0))


@given(st.integers(1, 125), st.data())
def test_outcome_agrees_with_exact_shares(returned, data):
    low = data.draw(st.integers(0, returned))
    share = Fraction(low, returned)
    expected = Outcome.NONE
    if share > Fraction(1, 2):
        expected = Outcome.MAY_RESIGN_ELSE_CONFIDENCE
    if share >= Fraction(2, 3):
        expected = Outcome.REMOVE
    assert rating("CF-2023", low, returned=returned, in_office=125).outcome is expected


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 5))
def test_counts_and_invalid_sum_to_the_ballots(high, medium, low, invalid):
    returned = high + medium + low + invalid
    if returned == 0:
        return
    sheets = Sheets(in_office=125, issued=returned, returned=returned)
    found = rate(rules_of(shipped(), "CF-2023"), sheets, high=high, medium=medium, low=low)
    assert found.invalid == invalid
