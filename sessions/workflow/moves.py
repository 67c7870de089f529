"""Tables of moves: from which states each starts, and where it leads."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from sessions.workflow.refusals import MoveRefused

State = TypeVar("State", bound=StrEnum)
Move = TypeVar("Move", bound=StrEnum)


def after(moves: Mapping[Move, tuple[frozenset[State], State]], state: State, move: Move) -> State:
    """The state after the move. Raises MoveRefused where the move does not start there."""
    sources, result = moves[move]
    if state not in sources:
        raise MoveRefused(f"{move} from {state}")
    return result
