"""States of proposals of oversight and of hearings, and the moves. Plain Python."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from oversight.refusals import OversightRefused


class ProposalState(StrEnum):
    """States of a proposal."""

    PROPOSED = "proposed"
    TAKEN = "taken"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class ProposalMove(StrEnum):
    """Moves of a proposal."""

    TAKE_UP = "take_up"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    CORRECT = "correct"


class HearingState(StrEnum):
    """States of a hearing."""

    PROPOSED = "proposed"
    PLANNED = "planned"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class HearingMove(StrEnum):
    """Moves of a hearing; one that has its day may get another."""

    PLAN = "plan"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    CORRECT = "correct"


class ProposalKind(StrEnum):
    """What kind of oversight is proposed."""

    THEME = "theme"
    AGAIN = "again"
    REVIEW = "review"


class Proposer(StrEnum):
    """Whose proposal it is (Law 87/2015, Art. 58(1))."""

    STANDING_COMMITTEE = "standing_committee"
    COMMITTEE = "committee"
    DELEGATES = "delegates"
    FRONT = "front"
    VOTERS = "voters"


_PROPOSED = frozenset({ProposalState.PROPOSED})
PROPOSAL_MOVES: dict[ProposalMove, tuple[frozenset[ProposalState], ProposalState]] = {
    ProposalMove.TAKE_UP: (_PROPOSED, ProposalState.TAKEN),
    ProposalMove.DECLINE: (_PROPOSED, ProposalState.DECLINED),
    ProposalMove.WITHDRAW: (_PROPOSED, ProposalState.WITHDRAWN),
    ProposalMove.CORRECT: (_PROPOSED, ProposalState.PROPOSED),
}
H = HearingState
_OPEN = frozenset({H.PROPOSED, H.PLANNED})
HEARING_MOVES: dict[HearingMove, tuple[frozenset[HearingState], HearingState]] = {
    HearingMove.PLAN: (_OPEN, H.PLANNED),
    HearingMove.DECLINE: (frozenset({H.PROPOSED}), H.DECLINED),
    HearingMove.WITHDRAW: (_OPEN, H.WITHDRAWN),
    HearingMove.CORRECT: (frozenset({H.PROPOSED}), H.PROPOSED),
}
State = TypeVar("State", bound=StrEnum)
Move = TypeVar("Move", bound=StrEnum)


def after(moves: Mapping[Move, tuple[frozenset[State], State]], state: State, move: Move) -> State:
    """The state after the move. Raises OversightRefused `moved_on`."""
    sources, result = moves[move]
    if state not in sources:
        raise OversightRefused("moved_on")
    return result
