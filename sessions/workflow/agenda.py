"""States of an agenda item and of a part of its dossier, and the moves between them (12.2)."""

from enum import StrEnum

from sessions.workflow.moves import after


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
    CANCELLED = "cancelled"


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


class PartMove(StrEnum):
    """Moves of a part of a dossier."""

    SUBMIT = "submit"
    RECEIVE = "receive"
    RETURN = "return"
    CANCEL = "cancel"


P = PartState
PART_MOVES: dict[PartMove, tuple[frozenset[PartState], PartState]] = {
    # Whoever sees a mistake before the office has looked sends again.
    PartMove.SUBMIT: (frozenset({P.AWAITED, P.RETURNED, P.SUBMITTED}), P.SUBMITTED),
    PartMove.RECEIVE: (frozenset({P.SUBMITTED}), P.RECEIVED),
    # What was received is returned when the verifying Ban finds it wrong.
    PartMove.RETURN: (frozenset({P.SUBMITTED, P.RECEIVED}), P.RETURNED),
    # What was handed in is returned before it is asked for no longer.
    PartMove.CANCEL: (frozenset({P.AWAITED, P.RETURNED}), P.CANCELLED),
}
# A part in one of these states takes no files.
PART_SHUT = frozenset({P.RECEIVED, P.CANCELLED})


class ItemMove(StrEnum):
    """Moves of an agenda item, from its registration to the resolution sent up."""

    ASSIGN = "assign"
    SUBMIT = "submit"
    RETURN = "return"
    VERIFY = "verify"
    SEND = "send"
    PRESENT = "present"
    DISCUSS = "discuss"
    REVISE = "revise"
    VOTE = "vote"
    ADOPT = "adopt"
    REJECT = "reject"
    SIGN = "sign"
    UNSIGN = "unsign"
    ISSUE = "issue"
    SEND_UP = "send_up"
    WITHDRAW = "withdraw"
    DEFER = "defer"


I = ItemState  # noqa: E741 -- the table reads as the law's table does
# The papers of an item in one of these states are not with the delegates yet.
ITEM_UNSENT = frozenset({I.REGISTERED, I.ASSIGNED, I.SUBMITTED, I.RETURNED, I.VERIFIED})
_BEFORE_VOTE = ITEM_UNSENT | {I.SENT, I.PRESENTED, I.DISCUSSED, I.REVISED}
ITEM_MOVES: dict[ItemMove, tuple[frozenset[ItemState], ItemState]] = {
    ItemMove.ASSIGN: (frozenset({I.REGISTERED, I.ASSIGNED}), I.ASSIGNED),
    ItemMove.SUBMIT: (frozenset({I.ASSIGNED, I.RETURNED}), I.SUBMITTED),
    ItemMove.RETURN: (frozenset({I.ASSIGNED, I.SUBMITTED, I.RETURNED, I.VERIFIED}), I.RETURNED),
    ItemMove.VERIFY: (frozenset({I.SUBMITTED}), I.VERIFIED),
    # An item without verification is sent as it was submitted; the office may freeze a dossier
    # with parts missing, and says so.
    ItemMove.SEND: (ITEM_UNSENT - {I.REGISTERED}, I.SENT),
    # Procedure and personnel have no papers to send; for an item that should have some the service
    # asks for the reason.
    ItemMove.PRESENT: (ITEM_UNSENT | {I.SENT}, I.PRESENTED),
    ItemMove.DISCUSS: (frozenset({I.PRESENTED}), I.DISCUSSED),
    ItemMove.REVISE: (frozenset({I.DISCUSSED}), I.REVISED),
    ItemMove.VOTE: (frozenset({I.DISCUSSED, I.REVISED}), I.VOTED),
    ItemMove.ADOPT: (frozenset({I.VOTED}), I.PASSED),
    ItemMove.REJECT: (frozenset({I.VOTED}), I.REJECTED),
    ItemMove.SIGN: (frozenset({I.PASSED}), I.SIGNED),
    # A mistake seen before the resolution went out: its number is void, it is signed again.
    ItemMove.UNSIGN: (frozenset({I.SIGNED}), I.PASSED),
    ItemMove.ISSUE: (frozenset({I.SIGNED}), I.ISSUED),
    ItemMove.SEND_UP: (frozenset({I.ISSUED}), I.SENT_UP),
    ItemMove.WITHDRAW: (_BEFORE_VOTE, I.WITHDRAWN),
    ItemMove.DEFER: (_BEFORE_VOTE, I.DEFERRED),
}
# An item in one of these states has left the session.
ITEM_GONE = frozenset({I.WITHDRAWN, I.DEFERRED})
# The council has decided on an item in one of these states.
ITEM_DECIDED = frozenset({I.PASSED, I.REJECTED, I.SIGNED, I.ISSUED, I.SENT_UP})

# The council has taken the item up at its sitting.
ITEM_HEARD = frozenset({I.PRESENTED, I.DISCUSSED, I.REVISED, I.VOTED}) | ITEM_DECIDED


def part_after(state: PartState, move: PartMove) -> PartState:
    """The state a part has after the move. Raises MoveRefused."""
    return after(PART_MOVES, state, move)


def item_after(state: ItemState, move: ItemMove) -> ItemState:
    """The state an agenda item has after the move. Raises MoveRefused."""
    return after(ITEM_MOVES, state, move)
