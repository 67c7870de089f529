"""What is filtered, in words: the chips above a list and the second sheet of its export."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.forms import BaseForm, ChoiceField, Field
from django.http import QueryDict
from django.utils.translation import gettext as _

from hdnd_portal.ui import formats
from hdnd_portal.ui.choices import Label

# Parameters of the address that say which page of the list is shown.
PLACE = frozenset({"sau", "truoc"})
# What django-filter adds to the name of a filter with two ends.
RANGE_PARTS = frozenset({"min", "max", "after", "before", "0", "1"})


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter in force: its label, its value in words, the query string without it."""

    label: str
    value: str
    without: str


def chips(form: BaseForm, query: QueryDict) -> list[Chip]:
    """The filters in force, in the order of the form; those with errors are left out."""
    found = []
    cleaned = getattr(form, "cleaned_data", {})
    for name, field in form.fields.items():
        value = cleaned.get(name)
        if value is None or value == "" or (isinstance(value, Iterable) and not _any(value)):
            continue
        found.append(Chip(str(form[name].label), words(value, field), _without(query, name)))
    return found


def words(value: Any, field: Field | None = None) -> str:
    """A cleaned value as a person would say it."""
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, datetime | date):
        return formats.date_text(value)
    if isinstance(value, slice):
        return _range_words(value)
    if isinstance(value, Model):
        return str(value)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(words(one, field) for one in value)
    if isinstance(field, ChoiceField):
        return str(_choice_label(field, value))
    return str(value)


def _range_words(value: slice) -> str:
    low, high = value.start, value.stop
    if low is not None and high is not None:
        return _("từ {low} đến {high}").format(low=words(low), high=words(high))
    if low is not None:
        return _("từ {low}").format(low=words(low))
    return _("đến {high}").format(high=words(high))


def _choice_label(field: ChoiceField, value: Any) -> Label:
    options: Any = field.choices
    for key, label in options:
        if isinstance(label, list | tuple):
            for inner_key, inner_label in label:
                if str(inner_key) == str(value):
                    return str(inner_label)
        elif str(key) == str(value):
            return str(label)
    return str(value)


def _any(value: Any) -> bool:
    return any(True for _one in value)


def _without(query: QueryDict, name: str) -> str:
    """The query string without the filter (and its parts, such as `_min`), on the first page."""
    rest = query.copy()
    for key in list(rest):
        stem, _bar, part = key.rpartition("_")
        if key == name or key in PLACE or (stem == name and part in RANGE_PARTS):
            del rest[key]
    return rest.urlencode()
