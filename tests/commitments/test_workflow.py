from itertools import product

import pytest

from hdnd_portal.commitments import labels
from hdnd_portal.commitments.answers import Quality
from hdnd_portal.commitments.workflow import (
    MOVES,
    Claim,
    Finding,
    Impression,
    Move,
    MoveRefused,
    SheetState,
    Stage,
    after,
    move_of,
)

PAIRS = list(product(Stage, Move))
TAKEN = [(stage, move) for stage, move in PAIRS if stage in MOVES[move][0]]


@pytest.mark.parametrize(("stage", "move"), TAKEN)
def test_move_leads_where_the_table_says(stage, move):
    assert after(stage, move) is MOVES[move][1]


@pytest.mark.parametrize(("stage", "move"), [pair for pair in PAIRS if pair not in TAKEN])
def test_other_moves_are_refused(stage, move):
    with pytest.raises(MoveRefused):
        after(stage, move)


def test_table_is_the_one_agreed_upon():
    # What was claimed never leads to "verified" by itself, and nothing closed is replied to.
    assert [(stage.value, move.value) for stage, move in TAKEN] == [
        ("open", "reply"),
        ("open", "verify"),
        ("open", "return"),
        ("open", "close"),
        ("replied", "reply"),
        ("replied", "verify"),
        ("replied", "return"),
        ("replied", "close"),
        ("returned", "reply"),
        ("returned", "verify"),
        ("returned", "return"),
        ("returned", "close"),
        ("verified", "close"),
        ("verified", "reopen"),
        ("verified", "confirm"),
        ("verified", "overturn"),
        ("closed", "reopen"),
    ]


@pytest.mark.parametrize(
    ("finding", "move"),
    [
        (Finding.DONE, Move.VERIFY),
        (Finding.ACCEPTED, Move.VERIFY),
        (Finding.PARTLY, Move.RETURN),
        (Finding.NOT_DONE, Move.RETURN),
        (Finding.UNCLEAR, Move.RETURN),
    ],
)
def test_only_what_is_done_is_verified(finding, move):
    assert move_of(finding) is move


@pytest.mark.parametrize(
    ("finding", "impression", "again", "move"),
    [
        (Finding.DONE, Impression.CLEAR, False, Move.VERIFY),
        (Finding.DONE, Impression.DISPUTED, False, Move.RETURN),
        (Finding.ACCEPTED, Impression.VAGUE, False, Move.RETURN),
        (Finding.DONE, None, True, Move.CONFIRM),
        (Finding.PARTLY, Impression.CLEAR, True, Move.OVERTURN),
        (Finding.DONE, Impression.DISPUTED, True, Move.OVERTURN),
    ],
)
def test_what_is_vague_or_disputed_goes_back(finding, impression, again, move):
    assert move_of(finding, impression, again=again) is move


def test_everything_has_its_words_and_tone():
    assert set(labels.STAGES) == set(labels.TONES) == set(Stage)
    assert set(labels.CLAIMS) == set(labels.CLAIM_TONES) == set(Claim)
    assert set(labels.IMPRESSIONS) == set(labels.IMPRESSION_TONES) == set(Impression)
    assert set(labels.SHEET_STATES) == set(labels.SHEET_TONES) == set(SheetState)
    assert set(labels.QUALITIES) == set(labels.QUALITY_TONES) == set(Quality)
    assert set(labels.FINDINGS) == set(labels.FINDING_TONES) == set(Finding)
