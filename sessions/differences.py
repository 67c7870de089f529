"""What changed between two submissions of a part: by file, and in the text of a file."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from hdnd_portal.documents.models import Version

# Longer texts are compared by file only.
LONGEST_LINES = 20_000


class Change(StrEnum):
    """What happened to a file."""

    ADDED = "added"
    REMOVED = "removed"
    REPLACED = "replaced"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file before and after."""

    change: Change
    before: Version | None
    after: Version | None


def between(before: Sequence[Version], after: Sequence[Version]) -> list[FileChange]:
    """The files of two submissions side by side, in the order of the later one."""
    old = {version.file_id: version for version in before}
    changes = []
    for version in after:
        earlier = old.pop(version.file_id, None)
        if earlier is None:
            changes.append(FileChange(Change.ADDED, None, version))
        elif earlier.pk == version.pk:
            changes.append(FileChange(Change.SAME, earlier, version))
        else:
            changes.append(FileChange(Change.REPLACED, earlier, version))
    changes += [FileChange(Change.REMOVED, version, None) for version in old.values()]
    return changes


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a comparison: its sign ("+", "-", " ", or "@" for a gap) and text."""

    sign: str
    text: str


def text_lines(before: str, after: str, *, context: int = 2) -> list[Line] | None:
    """The changed lines of two texts with some around them; None where they are too long."""
    old = [line.strip() for line in before.splitlines() if line.strip()]
    new = [line.strip() for line in after.splitlines() if line.strip()]
    if len(old) > LONGEST_LINES or len(new) > LONGEST_LINES:
        return None
    found = difflib.unified_diff(old, new, n=context, lineterm="")
    return [
        Line("@", "") if line.startswith("@@") else Line(line[0], line[1:])
        for line in found
        if not line.startswith(("---", "+++"))
    ]
