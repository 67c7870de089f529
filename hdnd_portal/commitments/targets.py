"""What a step of escalation creates: apps above say which record, the floor knows none of them.

```python
# in the app's ready()
targets.register(
    StepKind.HEARING,
    Target(model=Hearing, create=propose, withdraw=withdraw, url=page_of,
           visible=Hearing.objects.visible_to),
)
```
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from hdnd_portal.accounts.models import User
from hdnd_portal.commitments.escalation import StepKind, StepState
from hdnd_portal.commitments.models import Commitment, EscalationStep
from hdnd_portal.council.models import Agency, Council
from hdnd_portal.ui.choices import Choices, Label


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the record is to be about: what one agency owes, why, by which decision.

    `place` is one of the choices that the target's `places` gave, or empty.
    """

    council: Council
    agency: Agency
    commitments: Sequence[Commitment]
    subject: str
    reason: str
    decided_on: date
    reference: str
    place: str
    by: User


@dataclass(frozen=True, slots=True)
class Target:
    """One kind of record that a step creates.

    `create` raises CommitmentRefused where it cannot; `withdraw(record, reason=…, by=…)` takes the
    record back as far as it still may be.
    """

    model: type[models.Model]
    create: Callable[[Wanted], models.Model]
    withdraw: Callable[..., None]
    url: Callable[[Any], str]
    visible: Callable[[User], models.QuerySet[Any]]
    state: Callable[[Any], Label]
    # Where the record may stand, as for questions one of the coming sessions.
    places: Callable[[Collection[int]], Choices] = lambda councils: ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A created record on the page of the commitment; without address where it is not seen."""

    label: str
    url: str = ""
    state: Label = ""


_targets: dict[StepKind, Target] = {}


def register(kind: StepKind, target: Target) -> None:
    """Enter what a kind of step creates; the last one stands."""
    _targets[kind] = target


def of(kind: StepKind) -> Target | None:
    """What the kind of step creates; None where it is a record by itself."""
    return _targets.get(kind)


def places(councils: Collection[int]) -> Choices:
    """Where records may stand in these councils, each once."""
    found = {key: label for one in _targets.values() for key, label in one.places(councils)}
    return list(found.items())


def shown(steps: Sequence[EscalationStep], user: User) -> dict[int, Shown]:
    """By key of the step: the record it created. One query for each kind of record."""
    found: dict[int, Shown] = {}
    for kind, target in _targets.items():
        some = [one for one in steps if one.kind == kind and one.target_id is not None]
        if not some:
            continue
        seen = target.visible(user).in_bulk([one.target_id for one in some])
        for one in some:
            record = seen.get(one.target_id)
            found[one.pk] = (
                Shown(str(record), target.url(record), target.state(record))
                if record is not None
                else Shown(one.target_label)
            )
    return found


def take_back(step: EscalationStep, *, reason: str, by: User) -> None:
    """Withdraw the created record where no other step stands on it."""
    target = of(StepKind(step.kind))
    if target is None or step.target is None:
        return
    others = EscalationStep.objects.filter(
        target_type=step.target_type_id, target_id=step.target_id, state=StepState.OPEN
    ).exclude(pk=step.pk)
    if not others.exists():
        target.withdraw(step.target, reason=reason, by=by)
