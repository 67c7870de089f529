"""Stages of a commitment and the moves between them. Plain Python.

That the day has passed is no stage: it is shown beside each of them, so nothing has to run for it
to become true.
"""

from enum import StrEnum

from hdnd_portal.ui.refusals import Refused


class Stage(StrEnum):
    """How far a commitment has come."""

    OPEN = "open"
    REPLIED = "replied"
    RETURNED = "returned"
    VERIFIED = "verified"
    CLOSED = "closed"


class Move(StrEnum):
    """Moves of a commitment."""

    REPLY = "reply"
    VERIFY = "verify"
    RETURN = "return"
    CLOSE = "close"
    REOPEN = "reopen"


class Claim(StrEnum):
    """What the agency says of the result."""

    DONE = "done"
    UNDER_WAY = "under_way"
    NOT_DONE = "not_done"
    CANNOT = "cannot"


class Finding(StrEnum):
    """What was found when the result was checked (OVS-26)."""

    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"
    UNCLEAR = "unclear"


S = Stage
MOVES: dict[Move, tuple[frozenset[Stage], Stage]] = {
    # A later reply stands beside the earlier one, and waits to be checked as that did.
    Move.REPLY: (frozenset({S.OPEN, S.REPLIED, S.RETURNED}), S.REPLIED),
    # A result may be seen without any reply: by a visit, by what voters say.
    Move.VERIFY: (frozenset({S.OPEN, S.REPLIED, S.RETURNED}), S.VERIFIED),
    Move.RETURN: (frozenset({S.OPEN, S.REPLIED, S.RETURNED}), S.RETURNED),
    Move.CLOSE: (frozenset({S.OPEN, S.REPLIED, S.RETURNED, S.VERIFIED}), S.CLOSED),
    Move.REOPEN: (frozenset({S.VERIFIED, S.CLOSED}), S.OPEN),
}
# Somebody still owes something.
PENDING = frozenset({S.OPEN, S.REPLIED, S.RETURNED})
# It is the agency's turn.
AWAITED = frozenset({S.OPEN, S.RETURNED})


class MoveRefused(Exception):
    """The commitment is not in a stage from which the move starts."""


class CommitmentRefused(Refused):
    """A rule of commitments says no."""


def after(stage: Stage, move: Move) -> Stage:
    """The stage after the move. Raises MoveRefused."""
    sources, result = MOVES[move]
    if stage not in sources:
        raise MoveRefused(f"{move} from {stage}")
    return result


def move_of(finding: Finding) -> Move:
    """Where a finding leads: only what is done is verified, the rest goes back to the agency."""
    return Move.VERIFY if finding is Finding.DONE else Move.RETURN
