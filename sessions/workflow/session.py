"""States of a session and the moves between them (domain rules 12.1).

What a table cannot say (the day, the papers of the items) is handed in as facts.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sessions.workflow.moves import after


class SessionKind(StrEnum):
    """Kinds of session (Law 72/2025, Art. 34).

    `voter_petition` is held by a commune's council only (Art. 34(4)); `extraordinary` stands for
    sessions before 2025.
    """

    FIRST = "first"
    REGULAR_MID = "regular_mid"
    REGULAR_END = "regular_end"
    THEMATIC = "thematic"
    URGENT = "urgent"
    VOTER_PETITION = "voter_petition"
    TERM_END = "term_end"
    EXTRAORDINARY = "extraordinary"


# Those held every half-year, which voters are met before and after (Law 72/2025, Art. 34(2)).
REGULAR = frozenset({SessionKind.REGULAR_MID, SessionKind.REGULAR_END})


class SessionState(StrEnum):
    """States of a session."""

    PLANNED = "planned"
    AGREED = "agreed"
    CONVENED = "convened"
    READY = "ready"
    POSTPONED = "postponed"
    OPEN = "open"
    ADJOURNED = "adjourned"
    CLOSED = "closed"
    PUBLISHED = "published"
    ARCHIVED = "archived"
    CANCELLED = "cancelled"


class SessionMove(StrEnum):
    """Moves of a session."""

    AGREE = "agree"
    CONVENE = "convene"
    MAKE_READY = "make_ready"
    POSTPONE = "postpone"
    REPLAN = "replan"
    OPEN = "open"
    ADJOURN = "adjourn"
    RESUME = "resume"
    CLOSE = "close"
    PUBLISH = "publish"
    ARCHIVE = "archive"
    CANCEL = "cancel"
    TAKE_BACK = "take_back"
    TAKE_BACK_CONVENING = "take_back_convening"
    TAKE_BACK_READY = "take_back_ready"
    TAKE_BACK_OPENING = "take_back_opening"
    REOPEN = "reopen"


S, M = SessionState, SessionMove
# The move that usually comes next is the first that starts from the state.
SESSION_MOVES: dict[SessionMove, tuple[frozenset[SessionState], SessionState]] = {
    M.AGREE: (frozenset({S.PLANNED}), S.AGREED),
    M.CONVENE: (frozenset({S.AGREED}), S.CONVENED),
    M.MAKE_READY: (frozenset({S.CONVENED}), S.READY),
    M.POSTPONE: (frozenset({S.CONVENED, S.READY}), S.POSTPONED),
    M.REPLAN: (frozenset({S.POSTPONED}), S.AGREED),
    M.OPEN: (frozenset({S.CONVENED, S.READY}), S.OPEN),
    M.ADJOURN: (frozenset({S.OPEN}), S.ADJOURNED),
    M.RESUME: (frozenset({S.ADJOURNED}), S.OPEN),
    M.CLOSE: (frozenset({S.OPEN}), S.CLOSED),
    M.PUBLISH: (frozenset({S.CLOSED}), S.PUBLISHED),
    M.ARCHIVE: (frozenset({S.PUBLISHED}), S.ARCHIVED),
    M.CANCEL: (frozenset({S.PLANNED, S.AGREED}), S.CANCELLED),
    M.TAKE_BACK: (frozenset({S.AGREED}), S.PLANNED),
    # What was entered by mistake is taken back, with the reason; what follows stays as it is.
    M.TAKE_BACK_CONVENING: (frozenset({S.CONVENED}), S.AGREED),
    M.TAKE_BACK_READY: (frozenset({S.READY}), S.CONVENED),
    M.TAKE_BACK_OPENING: (frozenset({S.OPEN}), S.CONVENED),
    M.REOPEN: (frozenset({S.CLOSED}), S.OPEN),
}
# Backward moves: each needs a reason.
SESSION_BACKWARD = frozenset(
    {
        M.POSTPONE,
        M.REPLAN,
        M.CANCEL,
        M.TAKE_BACK,
        M.TAKE_BACK_CONVENING,
        M.TAKE_BACK_READY,
        M.TAKE_BACK_OPENING,
        M.REOPEN,
    }
)

# The day may still be moved.
SESSION_AHEAD = frozenset({S.PLANNED, S.AGREED, S.CONVENED, S.READY, S.POSTPONED})
# The delegates know the day, by the convening.
SESSION_ANNOUNCED = frozenset({S.CONVENED, S.READY})
# The session is held or will not be: agenda, dossiers and absences are closed.
SESSION_OVER = frozenset({S.CLOSED, S.PUBLISHED, S.ARCHIVED, S.CANCELLED})
# Nothing is left to prepare; a postponed session waits for its new day.
SESSION_AT_REST = SESSION_OVER | {S.POSTPONED}
# The file is closed: milestones are neither ticked nor missed any more.
SESSION_SHUT = frozenset({S.ARCHIVED, S.CANCELLED})
# What was done on time is settled: no changed rule counts it anew.
SESSION_SETTLED = frozenset({S.PUBLISHED, S.ARCHIVED, S.CANCELLED})


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What a move of a session is judged by, beside its state.

    `unsent` counts the items with a dossier of their own whose papers the delegates do not have,
    `undecided` those that need a resolution, have no result, and are still on the agenda;
    `quorum_missing` how many delegates the hall lacks, zero where no delegates are known.
    """

    today: date
    opening_on: date
    unsent: int
    undecided: int = 0
    quorum_missing: int = 0


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a move is not possible now: the code of its sentence and what fills it."""

    code: str
    details: dict[str, object]


def is_exception(state: SessionState, move: SessionMove, facts: SessionFacts) -> bool:
    """Whether the move leaves out what should come before it, and is recorded with its reason.

    A session opens without being ready or without its quorum (SES-10), or closes although not
    every item is decided or has left it: voted on paper, say, or not reached.
    """
    if move is M.CLOSE:
        return facts.undecided > 0
    return move is M.OPEN and (state is S.CONVENED or facts.quorum_missing > 0)


def needs_reason(state: SessionState, move: SessionMove, facts: SessionFacts) -> bool:
    """Whether the move wants a reason: every backward one, and every exception."""
    return move in SESSION_BACKWARD or is_exception(state, move, facts)


def session_objection(move: SessionMove, facts: SessionFacts) -> Objection | None:
    """What stands against a move that the table allows (domain 12.1), or None.

    A session is ready once every item's papers are with the delegates, and opens on its opening
    day at the earliest.
    """
    if move is M.MAKE_READY and facts.unsent:
        return Objection("items_unsent", {"count": facts.unsent})
    if move is M.OPEN and facts.today < facts.opening_on:
        return Objection("opening_ahead", {"day": facts.opening_on})
    return None


def session_may(state: SessionState, move: SessionMove) -> bool:
    """Whether the table allows the move from the state."""
    return state in SESSION_MOVES[move][0]


def session_after(state: SessionState, move: SessionMove) -> SessionState:
    """The state a session has after the move. Raises MoveRefused."""
    return after(SESSION_MOVES, state, move)
