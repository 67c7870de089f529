"""When work may pass from one person to another. Plain Python: facts in, the refusal out."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hdnd_portal.ui.refusals import Refused

# So far ahead may the day lie; what is known earlier is entered nearer to it.
FURTHEST = timedelta(days=366)


class State(StrEnum):
    """States of a hand-over; one that is done is final."""

    PLANNED = "planned"
    DONE = "done"
    CANCELLED = "cancelled"


class HandoverRefused(Refused):
    """The hand-over cannot be; `code` says why, see `objection`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What decides whether work may pass."""

    last_on: date
    today: date
    has_place: bool  # the leaver holds a role there, today or later
    is_self: bool
    is_fit: bool  # the successor may work there
    is_planned: bool  # a hand-over of this place waits for its day
    was_done_today: bool


def objection(facts: Facts) -> str:
    """Why the work cannot pass, as a code; empty where it can.

    A day that is over cannot be the last one: what was done since then was done in the role.
    """
    refusals = {
        "planned": facts.is_planned,
        "done": facts.was_done_today,
        "no_place": not facts.has_place,
        "self": facts.is_self,
        "unfit": not facts.is_self and not facts.is_fit,
        "backdated": facts.last_on < facts.today,
        "too_far": facts.last_on > facts.today + FURTHEST,
    }
    return next((code for code, holds in refusals.items() if holds), "")


def is_due(last_on: date, today: date) -> bool:
    """Whether the work passes today: on the last day of the old one, or once that was missed."""
    return last_on <= today
