"""Into which sitting each agenda item falls, by the time it is planned to take. Plain Python."""

from collections.abc import Sequence
from dataclasses import dataclass

# What an item without a planned time is taken to need.
USUAL_MINUTES = 15


@dataclass(frozen=True, slots=True)
class Room:
    """A sitting: its key and how many minutes it has."""

    key: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Wish:
    """An item in agenda order; one that is only to be read needs no sitting."""

    key: int
    minutes: int | None
    is_heard: bool = True


def propose(wishes: Sequence[Wish], rooms: Sequence[Room]) -> dict[int, int | None]:
    """Fill the sittings one after another in agenda order; what is left over goes into the last.

    An item longer than a whole sitting gets one that is empty.
    """
    places: dict[int, int | None] = {}
    at, used = 0, 0
    for wish in wishes:
        if not wish.is_heard or not rooms:
            places[wish.key] = None
            continue
        needed = wish.minutes or USUAL_MINUTES
        if used and used + needed > rooms[at].minutes and at + 1 < len(rooms):
            at, used = at + 1, 0
        places[wish.key] = rooms[at].key
        used += needed
    return places
