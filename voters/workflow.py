"""States of a contact plan and of its meetings, and the moves between them. Plain Python."""

from enum import StrEnum

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


S, M = PlanState, PlanMove
PLAN_MOVES: dict[PlanMove, tuple[frozenset[PlanState], PlanState]] = {
    M.SEND: (frozenset({S.DRAFT}), S.SENT),
    # What the Front had agreed to goes back, too, when something must change before the issue.
    M.RETURN: (frozenset({S.SENT, S.AGREED}), S.DRAFT),
    M.AGREE: (frozenset({S.SENT}), S.AGREED),
    M.ISSUE: (frozenset({S.AGREED}), S.ISSUED),
}
# Meetings are laid out anew only while nobody else has the plan. An issued plan is changed meeting
# by meeting, each with its reason; while the Front has it, it stands still.
CHANGED_BY_HAND = frozenset({S.DRAFT, S.ISSUED})


def plan_after(state: PlanState, move: PlanMove) -> PlanState:
    """The state a plan has after the move. Raises ContactRefused `plan_state`."""
    sources, result = PLAN_MOVES[move]
    if state not in sources:
        raise ContactRefused("plan_state")
    return result
