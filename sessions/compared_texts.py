"""The changed lines between two versions, for one reader: never more than the files would show."""

from collections.abc import Sequence

from hdnd_portal.accounts.models import User
from hdnd_portal.documents.access import openings
from hdnd_portal.documents.models import Version
from hdnd_portal.documents.readings import record_readings
from sessions.differences import Line, text_lines

Pair = tuple[Version | None, Version | None]


def changed_lines(user: User, pairs: Sequence[Pair]) -> list[list[Line] | None]:
    """The changed lines of each pair, recorded where reading the files is.

    None where there is nothing to show: for one file alone, without text in both, or where the
    user may not have both. What is read in the reading room alone is not compared.
    """
    texts = [_with_text(*pair) for pair in pairs]
    opened = openings(user, [version for both in texts for version in both])
    shown: list[list[Line] | None] = []
    read: list[Version] = []
    for both in texts:
        answers = [opened[version.pk] for version in both]
        lines = None
        if both and all(one.is_direct for one in answers):
            before, after = both
            lines = text_lines(before.text, after.text)
        if lines is not None:
            read += [version for one in answers for version in one.recorded]
        shown.append(lines)
    if read:
        record_readings(read, by=user)
    return shown


def _with_text(before: Version | None, after: Version | None) -> list[Version]:
    """Both versions where their texts can be compared, nothing elsewhere."""
    if before is None or after is None or before.pk == after.pk:
        return []
    return [before, after] if before.text and after.text else []
