"""Who may open a file: the records that hold it say so, and nobody else.

Apps register a checker in `ready()`. A version that no checker knows is closed to everybody.
"""

from collections.abc import Callable
from enum import IntEnum

from hdnd_portal.accounts.models import User
from hdnd_portal.documents.models import Version


class Access(IntEnum):
    """What a checker answers; the widest answer of all counts, but RECORDED is never lifted."""

    NONE = 0
    READ = 1
    RECORDED = 2  # may be read, and each reading is written into the audit trail


Checker = Callable[[User, Version], Access]
_checkers: list[Checker] = []


def register(checker: Checker) -> Checker:
    """Let an app answer for the files its records hold. Usable as a decorator."""
    if checker not in _checkers:
        _checkers.append(checker)
    return checker


def access_to(user: User, version: Version) -> Access:
    """Whether the user may read the version, and whether that is recorded."""
    if not user.is_active:
        return Access.NONE
    return max((checker(user, version) for checker in _checkers), default=Access.NONE)
