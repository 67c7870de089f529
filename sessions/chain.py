"""What follows the adoption of a resolution, or the end of a session: plain rows (domain 2.4, V16).

Each step has its rule in the register, which gives days and source, and the event it is counted
from. A step without a rule has no figure in law that we know.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sessions.workflow.resolution import ResolutionForm


class Anchor(StrEnum):
    """From what a step is counted."""

    ADOPTED = "adopted"
    CLOSING = "closing"
    SIGNED = "signed"
    EFFECTIVE = "effective"


class Step(StrEnum):
    """The steps, by the code under which they are kept."""

    AUTHENTICATE = "authenticate"
    TO_UBTVQH = "to_ubtvqh"
    TO_GOVERNMENT = "to_government"
    TO_CHECKING = "to_checking"
    TO_LOCAL = "to_local"
    TO_GAZETTE = "to_gazette"
    PUBLISH = "publish"
    MINUTES_UP = "minutes_up"


# From when a legal resolution may have effect; a bound, not a thing to do.
EFFECT_RULE = "resolution.effect"


@dataclass(frozen=True, slots=True)
class ChainRow:
    """One step: its rule, what it is counted from, who does it, and for which forms."""

    step: Step
    rule: str
    anchor: Anchor
    owner: str
    forms: frozenset[ResolutionForm] = frozenset(ResolutionForm)


_LEGAL = frozenset({ResolutionForm.LEGAL})
RESOLUTION_CHAIN: tuple[ChainRow, ...] = (
    ChainRow(Step.AUTHENTICATE, "resolution.authenticate", Anchor.CLOSING, "chair"),
    ChainRow(Step.TO_UBTVQH, "resolution.to_ubtvqh", Anchor.SIGNED, "office"),
    ChainRow(Step.TO_GOVERNMENT, "resolution.to_government", Anchor.SIGNED, "office"),
    ChainRow(Step.TO_CHECKING, "resolution.to_checking", Anchor.SIGNED, "office", _LEGAL),
    ChainRow(Step.TO_LOCAL, "resolution.to_local", Anchor.SIGNED, "clerk"),
    ChainRow(Step.TO_GAZETTE, "resolution.to_gazette", Anchor.SIGNED, "clerk", _LEGAL),
    ChainRow(Step.PUBLISH, "resolution.publish", Anchor.EFFECTIVE, "office"),
)
MINUTES_CHAIN: tuple[ChainRow, ...] = (
    ChainRow(Step.MINUTES_UP, "session.minutes_up", Anchor.CLOSING, "office"),
)


def last_day(row_anchor: Anchor, due: date, days: Mapping[Anchor, date | None]) -> date:
    """The day a step is due: nothing is due before there is something to publish.

    By the shortened procedure a resolution has effect on its day of adoption (Law 64/2025,
    Art. 53.1) and is published as soon as it is signed.
    """
    signed = days.get(Anchor.SIGNED)
    if row_anchor is Anchor.EFFECTIVE and signed is not None and due < signed:
        return signed
    return due


def chain_of(form: ResolutionForm) -> tuple[ChainRow, ...]:
    """The steps of a resolution of the form, in order."""
    return tuple(row for row in RESOLUTION_CHAIN if form in row.forms)
