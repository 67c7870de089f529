"""Which papers of a manifest are read in the reading room alone, for the lists that say so."""

from collections.abc import Iterable

from sessions.dossier_access import restricted_files
from sessions.models import FrozenFile


def in_room(lines: Iterable[FrozenFile]) -> set[int]:
    """Primary keys of the lines whose file belongs into the reading room.

    Items and versions are loaded with the lines; one query more.
    """
    lines = list(lines)
    restricted = restricted_files(line.version.file_id for line in lines)
    return {line.pk for line in lines if line.item.is_closed or line.version.file_id in restricted}
