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
    CONFIRM = "confirm"
    OVERTURN = "overturn"


class Claim(StrEnum):
    """What the agency says of the result."""

    DONE = "done"
    UNDER_WAY = "under_way"
    PLANNED = "planned"
    EXPLAINED = "explained"
    NOT_DONE = "not_done"
    CANNOT = "cannot"


class SheetState(StrEnum):
    """How far a table of answers has come."""

    READ = "read"
    SENT = "sent"
    DRAFTED = "drafted"
    DROPPED = "dropped"


class Finding(StrEnum):
    """What was found when the result was checked (OVS-26)."""

    DONE = "done"
    ACCEPTED = "accepted"
    PARTLY = "partly"
    NOT_DONE = "not_done"
    UNCLEAR = "unclear"


class Impression(StrEnum):
    """How the answer was, beside what was found."""

    CLEAR = "clear"
    VAGUE = "vague"
    DISPUTED = "disputed"


S = Stage
MOVES: dict[Move, tuple[frozenset[Stage], Stage]] = {
    # A later reply stands beside the earlier one, and waits to be checked as that did.
    Move.REPLY: (frozenset({S.OPEN, S.REPLIED, S.RETURNED}), S.REPLIED),
    # A result may be seen without any reply: by a visit, by what voters say.
    Move.VERIFY: (frozenset({S.OPEN, S.REPLIED, S.RETURNED}), S.VERIFIED),
    Move.RETURN: (frozenset({S.OPEN, S.REPLIED, S.RETURNED}), S.RETURNED),
    Move.CLOSE: (frozenset({S.OPEN, S.REPLIED, S.RETURNED, S.VERIFIED}), S.CLOSED),
    Move.REOPEN: (frozenset({S.VERIFIED, S.CLOSED}), S.OPEN),
    # What was verified on paper and drawn to be seen on the spot.
    Move.CONFIRM: (frozenset({S.VERIFIED}), S.VERIFIED),
    Move.OVERTURN: (frozenset({S.VERIFIED}), S.RETURNED),
}
# Findings after which nothing is owed any more.
SETTLING = frozenset({Finding.DONE, Finding.ACCEPTED})
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


def move_of(finding: Finding, impression: Impression | None = None, *, again: bool = False) -> Move:
    """Where a finding leads: what is done or rightly explained is verified, the rest goes back.

    So does what was answered in general words, and what voters do not agree with. `again` is a
    check on the spot of what was verified before.
    """
    holds = finding in SETTLING and impression not in (Impression.VAGUE, Impression.DISPUTED)
    if again:
        return Move.CONFIRM if holds else Move.OVERTURN
    return Move.VERIFY if holds else Move.RETURN
