"""States of what a delegate group reports on one item, and the moves between them (S11)."""

from enum import StrEnum

from sessions.workflow.moves import after


class GroupReportState(StrEnum):
    """States of a group's report on one agenda item."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    RECEIVED = "received"


class GroupReportMove(StrEnum):
    """Moves of a group's report: the group submits, the office receives or returns."""

    SUBMIT = "submit"
    RECEIVE = "receive"
    RETURN = "return"


R, M = GroupReportState, GroupReportMove
GROUP_REPORT_MOVES: dict[GroupReportMove, tuple[frozenset[GroupReportState], GroupReportState]] = {
    M.SUBMIT: (frozenset({R.DRAFT, R.RETURNED}), R.SUBMITTED),
    M.RECEIVE: (frozenset({R.SUBMITTED}), R.RECEIVED),
    # What was received is returned, too, when a mistake shows later; each time with a reason.
    M.RETURN: (frozenset({R.SUBMITTED, R.RECEIVED}), R.RETURNED),
}
# The group writes only while the turn is its own.
GROUP_WRITES = frozenset({R.DRAFT, R.RETURNED})
# The office and the chairs see a report from the moment it was first submitted.
GROUP_REPORT_SENT = frozenset({R.SUBMITTED, R.RETURNED, R.RECEIVED})


def group_report_after(state: GroupReportState, move: GroupReportMove) -> GroupReportState:
    """The state a group's report has after the move. Raises MoveRefused."""
    return after(GROUP_REPORT_MOVES, state, move)
