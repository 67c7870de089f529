from itertools import product

import pytest

from sessions import question_labels as labels
from sessions.workflow import MoveRefused
from sessions.workflow.question import (
    QUESTION_ANSWERED,
    QUESTION_BACKWARD,
    QUESTION_MOVES,
    QUESTION_WAITING,
    QUESTION_WRITABLE,
    QuestionMove,
    QuestionReturn,
    QuestionState,
    Rating,
    Wish,
    WritingReason,
    question_after,
)

PAIRS = list(product(QuestionState, QuestionMove))
TAKEN = [(state, move) for state, move in PAIRS if state in QUESTION_MOVES[move][0]]
# Domain rules 12.3, and beside them what a slip of the hand needs: withdraw, take back, return.
TABLE = {
    ("draft", "submit"): "submitted",
    ("returned", "submit"): "submitted",
    ("submitted", "return"): "returned",
    ("submitted", "withdraw"): "withdrawn",
    ("returned", "withdraw"): "withdrawn",
    ("submitted", "choose"): "grouped",
    ("grouped", "take_back_choice"): "submitted",
    ("submitted", "order_writing"): "written_due",
    ("grouped", "order_writing"): "written_due",
    ("grouped", "answer_orally"): "answered_oral",
    ("answered_oral", "take_back_oral"): "grouped",
    ("written_due", "answer_in_writing"): "answered_written",
    ("answered_written", "return_answer"): "written_due",
    ("answered_oral", "accept"): "accepted",
    ("answered_written", "accept"): "accepted",
    ("answered_oral", "dispute"): "disputed",
    ("answered_written", "dispute"): "disputed",
    ("followed", "dispute"): "disputed",
    ("disputed", "consider_responsibility"): "responsibility",
    ("disputed", "settle"): "accepted",
    ("responsibility", "settle"): "accepted",
    ("answered_oral", "follow"): "followed",
    ("answered_written", "follow"): "followed",
    ("accepted", "follow"): "followed",
    ("accepted", "close"): "closed",
    ("followed", "close"): "closed",
}


@pytest.mark.parametrize(("state", "move"), PAIRS)
def test_every_state_and_move_is_as_the_table_says(state, move):
    expected = TABLE.get((state.value, move.value))
    if expected is None:
        with pytest.raises(MoveRefused):
            question_after(state, move)
    else:
        assert question_after(state, move) == expected


def test_every_backward_move_needs_a_reason():
    assert sorted(QUESTION_BACKWARD) == [
        "return",
        "return_answer",
        "take_back_choice",
        "take_back_oral",
        "withdraw",
    ]


def test_states_fall_into_groups_without_overlap():
    groups = [QUESTION_WRITABLE, QUESTION_WAITING, QUESTION_ANSWERED, {QuestionState.WITHDRAWN}]
    assert sorted(state for group in groups for state in group) == sorted(QuestionState)


def test_everything_has_its_words_and_tone():
    assert set(labels.QUESTION_STATES) == set(labels.QUESTION_TONES) == set(QuestionState)
    assert set(labels.QUESTION_RETURNS) == set(QuestionReturn)
    assert set(labels.WRITING_REASONS) == set(WritingReason)
    assert set(labels.RATINGS) == set(labels.RATING_TONES) == set(Rating)
    assert set(labels.WISHES) == set(Wish)
