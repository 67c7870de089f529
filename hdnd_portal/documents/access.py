"""Who may open a file: the records that hold it say so, and nobody else.

Apps register a checker in `ready()`. A version that no checker knows is closed to everybody.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from hdnd_portal.accounts.models import User
from hdnd_portal.documents.models import Bundle, Version


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


@dataclass(frozen=True, slots=True)
class Opening:
    """What happens when a user opens a version: the answer, and which readings are recorded."""

    access: Access
    recorded: Sequence[Version] = ()


def access_to(user: User, version: Version) -> Access:
    """Whether the user may read the version, and whether that is recorded."""
    return opening(user, version).access


def opening(user: User, version: Version) -> Opening:
    """The answer for the version, with the files whose reading is recorded.

    A bundle is open to whoever may still read every file in it; its restricted files are recorded
    one by one.
    """
    granted = _asked(user, version)
    if granted is Access.NONE:
        return Opening(Access.NONE)
    answers: dict[Version, Access] = {version: granted}
    for bundle in Bundle.objects.filter(version=version).prefetch_related("files"):
        held = bundle.files.all()
        answers |= {one: _asked(user, one) for one in held}
        if not held or Access.NONE in answers.values():
            return Opening(Access.NONE)
    recorded = [one for one, access in answers.items() if access is Access.RECORDED]
    return Opening(Access.RECORDED if recorded else Access.READ, recorded)


def _asked(user: User, version: Version) -> Access:
    if not user.is_active:
        return Access.NONE
    return max((checker(user, version) for checker in _checkers), default=Access.NONE)
