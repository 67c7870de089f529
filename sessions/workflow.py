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


class PartMove(StrEnum):
    """Moves of a part of a dossier."""

    SUBMIT = "submit"
    RECEIVE = "receive"
    RETURN = "return"


P = PartState
PART_MOVES: dict[PartMove, tuple[frozenset[PartState], PartState]] = {
    # Whoever sees a mistake before the office has looked sends again.
    PartMove.SUBMIT: (frozenset({P.AWAITED, P.RETURNED, P.SUBMITTED}), P.SUBMITTED),
    PartMove.RECEIVE: (frozenset({P.SUBMITTED}), P.RECEIVED),
    # What was received is returned when the verifying Ban finds it wrong.
    PartMove.RETURN: (frozenset({P.SUBMITTED, P.RECEIVED}), P.RETURNED),
}
# Moves that need a coded reason.
PART_BACKWARD = frozenset({PartMove.RETURN})


class ItemMove(StrEnum):
    """Moves of an agenda item up to the session."""

    ASSIGN = "assign"
    SUBMIT = "submit"
    RETURN = "return"
    VERIFY = "verify"
    SEND = "send"
    WITHDRAW = "withdraw"
    DEFER = "defer"


I = ItemState  # noqa: E741 -- the table reads as the law's table does
_BEFORE_VOTE = frozenset(
    {
        I.REGISTERED,
        I.ASSIGNED,
        I.SUBMITTED,
        I.RETURNED,
        I.VERIFIED,
        I.SENT,
        I.PRESENTED,
        I.DISCUSSED,
        I.REVISED,
    }
)
ITEM_MOVES: dict[ItemMove, tuple[frozenset[ItemState], ItemState]] = {
    ItemMove.ASSIGN: (frozenset({I.REGISTERED, I.ASSIGNED}), I.ASSIGNED),
    ItemMove.SUBMIT: (frozenset({I.ASSIGNED, I.RETURNED}), I.SUBMITTED),
    ItemMove.RETURN: (frozenset({I.ASSIGNED, I.SUBMITTED, I.RETURNED, I.VERIFIED}), I.RETURNED),
    ItemMove.VERIFY: (frozenset({I.SUBMITTED}), I.VERIFIED),
    # An item without verification is sent as it was submitted; the office may freeze a dossier
    # with parts missing, and says so.
    ItemMove.SEND: (frozenset({I.ASSIGNED, I.SUBMITTED, I.RETURNED, I.VERIFIED}), I.SENT),
    ItemMove.WITHDRAW: (_BEFORE_VOTE, I.WITHDRAWN),
    ItemMove.DEFER: (_BEFORE_VOTE, I.DEFERRED),
}
ITEM_BACKWARD = frozenset({ItemMove.RETURN, ItemMove.WITHDRAW, ItemMove.DEFER})
# An item in one of these states has left the session.
ITEM_GONE = frozenset({I.WITHDRAWN, I.DEFERRED})


def part_after(state: PartState, move: PartMove) -> PartState:
    """The state a part has after the move. Raises MoveRefused."""
    sources, result = PART_MOVES[move]
    if state not in sources:
        raise MoveRefused(f"{move} from {state}")
    return result


def item_after(state: ItemState, move: ItemMove) -> ItemState:
    """The state an agenda item has after the move. Raises MoveRefused."""
    sources, result = ITEM_MOVES[move]
    if state not in sources:
        raise MoveRefused(f"{move} from {state}")
    return result
