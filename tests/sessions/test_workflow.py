from datetime import date
from itertools import product

import pytest

from sessions.labels import ITEM_STATES, PART_STATES, RETURN_REASONS, SESSION_KINDS, SESSION_STATES
from sessions.lateness import is_late
from sessions.workflow import (
    SESSION_MOVES,
    ItemState,
    MoveRefused,
    PartState,
    ReturnReason,
    SessionKind,
    SessionMove,
    SessionState,
    session_after,
)

PAIRS = list(product(SessionState, SessionMove))
TAKEN = [(state, move) for state, move in PAIRS if state in SESSION_MOVES[move][0]]
REFUSED = [pair for pair in PAIRS if pair not in TAKEN]


@pytest.mark.parametrize(("state", "move"), TAKEN)
def test_moves_lead_where_the_table_says(state, move):
    assert session_after(state, move) is SESSION_MOVES[move][1]


@pytest.mark.parametrize(("state", "move"), REFUSED)
def test_every_other_move_is_refused(state, move):
    with pytest.raises(MoveRefused):
        session_after(state, move)


def test_every_state_can_be_reached_and_only_the_ends_have_no_way_out():
    reached: set[SessionState] = {SessionState.PLANNED}
    for _ in SessionState:
        reached |= {result for sources, result in SESSION_MOVES.values() if sources & reached}
    left = {state for sources, _ in SESSION_MOVES.values() for state in sources}

    assert reached == set(SessionState)
    assert set(SessionState) - left == {SessionState.ARCHIVED, SessionState.CANCELLED}


@pytest.mark.parametrize(
    ("enum", "labels"),
    [
        (SessionState, SESSION_STATES),
        (SessionKind, SESSION_KINDS),
        (ItemState, ITEM_STATES),
        (PartState, PART_STATES),
        (ReturnReason, RETURN_REASONS),
    ],
)
def test_every_value_has_its_words(enum, labels):
    assert list(labels) == list(enum)


@pytest.mark.parametrize(
    ("on", "state", "late"),
    [
        (date(2026, 11, 23), SessionState.PLANNED, False),
        (date(2026, 11, 24), SessionState.PLANNED, True),
        (date(2026, 11, 10), SessionState.CONVENED, True),
    ],
)
def test_an_item_is_late_after_the_dossier_day_or_once_the_programme_is_out(on, state, late):
    assert is_late(on, state=state, dossiers_due_on=date(2026, 11, 23)) is late
