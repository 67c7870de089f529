"""States of a question about a paper of a dossier, and the moves between them (A12). Plain tables.

It asks the drafting agency to make the paper clear; it is no questioning (chất vấn) and leads to
none.
"""

from enum import StrEnum

from sessions.workflow.moves import after


class PaperQuestionState(StrEnum):
    """States of a question about a paper."""

    ASKED = "asked"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"


class PaperQuestionMove(StrEnum):
    """Moves of a question about a paper."""

    ANSWER = "answer"
    WITHDRAW = "withdraw"
    DECLINE = "decline"
    REOPEN = "reopen"


S, M = PaperQuestionState, PaperQuestionMove
PAPER_QUESTION_MOVES: dict[
    PaperQuestionMove, tuple[frozenset[PaperQuestionState], PaperQuestionState]
] = {
    M.ANSWER: (frozenset({S.ASKED}), S.ANSWERED),
    # By its author, before it is answered.
    M.WITHDRAW: (frozenset({S.ASKED}), S.WITHDRAWN),
    # By the office: it is not about the paper, or it is a matter for questioning.
    M.DECLINE: (frozenset({S.ASKED}), S.DECLINED),
    # The answer is wrong or unclear: another one is owed, the first stays to be read.
    M.REOPEN: (frozenset({S.ANSWERED}), S.ASKED),
}
# Each of these needs its reason.
PAPER_QUESTION_BACKWARD = frozenset({M.WITHDRAW, M.DECLINE, M.REOPEN})
# Every reader of the paper sees a question in one of these states.
PAPER_QUESTION_SHOWN = frozenset({S.ASKED, S.ANSWERED})


def paper_question_after(state: PaperQuestionState, move: PaperQuestionMove) -> PaperQuestionState:
    """The state a question has after the move. Raises MoveRefused."""
    return after(PAPER_QUESTION_MOVES, state, move)
