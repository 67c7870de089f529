"""States of a session, an agenda item and a part of a dossier, and the moves between them."""

from enum import StrEnum


class MoveRefused(Exception):
    """The record is not in a state from which the move starts."""


class SessionKind(StrEnum):
    """Kinds of session (Law 72/2025, Art. 34); `extraordinary` only for sessions before 2025."""

    FIRST = "first"
    REGULAR_MID = "regular_mid"
    REGULAR_END = "regular_end"
    THEMATIC = "thematic"
    URGENT = "urgent"
    TERM_END = "term_end"
    EXTRAORDINARY = "extraordinary"


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
}
# Backward moves: each needs a reason.
SESSION_BACKWARD = frozenset({M.POSTPONE, M.REPLAN, M.CANCEL, M.TAKE_BACK})


class ItemState(StrEnum):
    """States of an agenda item with its dossier, up to the session and after it."""

    REGISTERED = "registered"
    ASSIGNED = "assigned"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    VERIFIED = "verified"
    SENT = "sent"
    PRESENTED = "presented"
    DISCUSSED = "discussed"
    REVISED = "revised"
    VOTED = "voted"
    PASSED = "passed"
    REJECTED = "rejected"
    SIGNED = "signed"
    ISSUED = "issued"
    SENT_UP = "sent_up"
    WITHDRAWN = "withdrawn"
    DEFERRED = "deferred"


class PartState(StrEnum):
    """States of one part of a dossier: what one agency or Ban owes."""

    AWAITED = "awaited"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    RECEIVED = "received"


class ReturnReason(StrEnum):
    """Coded reasons for which a dossier part is returned (counted per agency)."""

    INCOMPLETE = "incomplete"
    WRONG_FORM = "wrong_form"
    NOT_SIGNED = "not_signed"
    CONTENT = "content"
    UNREADABLE = "unreadable"
    WRONG_ITEM = "wrong_item"
    OUTDATED_BASIS = "outdated_basis"
    OTHER = "other"


def session_after(state: SessionState, move: SessionMove) -> SessionState:
    """The state a session has after the move. Raises MoveRefused."""
    sources, result = SESSION_MOVES[move]
    if state not in sources:
        raise MoveRefused(f"{move} from {state}")
    return result
