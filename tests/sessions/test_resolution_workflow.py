"""States of resolutions and of minutes: every state × move, and what applies on a day."""

from datetime import date
from itertools import product

import pytest

from sessions.resolution_labels import (
    LINK_KINDS,
    LINKED_BY,
    MINUTES_STATES,
    RESOLUTION_FORMS,
    RESOLUTION_MOVE_NAMES,
    RESOLUTION_STATES,
    STANDINGS,
)
from sessions.workflow.refusals import MoveRefused
from sessions.workflow.resolution import (
    MINUTES_BACKWARD,
    MINUTES_MOVES,
    RESOLUTION_BACKWARD,
    RESOLUTION_MOVES,
    LinkKind,
    MinutesMove,
    MinutesState,
    ResolutionForm,
    ResolutionMove,
    ResolutionState,
    Standing,
    minutes_after,
    resolution_after,
    standing_on,
)


@pytest.mark.parametrize(("state", "move"), list(product(ResolutionState, ResolutionMove)))
def test_resolutions_move_as_their_table_says_and_not_otherwise(state, move):
    sources, result = RESOLUTION_MOVES[move]
    if state in sources:
        assert resolution_after(state, move) is result
    else:
        with pytest.raises(MoveRefused):
            resolution_after(state, move)


@pytest.mark.parametrize(("state", "move"), list(product(MinutesState, MinutesMove)))
def test_minutes_move_as_their_table_says_and_not_otherwise(state, move):
    sources, result = MINUTES_MOVES[move]
    if state in sources:
        assert minutes_after(state, move) is result
    else:
        with pytest.raises(MoveRefused):
            minutes_after(state, move)


@pytest.mark.parametrize(
    ("states", "moves", "backward"),
    [
        (ResolutionState, RESOLUTION_MOVES, RESOLUTION_BACKWARD),
        (MinutesState, MINUTES_MOVES, MINUTES_BACKWARD),
    ],
)
def test_every_state_is_reached_and_only_what_goes_back_goes_back(states, moves, backward):
    order = list(states)
    reached = {order[0]}
    for _ in order:
        reached |= {result for sources, result in moves.values() if sources & reached}
    back = {
        move
        for move, (sources, result) in moves.items()
        if any(order.index(result) <= order.index(source) for source in sources)
    }

    assert reached == set(states)
    assert back == backward
    left = {state for sources, _ in moves.values() for state in sources}
    assert set(states) - left == {order[-1]}


def test_every_state_move_and_kind_has_its_words():
    assert set(RESOLUTION_STATES) == set(ResolutionState)
    assert set(RESOLUTION_MOVE_NAMES) == set(ResolutionMove)
    assert set(RESOLUTION_FORMS) == set(ResolutionForm)
    assert set(MINUTES_STATES) == set(MinutesState)
    assert set(STANDINGS) == set(Standing)
    assert set(LINK_KINDS) == set(LINKED_BY) == set(LinkKind)


EFFECT = date(2026, 12, 26)
LATER = date(2027, 7, 1)


@pytest.mark.parametrize(
    ("day", "state", "expires_on", "ended", "expected"),
    [
        (date(2026, 12, 25), "issued", None, {}, Standing.NOT_YET),
        (EFFECT, "issued", None, {}, Standing.IN_FORCE),
        (EFFECT, "signed", None, {}, Standing.NOT_OUT),
        (EFFECT, "draft", None, {}, Standing.NOT_OUT),
        # The day after which it ends is still its own (Law 64/2025, Art. 57.1).
        (date(2027, 6, 30), "published", date(2027, 6, 30), {}, Standing.IN_FORCE),
        (LATER, "published", date(2027, 6, 30), {}, Standing.EXPIRED),
        (date(2027, 6, 30), "published", None, {LinkKind.REPLACES: LATER}, Standing.IN_FORCE),
        (LATER, "sent_up", None, {LinkKind.REPLACES: LATER}, Standing.REPLACED),
        (LATER, "published", None, {LinkKind.REPEALS: LATER}, Standing.REPEALED),
        (LATER, "published", None, {LinkKind.AMENDS: EFFECT}, Standing.IN_FORCE),
        # What came first is named: it had expired before somebody repealed it.
        (LATER, "published", date(2027, 1, 31), {LinkKind.REPEALS: LATER}, Standing.EXPIRED),
    ],
)
def test_what_a_resolution_is_on_a_day(day, state, expires_on, ended, expected):
    found = standing_on(
        day,
        state=ResolutionState(state),
        effective_on=EFFECT,
        expires_on=expires_on,
        ended=ended,
    )
    assert found is expected
