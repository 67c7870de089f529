"""The changed lines between two versions, for one reader: never more than the files would show."""

from hdnd_portal.accounts.models import User
from hdnd_portal.documents.access import Access, opening
from hdnd_portal.documents.models import Version
from hdnd_portal.documents.readings import record_readings
from sessions.differences import Line, text_lines


def lines_for(user: User, before: Version | None, after: Version | None) -> list[Line] | None:
    """The changed lines, recorded where reading the files is; None where there is nothing to show.

    That is so for one file alone, without text in both, or where the user may not open both.
    """
    if before is None or after is None or before.pk == after.pk:
        return None
    if not before.text or not after.text:
        return None
    opened = [opening(user, version) for version in (before, after)]
    if any(one.access is Access.NONE for one in opened):
        return None
    lines = text_lines(before.text, after.text)
    if lines is not None:
        record_readings([version for one in opened for version in one.recorded], by=user)
    return lines
