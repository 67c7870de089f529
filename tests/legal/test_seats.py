"""Seats by population at every border of Law 72/2025, Art. 30."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hdnd_portal.legal.seats import SeatsRefused, seats_for, tables


@pytest.mark.parametrize(
    ("kind", "population", "seats"),
    [
        ("province", 1, 50), ("province", 1_000_000, 50), ("province", 1_069_999, 50),
        ("province", 1_070_000, 51), ("province", 3_449_999, 84), ("province", 3_450_000, 85),
        ("province", 9_000_000, 85),
        ("city", 1_200_000, 50), ("city", 1_274_999, 50), ("city", 1_275_000, 51),
        ("city", 3_825_000, 85), ("city", 5_000_000, 85),
        ("hanoi", 8_500_000, 125), ("hcmc", 14_000_000, 125),
        ("commune-mountain", 5_000, 15), ("commune-mountain", 5_999, 15),
        ("commune-mountain", 6_000, 16), ("commune-mountain", 10_000, 20),
        ("commune-mountain", 12_999, 20), ("commune-mountain", 13_000, 21),
        ("commune-mountain", 40_000, 30), ("commune-mountain", 90_000, 30),
        ("special-zone", 6_000, 16), ("special-zone", 13_000, 21),
        ("commune", 10_000, 15), ("commune", 11_999, 15), ("commune", 12_000, 16),
        ("commune", 20_000, 20), ("commune", 25_999, 20), ("commune", 26_000, 21),
        ("commune", 80_000, 30), ("commune", 500_000, 30),
        ("ward-province", 12_000, 16), ("ward-province", 26_000, 21),
        ("ward-city", 15_000, 15), ("ward-city", 20_999, 15), ("ward-city", 21_000, 16),
        ("ward-city", 45_000, 20), ("ward-city", 51_999, 20), ("ward-city", 52_000, 21),
        ("ward-city", 115_000, 30), ("ward-city", 300_000, 30),
        ("WARD_CITY", 52_000, 21),
    ],
)  # fmt: skip
def test_seats_at_the_border(kind, population, seats):
    assert seats_for(kind, population).seats == seats


@pytest.mark.parametrize(("kind", "population"), [("village", 1), ("province", 0), ("city", -5)])
def test_wrong_input_is_refused(kind, population):
    with pytest.raises(SeatsRefused):
        seats_for(kind, population)


@given(st.sampled_from(sorted(tables())), st.integers(1, 15_000_000), st.integers(0, 100_000))
def test_more_people_never_have_fewer_seats(kind, population, more):
    assert seats_for(kind, population).seats <= seats_for(kind, population + more).seats
    assert seats_for(kind, population).seats <= tables()[kind].cap
