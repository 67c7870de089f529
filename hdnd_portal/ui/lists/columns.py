"""Columns of a list: what a cell shows, what it sorts by, what goes into the spreadsheet."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html

from hdnd_portal.ui import formats
from hdnd_portal.ui.choices import Label
from hdnd_portal.ui.icons import icon_svg
from hdnd_portal.ui.signs import due_html, due_sign
from hdnd_portal.ui.tones import TONE_ICONS, tone_of

Render = Callable[[Any], Any]
DISPLAY = re.compile(r"get_(\w+)_display")


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    `cell` gives what is shown (text is escaped), `value` what is exported (a plain value); both get
    the row. `sort` is the field the database sorts by, with its lookup path; empty means that the
    column cannot be sorted. `is_main` puts the link to the record on the cell; one column has it.
    `is_hidden` columns are shown when the person chooses them. `is_phrase` ones hold a few words,
    as names of agencies, and are never squeezed to one word a line.
    """

    name: str
    label: Label
    cell: Render
    value: Render
    sort: str = ""
    is_main: bool = False
    is_hidden: bool = False
    is_number: bool = False
    is_phrase: bool = False


def display(row: Model, name: str) -> str:
    """As `get_<name>_display`, which translates all labels of the field for every row."""
    value = getattr(row, name)
    field: Any = row._meta.get_field(name)
    return str(next((label for key, label in field.flatchoices if key == value), value))


def read(row: Any, path: str) -> Any:
    """The attribute at a dotted path, called if it is a method; None where the way ends."""
    value = row
    for step in path.split("."):
        if isinstance(value, Model) and (named := DISPLAY.fullmatch(step)):
            value = display(value, named[1])
            continue
        value = getattr(value, step, None) if value is not None else None
        if callable(value):
            value = value()
    return value


def text_column(
    name: str,
    label: Label,
    source: str | Render = "",
    *,
    sort: str = "",
    template: str = "",
    is_main: bool = False,
    is_hidden: bool = False,
    is_phrase: bool = False,
) -> Column:
    """Text from a dotted path (default: `name`) or a function of the row.

    With `template` the cell is that piece, rendered with `row`; the text remains what is exported.
    """

    def value(row: Any) -> Any:
        found = source(row) if callable(source) else read(row, source or name)
        return "" if found is None else found

    def piece(row: Any) -> Any:
        return render_to_string(template, {"row": row})

    def words(row: Any) -> Any:
        found = value(row)
        return str(found) if isinstance(found, int) else found  # a year is no figure: 2026

    cell = piece if template else words
    return Column(name, label, cell, value, sort, is_main, is_hidden, is_phrase=is_phrase)


def number_column(
    name: str, label: Label, source: str = "", *, sort: str = "", is_hidden: bool = False
) -> Column:
    """A figure, aligned right."""

    def value(row: Any) -> Any:
        return read(row, source or name)

    def cell(row: Any) -> str:
        return formats.number(value(row))

    return Column(name, label, cell, value, sort, is_hidden=is_hidden, is_number=True)


def date_column(
    name: str,
    label: Label,
    source: str = "",
    *,
    sort: str = "",
    weekday: bool = False,
    is_hidden: bool = False,
) -> Column:
    """A day or a moment."""

    def value(row: Any) -> Any:
        return read(row, source or name)

    def cell(row: Any) -> str:
        found = value(row)
        if isinstance(found, datetime):
            return formats.datetime_html(found, weekday=weekday)
        return formats.date_html(found, weekday=weekday)

    return Column(name, label, cell, value, sort, is_hidden=is_hidden)


def state_column(
    name: str,
    label: Label,
    machine: str,
    *,
    sort: str = "",
    words: Render | None = None,
    is_hidden: bool = False,
) -> Column:
    """A state badge; the words come from `get_<name>_display` unless a function gives them."""

    def value(row: Any) -> str:
        return str(words(row) if words else read(row, f"get_{name}_display"))

    def cell(row: Any) -> str:
        tone = tone_of(machine, read(row, name))
        return format_html(
            '<span class="badge-state" data-state="{}">{}<span>{}</span></span>',
            tone.value,
            icon_svg(TONE_ICONS[tone]),
            value(row),
        )

    return Column(name, label, cell, value, sort, is_hidden=is_hidden)


def deadline_column(
    name: str = "due_on",
    label: Label = "",
    *,
    sort: str = "due_on",
    done: str = "",
    unit: str = "",
    is_hidden: bool = False,
) -> Column:
    """A due badge; `done` is the path of the day (or moment) on which it was met.

    The explanation stands on the record: a list has no room for it.
    """

    def value(row: Any) -> Any:
        return read(row, name)

    def cell(row: Any) -> str:
        met = read(row, done) if done else None
        if isinstance(met, datetime):
            met = timezone.localdate(met)
        due_on: date | None = value(row)
        return due_html(due_on, due_sign(due_on, timezone.localdate(), done=met, unit=unit))

    return Column(name, label, cell, value, sort, is_hidden=is_hidden)


def person_column(
    name: str,
    label: Label,
    source: str = "",
    *,
    sort: str = "",
    note: str = "",
    is_hidden: bool = False,
) -> Column:
    """A person by name, with a note under it; sort by the stored key (`person__sort_key`)."""

    def value(row: Any) -> str:
        return str(read(row, source or name) or "")

    def cell(row: Any) -> Any:
        words = read(row, note) if note else ""
        return format_html("{}<small>{}</small>", value(row), words) if words else value(row)

    return Column(name, label, cell, value, sort, is_hidden=is_hidden)
