"""What follows the adoption of a resolution, or the end of a session: plain rows (domain 2.4, V16).

Each step has its rule in the register, which gives days and source, and the event it is counted
from. A step without a rule has no figure in law that we know.
"""

from dataclasses import dataclass
from enum import StrEnum

from sessions.workflow.resolution import ResolutionForm


class Anchor(StrEnum):
    """From what a step is counted."""

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


def chain_of(form: ResolutionForm) -> tuple[ChainRow, ...]:
    """The steps of a resolution of the form, in order."""
    return tuple(row for row in RESOLUTION_CHAIN if form in row.forms)
