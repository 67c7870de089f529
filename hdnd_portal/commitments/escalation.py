"""What follows when reminders do not help: the steps in their order (OVS-25). Plain Python."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from hdnd_portal.commitments.workflow import PENDING, Stage


class StepKind(StrEnum):
    """The steps in the order in which practice takes them (on Law 121/2025, Art. 40)."""

    EXPLANATION = "explanation"
    HEARING = "hearing"
    QUESTIONING = "questioning"
    OVERSIGHT = "oversight"
    REPORT = "report"


class StepState(StrEnum):
    """How far a step has come."""

    OPEN = "open"
    ANSWERED = "answered"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


# Rows of the register: calendar days from the demand (OVS-24).
EXPLAIN, EXPLAIN_COMPLEX = "gs.explain", "gs.explain.complex"


def next_kind(
    taken: Collection[StepKind], going_on: Collection[StepKind] = frozenset()
) -> StepKind | None:
    """The step that the order proposes after those taken, of those that do not go on already.

    After the last one the order begins again. A person decides; None where all go on.
    """
    order = list(StepKind)
    furthest = max((order.index(kind) for kind in taken), default=-1)
    ahead = [*order[furthest + 1 :], *order[: furthest + 1]]
    return next((kind for kind in ahead if kind not in going_on), None)


def may_escalate(stage: Stage, due_on: date | None, *, on: date) -> bool:
    """Whether a further step is called for: its day has passed, or it was found not done."""
    is_late = due_on is not None and due_on < on and stage in PENDING
    return is_late or stage is Stage.RETURNED
