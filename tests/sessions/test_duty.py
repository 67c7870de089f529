"""Denominators of a delegate's record: only days on which the seat was held and not suspended."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.duty import COUNTED, Excuse, Half, Kept, covers, kept, minutes_there

FIRST = date(2026, 7, 1)


def half(day, *, is_taken=True):
    """A morning sitting of four hours."""
    starts = datetime(day.year, day.month, day.day, 1, tzinfo=UTC)
    return Half(day, starts, starts + timedelta(hours=4), is_taken)


def at(one, hours):
    """A moment of the sitting."""
    return one.starts_at + timedelta(hours=hours)


SEAT = (date(2026, 7, 10), date(2026, 12, 31))
DAY = date(2026, 7, 15)


@pytest.mark.parametrize(
    ("day", "taken", "stays", "excuses", "wanted"),
    [
        (date(2026, 7, 9), True, [], [], Kept.NOT_HELD),  # joined in the middle of the term
        (date(2026, 7, 10), True, [], [], Kept.UNJUSTIFIED),  # the first day counts
        (date(2026, 12, 31), True, [], [], Kept.UNJUSTIFIED),  # so does the last
        (date(2027, 1, 1), True, [], [], Kept.NOT_HELD),
        (date(2026, 9, 3), True, [], [], Kept.SUSPENDED),
        (DAY, False, [], [], Kept.NOT_TAKEN),
        (DAY, True, [(0, 2)], [], Kept.PRESENT),
        (DAY, True, [(3.9, None)], [], Kept.PRESENT),
        (DAY, True, [(4, 5)], [], Kept.UNJUSTIFIED),  # came when it was over
        (DAY, True, [], [(None, None, True)], Kept.JUSTIFIED),
        (DAY, True, [], [(None, None, False)], Kept.UNJUSTIFIED),
        (DAY, True, [], [(1, None, True)], Kept.UNJUSTIFIED),  # asked for the next one only
        (DAY, True, [], [(None, 0, True)], Kept.JUSTIFIED),
        (DAY, True, [(0, 4)], [(None, None, True)], Kept.PRESENT),  # came after all
    ],
)
def test_a_sitting_in_the_record(day, taken, stays, excuses, wanted):
    one = half(day, is_taken=taken)
    moments = [(at(one, a), None if b is None else at(one, b)) for a, b in stays]
    asked = [
        Excuse(*[None if end is None else at(one, end) for end in (a, b)], is_justified=counts)
        for a, b, counts in excuses
    ]
    suspensions = [(date(2026, 9, 1), date(2026, 9, 30))]
    found = kept(one, seat=SEAT, suspensions=suspensions, stays=moments, excuses=asked)
    assert found is wanted


def test_minutes_are_those_of_the_sitting():
    one = half(DAY)
    stays = [(at(one, -1), at(one, 1)), (at(one, 2), at(one, 2.5)), (at(one, 3.5), None)]
    assert minutes_there(one, stays) == 60 + 30 + 30


days = st.integers(0, 200).map(lambda n: FIRST + timedelta(days=n))
spans = st.tuples(days, st.one_of(st.none(), st.integers(0, 100))).map(
    lambda pair: (pair[0], None if pair[1] is None else pair[0] + timedelta(days=pair[1]))
)


@given(
    seat=spans,
    suspensions=st.lists(spans, max_size=3),
    sittings=st.lists(st.tuples(days, st.booleans(), st.booleans(), st.booleans()), max_size=30),
)
def test_what_is_counted_adds_up_and_lies_in_the_seat(seat, suspensions, sittings):
    found = []
    for day, taken, is_there, is_excused in sittings:
        one = half(day, is_taken=taken or is_there)
        found.append(
            (
                one,
                kept(
                    one,
                    seat=seat,
                    suspensions=suspensions,
                    stays=[(at(one, 0), at(one, 4))] if is_there else [],
                    excuses=[Excuse(None, None, is_justified=True)] if is_excused else [],
                ),
            )
        )
    owed = [
        one
        for one, _state in found
        if covers(seat, one.day)
        and not any(covers(span, one.day) for span in suspensions)
        and one.is_taken
    ]
    states = [state for _one, state in found]
    counted = [state for state in states if state in COUNTED]
    assert len(counted) == len(owed)
    assert len(counted) == sum(
        states.count(state) for state in (Kept.PRESENT, Kept.JUSTIFIED, Kept.UNJUSTIFIED)
    )
    for one, state in found:
        if one.day < seat[0] or (seat[1] is not None and one.day > seat[1]):
            assert state is Kept.NOT_HELD
