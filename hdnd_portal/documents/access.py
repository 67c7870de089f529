"""Who may open a file: the records that hold it say so, and nobody else.

Apps register a checker in `ready()`. A version that no checker knows is closed to everybody.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from django.db.models import Prefetch

from hdnd_portal.accounts.models import User
from hdnd_portal.documents.models import Bundle, Version


class Access(IntEnum):
    """What a checker answers; the widest counts, but RECORDED and SEALED are never lifted."""

    NONE = 0
    READ = 1
    RECORDED = 2  # may be read, and each reading is written into the audit trail
    SEALED = 3  # may be read in the reading room alone: marked pages, never the file


# The file itself goes out.
DIRECT = frozenset({Access.READ, Access.RECORDED})


# Answers by primary key of the version; one left out is closed as far as the checker knows. It is
# asked once for all versions of a bundle or a page, and its queries must not grow with them.
Checker = Callable[[User, Collection[Version]], Mapping[int, Access]]
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

    @property
    def is_direct(self) -> bool:
        """Whether the file itself goes out, not only its pages in the reading room."""
        return self.access in DIRECT


def access_to(user: User, version: Version) -> Access:
    """Whether the user may read the version, and whether that is recorded."""
    return opening(user, version).access


def readable(user: User, versions: Iterable[Version]) -> set[int]:
    """Primary keys of those versions whose file the user may have."""
    opened = openings(user, versions)
    return {key for key, one in opened.items() if one.is_direct}


def openable(user: User, versions: Iterable[Version]) -> set[int]:
    """Primary keys of those versions that the user may open, be it in the reading room alone."""
    opened = openings(user, versions)
    return {key for key, one in opened.items() if one.access is not Access.NONE}


# Where a sealed version opens, as an address; apps that seal say so. None: not theirs.
Room = Callable[[Version], str | None]
_rooms: list[Room] = []


def room(finder: Room) -> Room:
    """Let an app say where its sealed files open. Usable as a decorator."""
    if finder not in _rooms:
        _rooms.append(finder)
    return finder


def room_of(version: Version) -> str | None:
    """The address of the reading room in which the version opens."""
    return next((found for ask in _rooms if (found := ask(version)) is not None), None)


def opening(user: User, version: Version) -> Opening:
    """The answer for the version, with the files whose reading is recorded."""
    return openings(user, [version])[version.pk]


def openings(user: User, versions: Iterable[Version]) -> dict[int, Opening]:
    """The answer for each version by its primary key, in as many queries for many as for one.

    A bundle is open to whoever may still have every file in it; its restricted files are recorded
    one by one. One with a sealed file in it is shut.
    """
    asked = {version.pk: version for version in versions}
    held = _files_of_bundles(asked)
    every = {one.pk: one for files in held.values() for one in files} | asked
    answers = _answers(user, list(every.values()))
    opened = {}
    for key, version in asked.items():
        files = held.get(key, [version])
        together = {one.pk: one for one in (version, *files)}
        held_back = {answers.get(one, Access.NONE) for one in together} - DIRECT
        if not files or held_back:
            alone = key not in held and held_back == {Access.SEALED}
            opened[key] = Opening(Access.SEALED if alone else Access.NONE)
            continue
        recorded = [one for one in together.values() if answers[one.pk] is Access.RECORDED]
        opened[key] = Opening(Access.RECORDED if recorded else Access.READ, recorded)
    return opened


def _files_of_bundles(versions: Collection[int]) -> dict[int, list[Version]]:
    """What lies in those of the versions (primary keys) that are bundles."""
    # The words of a whole session are not read to see who may open it.
    files = Prefetch("files", Version.objects.defer("text"))
    held: dict[int, list[Version]] = {}
    for bundle in Bundle.objects.filter(version__in=versions).prefetch_related(files):
        held.setdefault(bundle.version_id, []).extend(bundle.files.all())
    return held


def _answers(user: User, versions: Collection[Version]) -> dict[int, Access]:
    """The widest answer of all checkers, by primary key; a version nobody answers for is out."""
    answers: dict[int, Access] = {}
    if user.is_active and versions:
        for checker in _checkers:
            for key, access in checker(user, versions).items():
                answers[key] = max(access, answers.get(key, Access.NONE))
    return answers
