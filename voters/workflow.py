"""States of a contact plan, its meetings and their records, and the moves. Plain Python."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from voters.refusals import ContactRefused


class PlanState(StrEnum):
    """States of a contact plan."""

    DRAFT = "draft"
    SENT = "sent"
    AGREED = "agreed"
    ISSUED = "issued"


class PlanMove(StrEnum):
    """Moves of a contact plan: the office sends it, the Front answers, the office issues."""

    SEND = "send"
    RETURN = "return"
    AGREE = "agree"
    ISSUE = "issue"


class MeetingState(StrEnum):
    """States of a voter-contact meeting."""

    PLANNED = "planned"
    CANCELLED = "cancelled"


class RecordState(StrEnum):
    """States of the record of a meeting: while it is a draft, opinions may still be added."""

    DRAFT = "draft"
    SIGNED = "signed"


class RecordMove(StrEnum):
    """Moves of the record of a meeting; it is opened again with a reason."""

    SIGN = "sign"
    REOPEN = "reopen"


class ContactState(StrEnum):
    """States of a contact beside the plan."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ANNOUNCED = "announced"


class ContactMove(StrEnum):
    """Moves of a contact that is asked for."""

    AGREE = "agree"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


class ContactKind(StrEnum):
    """What kind of contact it is (Joint Resolution 72/2025, Arts. 18, 19)."""

    RESIDENCE = "residence"
    WORKPLACE = "workplace"
    TOPIC = "topic"
    PEOPLE = "people"
    OUTSIDE = "outside"


class PaperKind(StrEnum):
    """Papers of voter contact that take a number."""

    PLAN = "plan"
    NOTICE = "notice"
    INVITATION = "invitation"
    SUMMARY = "summary"
    ANSWERS = "answers"
    REFERRAL = "referral"
    SYNTHESIS = "synthesis"


# Papers about one meeting.
OF_MEETINGS = (
    PaperKind.NOTICE,
    PaperKind.INVITATION,
    PaperKind.SUMMARY,
    PaperKind.ANSWERS,
)
# Of them those that are written once it is over.
AFTERWARDS = frozenset({PaperKind.SUMMARY, PaperKind.ANSWERS})


class Track(StrEnum):
    """As what a voter's words were heard: said for the record, or asking for an act or answer."""

    OPINION = "opinion"
    RECOMMENDATION = "recommendation"


S, M = PlanState, PlanMove
PLAN_MOVES: dict[PlanMove, tuple[frozenset[PlanState], PlanState]] = {
    M.SEND: (frozenset({S.DRAFT}), S.SENT),
    # What the Front had agreed to goes back, too, when something must change before the issue.
    M.RETURN: (frozenset({S.SENT, S.AGREED}), S.DRAFT),
    M.AGREE: (frozenset({S.SENT}), S.AGREED),
    M.ISSUE: (frozenset({S.AGREED}), S.ISSUED),
}
RECORD_MOVES: dict[RecordMove, tuple[frozenset[RecordState], RecordState]] = {
    RecordMove.SIGN: (frozenset({RecordState.DRAFT}), RecordState.SIGNED),
    RecordMove.REOPEN: (frozenset({RecordState.SIGNED}), RecordState.DRAFT),
}
_ASKED = frozenset({ContactState.ASKED})
CONTACT_MOVES: dict[ContactMove, tuple[frozenset[ContactState], ContactState]] = {
    ContactMove.AGREE: (_ASKED, ContactState.AGREED),
    ContactMove.DECLINE: (_ASKED, ContactState.DECLINED),
    ContactMove.WITHDRAW: (_ASKED, ContactState.WITHDRAWN),
}
# Which kinds are asked for beforehand, and the rule by which the answer is due.
ASKED_FOR: dict[ContactKind, str] = {
    ContactKind.PEOPLE: "tx.ind.decide",
    ContactKind.OUTSIDE: "tx.out.decide",
}
# Meetings are laid out anew only while nobody else has the plan. An issued plan is changed meeting
# by meeting, each with its reason; while the Front has it, it stands still.
CHANGED_BY_HAND = frozenset({S.DRAFT, S.ISSUED})


State = TypeVar("State", bound=StrEnum)
Move = TypeVar("Move", bound=StrEnum)


def after(
    moves: Mapping[Move, tuple[frozenset[State], State]], state: State, move: Move, refusal: str
) -> State:
    """The state after the move of a table. Raises ContactRefused with the code `refusal`."""
    sources, result = moves[move]
    if state not in sources:
        raise ContactRefused(refusal)
    return result


def plan_after(state: PlanState, move: PlanMove) -> PlanState:
    """The state a plan has after the move. Raises ContactRefused `plan_state`."""
    return after(PLAN_MOVES, state, move, "plan_state")


def record_after(state: RecordState, move: RecordMove) -> RecordState:
    """The state a record has after the move. Raises ContactRefused `record_state`."""
    return after(RECORD_MOVES, state, move, "record_state")


def contact_after(state: ContactState, move: ContactMove) -> ContactState:
    """The state a contact has after the move. Raises ContactRefused `contact_state`."""
    return after(CONTACT_MOVES, state, move, "contact_state")
