"""What can be found: apps register a source for each kind of record.

```python
# sessions/search.py, imported in the app's ready()
register(
    Source(
        key="session",
        label=_("Kỳ họp"),
        model=CouncilSession,
        visible=lambda user: CouncilSession.objects.visible_to(user),
        title=lambda row: row.name,
        url=lambda row: reverse("sessions:plan", kwargs={"session": row.pk}),
        text=lambda row: row.place,
        note=lambda row: row.get_state_display(),
        day=lambda row: row.opening_on,
        rows=lambda: CouncilSession.objects.select_related("council"),
    )
)
```
Whoever is in `visible` must be able to open `url`; who is not finds no trace of it, not in counts.
A saved or deleted row is taken up after its commit; rows written in bulk, by the sweep.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.dispatch import Signal

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import subject
from hdnd_portal.ui.choices import Label

Words = Callable[[Any], str]


def _no_words(_row: Any) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of record in the search box.

    `title`, `text`, `note` and `url` are functions of a row; protected text stays out of them.
    `reference` is the number one may jump to ("12/NQ-HĐND"), `day` sorts and gives the year.
    `follows` names models on which the words also depend, each with the keys of the rows concerned.
    `rows` loads what the functions read.
    """

    key: str
    label: Label
    model: type[models.Model]
    visible: Callable[[User], models.QuerySet[Any]]
    title: Words
    url: Words
    text: Words = _no_words
    note: Words = _no_words
    reference: Words = _no_words
    day: Callable[[Any], date | None] = lambda _row: None
    council: Callable[[Any], int | None] = subject.council_of
    rows: Callable[[], models.QuerySet[Any]] | None = None
    follows: Mapping[type[models.Model], Callable[[Any], Iterable[Any]]] = field(
        default_factory=dict
    )

    def all_rows(self) -> models.QuerySet[Any]:
        """Every row, with what the words need."""
        return self.rows() if self.rows is not None else self.model._base_manager.all()


_sources: dict[str, Source] = {}
source_registered = Signal()


def register(source: Source) -> Source:
    """Enter a source; the last one of a key stands. Its rows are listened to from now on."""
    _sources[source.key] = source
    source_registered.send(Source, source=source)
    return source


def sources() -> list[Source]:
    """All sources, in the order they were registered."""
    return list(_sources.values())


def source_of(key: str) -> Source | None:
    """The source of that key."""
    return _sources.get(key)
