"""States of a voters' recommendation until an agency has it, and the moves between them (B6).

From then on the commitment that was opened tells how far it has come: answered, verified, done.
Plain Python.
"""

from enum import StrEnum

from voters.workflow import after


class State(StrEnum):
    """States of a recommendation; the codes of the practice stand beside them."""

    RECORDED = "recorded"  # GHI_NHAN
    LETTER = "letter"  # CHUYEN_DON_THU
    ANSWERED_THERE = "answered_there"  # TRA_LOI_TAI_CHO
    MERGED = "merged"  # GOP
    DROPPED = "dropped"  # taken down by mistake
    SORTED = "sorted"  # DA_TONG_HOP
    SENT = "sent"  # DA_CHUYEN
    MISDIRECTED = "misdirected"  # CHUYEN_LAI


class Move(StrEnum):
    """Moves of a recommendation."""

    SORT = "sort"
    UNSORT = "unsort"
    TAKE_OUT = "take_out"
    ANSWER_THERE = "answer_there"
    MERGE = "merge"
    DROP = "drop"
    RESUME = "resume"
    SEND = "send"
    MISDIRECT = "misdirect"


class Competence(StrEnum):
    """Whose matter it is."""

    CENTRAL = "central"
    PROVINCE = "province"
    COMMUNE = "commune"


S, M = State, Move
MOVES: dict[Move, tuple[frozenset[State], State]] = {
    # What is sorted may be sorted otherwise until it is sent; what came back finds its agency so.
    M.SORT: (frozenset({S.RECORDED, S.SORTED, S.MISDIRECTED}), S.SORTED),
    M.UNSORT: (frozenset({S.SORTED}), S.RECORDED),
    M.TAKE_OUT: (frozenset({S.RECORDED, S.SORTED}), S.LETTER),
    M.ANSWER_THERE: (frozenset({S.RECORDED, S.SORTED}), S.ANSWERED_THERE),
    M.MERGE: (frozenset({S.RECORDED, S.SORTED}), S.MERGED),
    M.DROP: (frozenset({S.RECORDED, S.SORTED}), S.DROPPED),
    M.RESUME: (frozenset({S.LETTER, S.ANSWERED_THERE, S.DROPPED}), S.RECORDED),
    M.SEND: (frozenset({S.SORTED}), S.SENT),
    M.MISDIRECT: (frozenset({S.SENT}), S.MISDIRECTED),
}
# Backward, or out of sight: each needs its reason.
REASONED = frozenset({M.UNSORT, M.TAKE_OUT, M.DROP, M.RESUME, M.MISDIRECT})
# Words and parts are changed while nobody outside the office has it.
OPEN = frozenset({S.RECORDED, S.SORTED})
# Its words count as taken up; those of the others wait to be sorted again.
LIVE = frozenset(set(S) - {S.DROPPED, S.MERGED})
# What everybody inside the council may read: complaints and slips of the hand are not among it.
PUBLISHED = frozenset({S.SORTED, S.SENT, S.MISDIRECTED, S.ANSWERED_THERE})


def recommendation_after(state: State, move: Move) -> State:
    """The state after the move. Raises ContactRefused `recommendation_state`."""
    return after(MOVES, state, move, "recommendation_state")
