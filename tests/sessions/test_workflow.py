from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from sessions.events import SESSION_EVENTS
from sessions.labels import (
    ITEM_STATES,
    PART_STATES,
    RETURN_REASONS,
    SESSION_KINDS,
    SESSION_MOVE_NAMES,
    SESSION_STATES,
)
from sessions.lateness import is_late
from sessions.workflow import (
    ITEM_MOVES,
    SESSION_BACKWARD,
    SESSION_MOVES,
    ItemMove,
    ItemState,
    MoveRefused,
    PartState,
    ReturnReason,
    SessionFacts,
    SessionKind,
    SessionMove,
    SessionState,
    is_exception,
    item_after,
    needs_reason,
    session_after,
    session_objection,
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


ITEM_PAIRS = list(product(ItemState, ItemMove))


@pytest.mark.parametrize(("state", "move"), ITEM_PAIRS)
def test_items_move_as_their_table_says_and_not_otherwise(state, move):
    sources, result = ITEM_MOVES[move]
    if state in sources:
        assert item_after(state, move) is result
    else:
        with pytest.raises(MoveRefused):
            item_after(state, move)


def test_an_item_walks_from_its_registration_to_the_resolution_sent_up():
    state = ItemState.REGISTERED
    for move in (
        ItemMove.ASSIGN,
        ItemMove.SUBMIT,
        ItemMove.VERIFY,
        ItemMove.SEND,
        ItemMove.PRESENT,
        ItemMove.DISCUSS,
        ItemMove.REVISE,
        ItemMove.VOTE,
        ItemMove.ADOPT,
        ItemMove.SIGN,
        ItemMove.ISSUE,
        ItemMove.SEND_UP,
    ):
        state = item_after(state, move)
    assert state is ItemState.SENT_UP


@pytest.mark.parametrize("move", [ItemMove.WITHDRAW, ItemMove.DEFER])
def test_nothing_leaves_the_agenda_once_it_was_voted_on(move):
    order = list(ItemState)
    leaving = {state for state in ItemState if state in ITEM_MOVES[move][0]}
    assert leaving == set(order[: order.index(ItemState.VOTED)])


FACTS = SessionFacts(today=date(2026, 12, 8), opening_on=date(2026, 12, 8), unsent=0)


@pytest.mark.parametrize(
    ("move", "facts", "code"),
    [
        (SessionMove.OPEN, FACTS, None),
        (SessionMove.OPEN, replace(FACTS, today=date(2026, 12, 7)), "opening_ahead"),
        (SessionMove.OPEN, replace(FACTS, today=date(2026, 12, 9), unsent=3), None),
        (SessionMove.MAKE_READY, FACTS, None),
        (SessionMove.MAKE_READY, replace(FACTS, unsent=1), "items_unsent"),
        (SessionMove.CONVENE, replace(FACTS, today=date(2026, 11, 1), unsent=9), None),
    ],
)
def test_a_move_is_judged_by_the_day_and_by_the_papers(move, facts, code):
    objection = session_objection(move, facts)
    assert (objection.code if objection else None) == code


def test_backward_moves_and_an_exceptional_opening_need_a_reason():
    wanted = {(state, move) for state, move in TAKEN if needs_reason(state, move, FACTS)}
    backward = {(state, move) for state, move in TAKEN if move in SESSION_BACKWARD}
    assert wanted - backward == {(SessionState.CONVENED, SessionMove.OPEN)}


def test_closing_with_items_that_have_no_result_needs_a_reason():
    undecided = replace(FACTS, undecided=1)
    plain = {pair for pair in TAKEN if is_exception(*pair, FACTS)}
    assert {pair for pair in TAKEN if is_exception(*pair, undecided)} - plain == {
        (SessionState.OPEN, SessionMove.CLOSE)
    }


@pytest.mark.parametrize(
    ("enum", "labels"),
    [
        (SessionState, SESSION_STATES),
        (SessionMove, SESSION_MOVE_NAMES),
        (SessionMove, SESSION_EVENTS),
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
