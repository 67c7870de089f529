"""Counting a vote: control sums, blind entries, results on the edge of each majority."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hdnd_portal.legal.majority import MajorityRefused
from hdnd_portal.legal.register import shipped
from sessions.tally import (
    Ballots,
    Outcome,
    Strength,
    TallyRefused,
    Votes,
    agree,
    check_against_roll,
    check_ballots,
    is_reduced,
    percent,
    result_of,
)

DAY = date(2026, 12, 8)
HALF = shipped().find("vote.resolution", on=DAY)
TWO_THIRDS = shipped().find("vote.dismiss_delegate", on=DAY)
REDUCED = shipped().find("vote.reduced_council", on=DAY)
LEAST = shipped().find("council.reduced.least", on=DAY)
FULL = shipped().find("council.reduced.full", on=DAY)
BALLOTS = Ballots(80, 79, 77, 2, 60, 12, 5)


@pytest.mark.parametrize(
    ("rule", "base", "votes", "outcome", "needed"),
    [
        # SES-18: more than half of all delegates, whoever is present.
        (HALF, 85, Votes(43, 0, 0), Outcome.PASSED, 43),
        (HALF, 85, Votes(42, 1, 0), Outcome.SHORT, 43),
        (HALF, 84, Votes(42, 0, 0), Outcome.SHORT, 43),  # half is not more than half
        (HALF, 84, Votes(43, 41, 0), Outcome.PASSED, 43),
        (HALF, 84, Votes(42, 42, 0), Outcome.TIE, 43),
        (HALF, 85, Votes(0, 0, 0), Outcome.NO_VOTES, 43),
        (HALF, 85, Votes(0, 0, 30), Outcome.TIE, 43),
        # SES-18, STR-33: at least two thirds.
        (TWO_THIRDS, 84, Votes(56, 20, 0), Outcome.PASSED, 56),
        (TWO_THIRDS, 85, Votes(56, 20, 0), Outcome.SHORT, 57),
        # STR-28: more than two thirds of those in office.
        (REDUCED, 42, Votes(28, 10, 4), Outcome.SHORT, 29),
        (REDUCED, 42, Votes(29, 9, 4), Outcome.PASSED, 29),
    ],
)
def test_majorities_at_their_edges(rule, base, votes, outcome, needed):
    result = result_of(rule, base=base, votes=votes, able=base)
    assert (result.outcome, result.majority.needed) == (outcome, needed)
    assert result.is_passed is (outcome is Outcome.PASSED)


def test_too_few_opinion_sheets_adopt_nothing():
    result = result_of(HALF, base=85, votes=Votes(50, 0, 0), able=85, is_held=False)
    assert (result.outcome, result.is_passed) == (Outcome.NO_QUORUM, False)


def test_no_result_without_a_base():
    with pytest.raises(MajorityRefused):
        result_of(HALF, base=0, votes=Votes(0, 0, 0), able=0)


@given(
    base=st.integers(1, 200),
    able=st.integers(0, 200),
    answers=st.tuples(*[st.integers(0, 80)] * 3),
    rule=st.sampled_from([HALF, TWO_THIRDS, REDUCED]),
)
def test_a_result_sums_to_its_roll_and_passes_only_by_its_share(base, able, answers, rule):
    votes = Votes(*answers)
    if votes.total > able or votes.in_favour > base:
        with pytest.raises((TallyRefused, MajorityRefused)):
            result_of(rule, base=base, votes=votes, able=able)
        return
    result = result_of(rule, base=base, votes=votes, able=able)
    assert votes.total + result.not_voted == able
    share = Fraction(votes.in_favour, base)
    reached = share > rule.fraction if rule.comparison == ">" else share >= rule.fraction
    assert result.is_passed is reached
    assert result.is_passed is (votes.in_favour >= result.majority.needed)


def test_hands_are_counted_against_the_roll():
    assert check_against_roll(Votes(60, 5, 3), able=70) == 2
    with pytest.raises(TallyRefused) as refused:
        check_against_roll(Votes(60, 8, 3), able=70)
    assert (refused.value.control, refused.value.details) == (
        "more_than_roll",
        {"total": 71, "able": 70},
    )


@pytest.mark.parametrize(
    ("change", "control"),
    [
        ({"issued": 81}, "more_than_roll"),
        ({"returned": 81, "valid": 79}, "returned_issued"),
        ({"invalid": 3}, "valid_invalid"),
        ({"in_favour": 61}, "answers_valid"),
        ({"abstained": -1}, "negative"),
    ],
)
def test_each_control_sum_of_a_secret_ballot_is_asked_by_itself(change, control):
    check_ballots(BALLOTS, able=80)
    with pytest.raises(TallyRefused) as refused:
        check_ballots(replace(BALLOTS, **change), able=80)
    assert refused.value.control == control


def test_two_equal_entries_settle_the_count_and_one_does_not():
    assert agree([]).ballots is None
    assert agree([BALLOTS]).ballots is None
    assert agree([BALLOTS, BALLOTS]).ballots == BALLOTS


def test_a_third_entry_settles_each_figure_on_which_two_differ():
    second = replace(BALLOTS, in_favour=59, against=13)
    assert agree([BALLOTS, second]).differing == ("in_favour", "against")
    assert agree([BALLOTS, second, BALLOTS]).ballots == BALLOTS
    assert agree([BALLOTS, second, second]).ballots == second


def test_three_different_figures_settle_nothing():
    second, third = replace(BALLOTS, in_favour=59), replace(BALLOTS, in_favour=58)
    assert agree([BALLOTS, second, third]).differing == ("in_favour",)


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(43, 85, "50,59"), (2, 3, "66,67"), (85, 85, "100,00"), (0, 85, "0,00"), (1, 0, "–")],
)
def test_shares_are_written_with_two_decimals(part, whole, text):
    assert percent(part, whole) == text


@pytest.mark.parametrize(
    ("in_office", "near_end", "reduced"),
    [
        (85, True, False),
        (57, True, False),  # 3 × 57 ≥ 2 × 85: two thirds and more
        (56, True, True),
        (29, True, True),
        (28, True, False),  # fewer than a third: the National Assembly's committee decides
        (56, False, False),
        (121, True, False),  # a merged council above its seats (STR-25)
    ],
)
def test_a_council_short_of_members_near_the_end_of_its_term(in_office, near_end, reduced):
    assert is_reduced(Strength(in_office, 85, near_end), least=LEAST, full=FULL) is reduced
