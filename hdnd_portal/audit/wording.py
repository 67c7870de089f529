"""What an event is called in the timeline: apps register one Vietnamese sentence per event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from django.apps import apps
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
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
    return fill(known, entry)


def fill(words: str | Promise, entry: Entry) -> str:
    """Other words for the entry, that name its details as a sentence does."""
    return str(words).format_map(_Details(entry))


class _Details(Mapping[str, object]):
    """Details by name, as people write them; one that an old entry lacks is a dash, no error."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry

    def __getitem__(self, key: str) -> object:
        value = self.entry.details.get(key)
        if value is None or value == "":
            return "–"
        if key == "fields":
            return _field_names(self.entry.subject_type, str(value))
        return _day_or_time(value) if isinstance(value, str) else value

    def __iter__(self) -> Iterator[str]:
        return iter(self.entry.details)

    def __len__(self) -> int:
        return len(self.entry.details)


def _field_names(subject_type: str, names: str) -> str:
    """Names of the model's fields as the screens call them; others stay as they are."""
    try:
        model = apps.get_model(subject_type)
    except (LookupError, ValueError):
        return names
    known = {field.name: field for field in model._meta.concrete_fields}
    words = [str(known[name].verbose_name) if name in known else name for name in names.split(", ")]
    return ", ".join(words)


def _day_or_time(text: str) -> str:
    """A day or a moment that the trail keeps in ISO form, as 08/12/2026 or 14:30 08/12/2026."""
    if not text[:4].isdigit():
        return text
    try:
        if day := parse_date(text):
            return f"{day:%d/%m}/{day.year:04d}"
        moment = parse_datetime(text)
    except ValueError:
        return text
    if moment is None:
        return text
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return f"{local:%H:%M %d/%m}/{local.year:04d}"
