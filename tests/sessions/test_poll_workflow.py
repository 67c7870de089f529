"""The table of a vote's states, the choice of its majority, and what stands against its moves."""

from dataclasses import replace
from itertools import product

import pytest

from sessions import poll_labels as labels
from sessions.tally import Outcome
from sessions.workflow import ItemState, MoveRefused, SessionState
from sessions.workflow.agenda import ITEM_GONE, ITEM_UNSENT
from sessions.workflow.poll import (
    ABOUT_A_SEAT,
    CHANGE_RULES,
    NAMED_KINDS,
    POLL_MOVES,
    POLL_UNFINISHED,
    RULE_OF,
    VOTE_RULES,
    Choice,
    ClosingFacts,
    EntryState,
    OpeningFacts,
    PollKind,
    PollMove,
    PollState,
    PollSubject,
    PublishingFacts,
    closing_objection,
    entry_state,
    opening_objection,
    poll_after,
    publishing_objection,
    rule_for,
)

OPENING = OpeningFacts(
    kind=PollKind.ELECTRONIC,
    session=SessionState.OPEN,
    item=ItemState.DISCUSSED,
    is_whole=True,
    unfinished_parts=0,
    other_open="",
    present=60,
    quorum=57,
    quorum_reason="",
    able=60,
    base=85,
    has_deadline_ahead=False,
)
SHEET = replace(
    OPENING, kind=PollKind.OPINION_SHEET, session=SessionState.ADJOURNED, has_deadline_ahead=True
)


@pytest.mark.parametrize(("state", "move"), list(product(PollState, PollMove)))
def test_votes_move_as_their_table_says_and_not_otherwise(state, move):
    sources, result = POLL_MOVES[move]
    if state in sources:
        assert poll_after(state, move) is result
    else:
        with pytest.raises(MoveRefused):
            poll_after(state, move)


def test_every_unfinished_vote_can_be_abandoned_and_the_rest_have_no_way_out():
    assert POLL_MOVES[PollMove.ABANDON][0] == POLL_UNFINISHED
    left = {state for sources, _ in POLL_MOVES.values() for state in sources}
    assert set(PollState) - left == {PollState.PUBLISHED, PollState.ABANDONED}


def test_every_word_is_said():
    assert set(labels.POLL_KINDS) == set(PollKind)
    assert set(labels.POLL_SUBJECTS) == set(PollSubject)
    assert set(labels.POLL_STATES) == set(PollState)
    assert set(labels.CHOICES) == set(Choice)
    assert set(labels.ENTRY_STATES) == set(EntryState)
    assert set(labels.OUTCOMES) == set(Outcome)


@pytest.mark.parametrize("subject", list(PollSubject))
def test_a_reduced_council_decides_everything_by_its_own_majority(subject):
    assert rule_for(subject, is_reduced=True) == "vote.reduced_council"
    assert rule_for(subject, is_reduced=False) == RULE_OF[subject]
    assert RULE_OF[subject] in VOTE_RULES


def test_only_the_dismissal_of_a_delegate_needs_two_thirds():
    strict = {subject for subject, key in RULE_OF.items() if key == "vote.dismiss_delegate"}
    assert strict == {PollSubject.DISMISS_DELEGATE}
    assert strict < ABOUT_A_SEAT


def test_a_secret_ballot_keeps_no_names_and_has_nothing_to_change():
    assert PollKind.SECRET_PAPER not in NAMED_KINDS
    assert set(CHANGE_RULES) == NAMED_KINDS


