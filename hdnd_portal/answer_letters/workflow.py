"""How far a letter and each part of it have come. Plain Python."""

from enum import StrEnum

from hdnd_portal.ui.refusals import Refused


class LetterState(StrEnum):
    """States of a letter: read by the portal, looked at by people, then sent."""

    READING = "reading"
    UNREADABLE = "unreadable"
    READ = "read"
    SENT = "sent"
    DRAFTED = "drafted"
    DROPPED = "dropped"


class PartState(StrEnum):
    """What a person has said of a part; `aside` is also what answers nothing by its form."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    ASIDE = "aside"
    MERGED = "merged"


# The same letter may come again once nothing of the first time stands.
STANDING = frozenset({LetterState.READING, LetterState.READ, LetterState.SENT, LetterState.DRAFTED})
# Nothing of it is sent or kept elsewhere.
DROPPABLE = frozenset({LetterState.READING, LetterState.READ, LetterState.DRAFTED})


class LetterRefused(Refused):
    """A rule of letters says no."""
