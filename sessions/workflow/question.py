"""States of a question (chất vấn) and the moves between them (domain rules 12.3).

That the day of a written answer has passed is no state of its own: it is shown beside
`written_due`, so nothing has to run for it to become true.
"""

from enum import StrEnum

from sessions.workflow.moves import after


class QuestionState(StrEnum):
    """States of a question, from the delegate's draft to the end of what was promised."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    GROUPED = "grouped"
    WRITTEN_DUE = "written_due"
    ANSWERED_ORAL = "answered_oral"
    ANSWERED_WRITTEN = "answered_written"
    ACCEPTED = "accepted"
    DISPUTED = "disputed"
    RESPONSIBILITY = "responsibility"
    FOLLOWED = "followed"
    CLOSED = "closed"


class QuestionMove(StrEnum):
    """Moves of a question."""

    SUBMIT = "submit"
    RETURN = "return"
    WITHDRAW = "withdraw"
    CHOOSE = "choose"
    TAKE_BACK_CHOICE = "take_back_choice"
    ORDER_WRITING = "order_writing"
    ANSWER_ORALLY = "answer_orally"
    TAKE_BACK_ORAL = "take_back_oral"
    ANSWER_IN_WRITING = "answer_in_writing"
    RETURN_ANSWER = "return_answer"
    ACCEPT = "accept"
    DISPUTE = "dispute"
    CONSIDER_RESPONSIBILITY = "consider_responsibility"
    SETTLE = "settle"
    FOLLOW = "follow"
    CLOSE = "close"


class QuestionReturn(StrEnum):
    """Why the office returns a question (QST-1, QST-2)."""

    WRONG_PERSON = "wrong_person"
    NOT_SPECIFIC = "not_specific"
    NO_GROUNDS = "no_grounds"
    NOT_A_QUESTION = "not_a_question"
    OTHER = "other"


class WritingReason(StrEnum):
    """Why an answer in writing is ordered (QST-8)."""

    OUTSIDE_GROUPS = "outside_groups"
    NEEDS_CHECKING = "needs_checking"
    NOT_REACHED = "not_reached"
    ASKED_SO = "asked_so"


class Rating(StrEnum):
    """How the author finds the answer (Q10)."""

    ANSWERED = "answered"
    PARTLY = "partly"
    EVADED = "evaded"


class Wish(StrEnum):
    """What a delegate asks for who does not accept the answer (QST-10)."""

    DEBATE = "debate"
    RESPONSIBILITY = "responsibility"


S, M = QuestionState, QuestionMove
_ANSWERED = frozenset({S.ANSWERED_ORAL, S.ANSWERED_WRITTEN})
QUESTION_MOVES: dict[QuestionMove, tuple[frozenset[QuestionState], QuestionState]] = {
    M.SUBMIT: (frozenset({S.DRAFT, S.RETURNED}), S.SUBMITTED),
    M.RETURN: (frozenset({S.SUBMITTED}), S.RETURNED),
    M.WITHDRAW: (frozenset({S.SUBMITTED, S.RETURNED}), S.WITHDRAWN),
    # Which groups are answered at the sitting the council decides, between sessions the Standing
    # Committee (QST-4); the office only proposes groups.
    M.CHOOSE: (frozenset({S.SUBMITTED}), S.GROUPED),
    M.TAKE_BACK_CHOICE: (frozenset({S.GROUPED}), S.SUBMITTED),
    M.ORDER_WRITING: (frozenset({S.SUBMITTED, S.GROUPED}), S.WRITTEN_DUE),
    M.ANSWER_ORALLY: (frozenset({S.GROUPED}), S.ANSWERED_ORAL),
    M.TAKE_BACK_ORAL: (frozenset({S.ANSWERED_ORAL}), S.GROUPED),
    M.ANSWER_IN_WRITING: (frozenset({S.WRITTEN_DUE}), S.ANSWERED_WRITTEN),
    # An answer without signature, or by somebody else, is no answer.
    M.RETURN_ANSWER: (frozenset({S.ANSWERED_WRITTEN}), S.WRITTEN_DUE),
    M.ACCEPT: (_ANSWERED, S.ACCEPTED),
    # What was promised does not take away the right to disagree with the answer.
    M.DISPUTE: (_ANSWERED | {S.FOLLOWED}, S.DISPUTED),
    M.CONSIDER_RESPONSIBILITY: (frozenset({S.DISPUTED}), S.RESPONSIBILITY),
    M.SETTLE: (frozenset({S.DISPUTED, S.RESPONSIBILITY}), S.ACCEPTED),
    M.FOLLOW: (_ANSWERED | {S.ACCEPTED}, S.FOLLOWED),
    M.CLOSE: (frozenset({S.ACCEPTED, S.FOLLOWED}), S.CLOSED),
}
# Each of these needs its reason.
QUESTION_BACKWARD = frozenset(
    {M.RETURN, M.WITHDRAW, M.TAKE_BACK_CHOICE, M.TAKE_BACK_ORAL, M.RETURN_ANSWER}
)
# The author may still write.
QUESTION_WRITABLE = frozenset({S.DRAFT, S.RETURNED})
# It waits for the council, the person questioned, or the office.
QUESTION_WAITING = frozenset({S.SUBMITTED, S.GROUPED, S.WRITTEN_DUE})
# An answer was given: from now on every delegate reads it.
QUESTION_ANSWERED = _ANSWERED | {
    S.ACCEPTED,
    S.DISPUTED,
    S.RESPONSIBILITY,
    S.FOLLOWED,
    S.CLOSED,
}


def question_after(state: QuestionState, move: QuestionMove) -> QuestionState:
    """The state a question has after the move. Raises MoveRefused."""
    return after(QUESTION_MOVES, state, move)
