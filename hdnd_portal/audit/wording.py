"""What an event is called in the timeline: apps register one Vietnamese sentence per event."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Promise

    from hdnd_portal.audit.models import Entry

_sentences: dict[str, str | Promise] = {}


def register(sentences: Mapping[str, str | Promise]) -> None:
    """Enter sentences by event, in the app's `ready()`.

    The sentence has no subject ("đã lập kỳ họp"): the timeline puts the actor before it. It may
    name details as `{name}`. Raises ValueError for an event registered twice.
    """
    for event, sentence in sentences.items():
        if event in _sentences and _sentences[event] != sentence:
            raise ValueError(f"event {event} has two sentences")
        _sentences[event] = sentence


def is_known(event: str) -> bool:
    """Whether the event has its sentence; each app tests its own events with this."""
    return event in _sentences


def sentence(entry: Entry) -> str:
    """The entry as a sentence without its actor; an unknown event is shown by its code."""
    known = _sentences.get(entry.event)
    if known is None:
        return _("đã ghi việc {event}").format(event=entry.event)
    return str(known).format_map(_Details(entry.details))


class _Details(dict[str, object]):
    """Details by name; one that an old entry lacks is shown as a dash, not as an error."""

    def __missing__(self, key: str) -> str:
        return "–"
