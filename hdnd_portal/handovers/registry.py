"""What stands in one person's name and passes with the work: apps register it.

```python
# sessions/handing_over.py, imported in the app's ready()
register(
    Ownership(
        name="milestones",
        title=_("Mốc chuẩn bị kỳ họp"),
        rows=Milestone.objects.owned_by,  # (user, council) -> open rows only, oldest lock first
        task=milestone_task,  # how the row is shown; the same as in "Việc của tôi"
        give=give_milestone,  # the app's own service: it checks, writes and records
    )
)
```
What is addressed to an agency, a Ban or a role is not registered: whoever holds the role next sees
it. What tells who did something (`…_by`) is history and stays; so does what is personal.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Council
from hdnd_portal.ui.choices import Label
from hdnd_portal.worklist.registry import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership:
    """One kind of record that has a person in charge.

    `rows` are those of the person in the council that are not done. `field` is where the person
    stands, as "app.model.field": a test asks that every such field is decided on. `give` is called
    as `give(row, to=…, by=…)` under the row's lock, within the transaction of the hand-over.
    """

    name: str
    title: Label
    field: str
    rows: Callable[[User, Council], QuerySet[Any]]
    task: Callable[[Any], Task]
    give: Callable[..., object]


_known: dict[str, Ownership] = {}


def register(ownership: Ownership) -> None:
    """Enter a kind; the last one of a name stands."""
    _known[ownership.name] = ownership


def ownerships() -> Iterator[Ownership]:
    """All kinds, in the order of their names: rows are locked in this order."""
    for name in sorted(_known):
        yield _known[name]