@pytest.mark.parametrize(
    ("status", "kind", "present", "lost", "state"),
    [
        ("in_office", PollKind.ELECTRONIC, True, False, EntryState.PRESENT),
        ("in_office", PollKind.ELECTRONIC, False, False, EntryState.ABSENT),
        ("in_office", PollKind.OPINION_SHEET, False, False, EntryState.ABLE),
        ("suspended", PollKind.ELECTRONIC, True, False, EntryState.SUSPENDED),
        ("suspended", PollKind.OPINION_SHEET, True, False, EntryState.SUSPENDED),
        ("left", PollKind.ELECTRONIC, True, False, EntryState.ENDED),
        ("in_office", PollKind.ELECTRONIC, True, True, EntryState.ENDED),  # dismissed at noon
    ],
)
def test_the_roll_says_how_each_delegate_stands(status, kind, present, lost, state):
    assert entry_state(status, kind=kind, is_present=present, has_lost_seat=lost) is state


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"session": SessionState.ADJOURNED}, "poll_session_not_open"),
        ({"session": SessionState.READY}, "poll_session_not_open"),
        ({"session": SessionState.CLOSED}, "poll_session_over"),
        *[({"item": state}, "poll_item_gone") for state in sorted(ITEM_GONE)],
        *[({"item": state}, "poll_item_unsent") for state in sorted(ITEM_UNSENT)],
        ({"item": ItemState.SENT}, None),
        ({"item": None, "is_whole": False}, None),
        ({"unfinished_parts": 2}, "poll_parts_unfinished"),
        ({"unfinished_parts": 2, "is_whole": False}, None),
        ({"other_open": "Điều 5"}, "poll_other_open"),
        ({"base": 0, "able": 0}, "poll_no_base"),
        ({"base": 50}, "poll_base_small"),
        ({"present": 56}, "poll_no_quorum"),
        ({"present": 57}, None),
        ({"present": 0, "quorum_reason": "Chủ tọa quyết định"}, None),
    ],
)
def test_a_vote_opens_only_when_nothing_stands_against_it(change, code):
    objection = opening_objection(replace(OPENING, **change))
    assert (objection.code if objection else None) == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"session": SessionState.OPEN}, None),
        ({"session": SessionState.CLOSED}, "poll_session_over"),
        ({"present": 0}, None),  # the sheets that come back are counted at the end
        ({"other_open": "Điều 5"}, None),
        ({"has_deadline_ahead": False}, "poll_deadline_past"),
    ],
)
def test_opinion_sheets_need_a_deadline_and_no_sitting(change, code):
    objection = opening_objection(replace(SHEET, **change))
    assert (objection.code if objection else None) == code


CLOSING = ClosingFacts(PollKind.ELECTRONIC, False, 0, False)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"kind": PollKind.ROLL_CALL}, None),
        ({"kind": PollKind.SHOW_OF_HANDS}, "poll_totals_missing"),
        ({"kind": PollKind.SHOW_OF_HANDS, "has_totals": True}, None),
        ({"kind": PollKind.SECRET_PAPER}, "poll_counts_missing"),
        ({"kind": PollKind.SECRET_PAPER, "has_totals": True}, None),
        ({"kind": PollKind.OPINION_SHEET, "sheets_awaited": 1}, "poll_sheets_awaited"),
        ({"kind": PollKind.OPINION_SHEET}, None),  # all came back early
        ({"kind": PollKind.OPINION_SHEET, "sheets_awaited": 1, "is_past_deadline": True}, None),
    ],
)
def test_a_vote_ends_once_what_must_be_typed_in_is_there(change, code):
    objection = closing_objection(replace(CLOSING, **change))
    assert (objection.code if objection else None) == code


PUBLISHING = PublishingFacts(False, False, "", True, ItemState.DISCUSSED)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"is_reset_asked": True}, "poll_reset_waits"),
        ({"is_quorum_lost": True}, "poll_quorum_lost"),
        ({"is_quorum_lost": True, "reason": "Chủ tọa xác nhận"}, None),
        ({"item": ItemState.WITHDRAWN}, "poll_item_gone"),
        ({"item": ItemState.WITHDRAWN, "is_whole": False}, None),
    ],
)
def test_a_result_is_published_when_nothing_stands_against_it(change, code):
    objection = publishing_objection(replace(PUBLISHING, **change))
    assert (objection.code if objection else None) == code
