"""States of a resolution and of minutes, and the moves between them: plain tables."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from sessions.workflow.moves import after


class ResolutionForm(StrEnum):
    """Which act governs the form of a resolution (Law 64/2025 or Decree 30/2020)."""

    LEGAL = "legal"
    INDIVIDUAL = "individual"


class ResolutionState(StrEnum):
    """States of a resolution, from the adopted text to its publication."""

    DRAFT = "draft"
    CHECKED = "checked"
    SIGNED = "signed"
    ISSUED = "issued"
    SENT_UP = "sent_up"
    PUBLISHED = "published"


class ResolutionMove(StrEnum):
    """Moves of a resolution."""

    CHECK = "check"
    REWORK = "rework"
    SIGN = "sign"
    WITHDRAW_NUMBER = "withdraw_number"
    ISSUE = "issue"
    SEND_UP = "send_up"
    PUBLISH = "publish"


R = ResolutionState
RESOLUTION_MOVES: dict[ResolutionMove, tuple[frozenset[R], R]] = {
    ResolutionMove.CHECK: (frozenset({R.DRAFT}), R.CHECKED),
    ResolutionMove.REWORK: (frozenset({R.CHECKED}), R.DRAFT),
    ResolutionMove.SIGN: (frozenset({R.CHECKED}), R.SIGNED),
    # A mistake seen after signing: the number is kept as void, the text goes back to work.
    ResolutionMove.WITHDRAW_NUMBER: (frozenset({R.SIGNED}), R.DRAFT),
    ResolutionMove.ISSUE: (frozenset({R.SIGNED}), R.ISSUED),
    ResolutionMove.SEND_UP: (frozenset({R.ISSUED}), R.SENT_UP),
    ResolutionMove.PUBLISH: (frozenset({R.ISSUED, R.SENT_UP}), R.PUBLISHED),
}
RESOLUTION_BACKWARD = frozenset({ResolutionMove.REWORK, ResolutionMove.WITHDRAW_NUMBER})
# The text may still be changed in these states.
RESOLUTION_IN_WORK = frozenset({R.DRAFT})
# The paper bears its number and goes out to others.
RESOLUTION_OUT = frozenset({R.ISSUED, R.SENT_UP, R.PUBLISHED})


class MinutesState(StrEnum):
    """States of minutes (biên bản)."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"


class MinutesMove(StrEnum):
    """Moves of minutes."""

    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"


M = MinutesState
MINUTES_MOVES: dict[MinutesMove, tuple[frozenset[M], M]] = {
    MinutesMove.SUBMIT: (frozenset({M.DRAFT}), M.SUBMITTED),
    MinutesMove.RETURN: (frozenset({M.SUBMITTED}), M.DRAFT),
    MinutesMove.APPROVE: (frozenset({M.SUBMITTED}), M.APPROVED),
}
MINUTES_BACKWARD = frozenset({MinutesMove.RETURN})


class Standing(StrEnum):
    """Whether a resolution applies on a day: worked out from its dates and links, never stored."""

    NOT_OUT = "not_out"
    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    EXPIRED = "expired"
    REPLACED = "replaced"
    REPEALED = "repealed"


class LinkKind(StrEnum):
    """What a later resolution does to an earlier one (Law 64/2025, Arts. 8 and 57)."""

    AMENDS = "amends"
    REPLACES = "replaces"
    REPEALS = "repeals"


ENDS = {LinkKind.REPLACES: Standing.REPLACED, LinkKind.REPEALS: Standing.REPEALED}


def resolution_after(state: ResolutionState, move: ResolutionMove) -> ResolutionState:
    """The state a resolution has after the move. Raises MoveRefused."""
    return after(RESOLUTION_MOVES, state, move)


def minutes_after(state: MinutesState, move: MinutesMove) -> MinutesState:
    """The state minutes have after the move. Raises MoveRefused."""
    return after(MINUTES_MOVES, state, move)


def standing_on(
    day: date,
    *,
    state: ResolutionState,
    effective_on: date | None,
    expires_on: date | None,
    ended: Mapping[LinkKind, date],
) -> Standing:
    """Whether a resolution applies on the day.

    `expires_on` is its last day (Law 64/2025, Art. 57.1). `ended` holds, for each kind of link
    from a later resolution that is out, the first day on which that one has effect. Amended
    resolutions stay in force.
    """
    if state not in RESOLUTION_OUT or effective_on is None:
        return Standing.NOT_OUT
    if day < effective_on:
        return Standing.NOT_YET
    over = [(ended[kind], standing) for kind, standing in ENDS.items() if kind in ended]
    past = [(since, standing) for since, standing in over if since <= day]
    if expires_on is not None and expires_on < day:
        past.append((expires_on, Standing.EXPIRED))
    return min(past)[1] if past else Standing.IN_FORCE
