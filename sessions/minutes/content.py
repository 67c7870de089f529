"""The sections of minutes in their order, and their frozen copy."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from hdnd_portal.council.models import Mandate
from hdnd_portal.ui.language import in_office_language
from sessions.minutes import attendance, decisions, opening, sitting
from sessions.minutes.pieces import Grid, Part, Source
from sessions.models import CouncilSession, Minutes, Sitting

SECTIONS: dict[str, Callable[[Source], Part]] = {
    "opening": opening.opening,
    "attendance": attendance.attendance,
    "proceedings": sitting.proceedings,
    "speeches": sitting.speeches,
    "votes": decisions.votes,
    "questions": decisions.questions,
    "occurrences": sitting.occurrences,
    "hotline": sitting.hotline,
    "resolutions": decisions.resolutions,
    "closing": opening.closing,
}
"""One function per subject, in the order in which minutes are read."""


@dataclass(frozen=True, slots=True)
class Content:
    """The parts of minutes, each with what was written to it by hand."""

    parts: tuple[Part, ...]
    remarks: dict[str, str]


def source_of(session: CouncilSession, held: Sitting | None) -> Source:
    """Sittings, who held a seat on which of their days, and the course, read once: three queries.

    A seat may end or begin between two days of a session: each sitting counts those of its day.
    """
    around = tuple(session.sittings.order_by("starts_at"))
    sittings = (held,) if held else around
    entries = session.proceedings.select_related("item", "block").order_by("starts_at", "pk")
    days = {timezone.localdate(one.starts_at) for one in sittings}
    first = min(days) if held else session.opening_on
    days.add(first)
    seats = Mandate.objects.filter(term=session.term_id, valid_from__lte=max(days))
    rows = seats.select_related("person").order_by("person__sort_key", "pk")
    in_office = {day: frozenset(row.pk for row in rows if _holds(row, day)) for day in days}
    mandates = tuple(row for row in rows if row.pk in in_office[first])
    return Source(session, held, sittings, mandates, in_office, around, tuple(entries))


def _holds(seat: Mandate, day: date) -> bool:
    return seat.valid_from <= day and (seat.valid_to is None or day <= seat.valid_to)


@in_office_language
def content(minutes: Minutes) -> Content:
    """What the minutes say: from the records, or as it was approved; in Vietnamese always."""
    if minutes.frozen:
        return thaw(minutes.frozen)
    source = source_of(minutes.session, minutes.sitting)
    remarks = {remark.section: remark.text for remark in minutes.remarks.all()}
    return Content(tuple(make(source) for make in SECTIONS.values()), remarks)


def frozen(made: Content) -> tuple[list[dict[str, Any]], str]:
    """The content as plain values, and the SHA-256 of it."""
    rows = [
        {
            "key": part.key,
            "title": part.title,
            "pieces": [_plain(piece) for piece in part.pieces],
            "remark": made.remarks.get(part.key, ""),
        }
        for part in made.parts
    ]
    return rows, hash_of(rows)


def hash_of(rows: Sequence[dict[str, Any]]) -> str:
    """SHA-256 of the content, however the database orders its keys."""
    written = json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _plain(piece: str | Grid) -> str | dict[str, Any]:
    if isinstance(piece, str):
        return piece
    return {
        "columns": list(piece.columns),
        "rows": [list(row) for row in piece.rows],
        "shares": list(piece.shares),
        "figures": list(piece.figures),
    }


def thaw(rows: Sequence[dict[str, Any]]) -> Content:
    """The content as it was frozen."""
    parts = tuple(
        Part(row["key"], row["title"], tuple(_piece(piece) for piece in row["pieces"]))
        for row in rows
    )
    return Content(parts, {row["key"]: row["remark"] for row in rows if row["remark"]})


def _piece(piece: str | dict[str, Any]) -> str | Grid:
    if isinstance(piece, str):
        return piece
    return Grid(
        tuple(piece["columns"]),
        tuple(tuple(row) for row in piece["rows"]),
        tuple(piece["shares"]),
        tuple(piece["figures"]),
    )
