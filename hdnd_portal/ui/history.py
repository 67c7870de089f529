"""What happened to a record, as lines of its page."""

from collections.abc import Iterable

from hdnd_portal.audit import wording
from hdnd_portal.audit.models import Entry
from hdnd_portal.ui.components import TimelineEntry


def history(entries: Iterable[Entry]) -> list[TimelineEntry]:
    """Entries of the trail as lines, the actor before the act."""
    return [
        TimelineEntry(entry.at, wording.sentence(entry), by=entry.actor_name) for entry in entries
    ]
