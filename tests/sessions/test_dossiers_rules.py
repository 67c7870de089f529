"""The rules of dossiers: parts, moves, and whose days were lost."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.dossier_parts import PartKind, rule_of, usual_parts
from sessions.late_days import Cause, HandIn, LateDays, accepted_on, late_days
from sessions.workflow import (
    ITEM_MOVES,
    PART_MOVES,
    ItemMove,
    ItemState,
    MoveRefused,
    PartMove,
    PartState,
    item_after,
    part_after,
)

DUE = date(2026, 11, 23)


def day(number: int) -> date:
    """A day of November 2026."""
    return date(2026, 11, number)


@pytest.mark.parametrize(("state", "move"), list(product(PartState, PartMove)))
def test_every_move_of_a_part(state: PartState, move: PartMove) -> None:
    sources, result = PART_MOVES[move]
    if state in sources:
        assert part_after(state, move) is result
    else:
        with pytest.raises(MoveRefused):
            part_after(state, move)


@pytest.mark.parametrize(("state", "move"), list(product(ItemState, ItemMove)))
def test_every_move_of_an_item(state: ItemState, move: ItemMove) -> None:
    sources, result = ITEM_MOVES[move]
    if state in sources:
        assert item_after(state, move) is result
    else:
        with pytest.raises(MoveRefused):
            item_after(state, move)


def test_nothing_is_withdrawn_after_the_vote() -> None:
    for state in (ItemState.VOTED, ItemState.PASSED, ItemState.ISSUED):
        with pytest.raises(MoveRefused):
            item_after(state, ItemMove.WITHDRAW)


@pytest.mark.parametrize(
    ("needs_resolution", "is_verified", "kinds"),
    [
        (True, True, ["submission", "draft", "annex", "verification"]),  # SES-16
        (False, True, ["report", "annex", "verification"]),  # SES-15
        (False, False, ["report", "annex"]),  # SES-9: reports of Thường trực, Ban
    ],
)
def test_usual_parts(needs_resolution: bool, is_verified: bool, kinds: list[str]) -> None:
    parts = usual_parts(needs_resolution=needs_resolution, is_verified=is_verified)
    assert [part.kind for part in parts] == kinds


@pytest.mark.parametrize(
    ("kind", "is_verified", "has_draft", "key"),
    [
        (PartKind.SUBMISSION, True, True, "session.dossier_to_ban"),  # SES-7
        (PartKind.VERIFICATION, True, True, "session.verification_report"),  # SES-7
        (PartKind.VERIFICATION, True, False, "session.ban_meeting"),  # SES-8
        (PartKind.EXPLANATION, True, True, "session.docs"),  # SES-6
        (PartKind.REPORT, False, False, "session.docs"),
    ],
)
def test_rule_of_each_part(kind: PartKind, is_verified: bool, has_draft: bool, key: str) -> None:
    assert rule_of(kind, is_verified=is_verified, has_draft=has_draft) == key


@pytest.mark.parametrize(
    ("hand_ins", "today", "expected"),
    [
        ([], 23, LateDays()),
        ([], 25, LateDays(not_sent=2)),
        ([HandIn(day(23), day(30), True)], 30, LateDays()),  # the office's time is not counted
        ([HandIn(day(26), day(27), True)], 30, LateDays(not_sent=3)),
        ([HandIn(day(26))], 30, LateDays(not_sent=3)),  # handed in, not yet looked at
        ([HandIn(day(20), day(21), False)], 25, LateDays(returned=2)),
        # In time, returned two days after the due day, sent again three days later.
        (
            [HandIn(day(22), day(25), False), HandIn(day(28), day(29), True)],
            30,
            LateDays(in_review=2, returned=3),
        ),
        (
            [HandIn(day(25), day(26), False), HandIn(day(27), day(27), True)],
            30,
            LateDays(not_sent=2, in_review=1, returned=1),
        ),
    ],
)
def test_late_days_by_cause(hand_ins: list[HandIn], today: int, expected: LateDays) -> None:
    assert late_days(DUE, hand_ins, today=day(today)) == expected


def test_a_ban_that_waited_for_the_agency() -> None:
    late = late_days(DUE, [HandIn(day(28), day(28), True)], today=day(30), agency_days=4)
    assert late == LateDays(not_sent=1, agency_before=4)
    assert late.main_cause is Cause.AGENCY_BEFORE
    # The agency's delay explains no more days than the Ban was late.
    late = late_days(DUE, [HandIn(day(24), day(24), True)], today=day(30), agency_days=4)
    assert late == LateDays(agency_before=1)


steps = st.lists(st.integers(0, 6), min_size=0, max_size=8)


@given(start=st.integers(-10, 10), gaps=steps, agency_days=st.integers(0, 9))
def test_causes_sum_to_the_delay(start: int, gaps: list[int], agency_days: int) -> None:
    moment = DUE + timedelta(days=start)
    hand_ins = []
    for index in range(0, len(gaps) - 1, 2):
        submitted = moment + timedelta(days=gaps[index])
        decided = submitted + timedelta(days=gaps[index + 1])
        is_last = index + 2 >= len(gaps) - 1
        hand_ins.append(HandIn(submitted, decided, is_last))
        moment = decided
    today = moment + timedelta(days=3)
    late = late_days(DUE, hand_ins, today=today, agency_days=agency_days)
    end = accepted_on(hand_ins) or today
    assert late.total == max((end - DUE).days, 0)
