"""What can be followed: apps say which of their records, and which entries of the trail tell of it.

```python
# in the app's ready()
followed.register(
    Followable(
        model=Commitment,
        slug="cam-ket",
        name=_("Kiến nghị, cam kết"),
        url=page_of,
        visible=Commitment.objects.visible_to,
        events={"commitment.verified": _("đã xác minh kết quả")},
    )
)
```
The words of an event travel by mail and are read by whoever may open the record: they name neither
what somebody wrote nor who did it. As in the trail they may name details as `{name}`.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models.functions import Cast

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import wording
from hdnd_portal.audit.models import Entry
from hdnd_portal.notices.models import Follow
from hdnd_portal.ui.choices import Label

# From keys of another record to pairs of its key and that of the record followed.
Through = Callable[[Collection[str]], Iterable[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Followable:
    """One kind of record. `through` leads from other records, whose entries tell of it, too."""

    model: type[models.Model]
    slug: str
    name: Label
    url: Callable[[Any], str]
    visible: Callable[[User], models.QuerySet[Any]]
    events: Mapping[str, Label]
    through: Mapping[type[models.Model], Through] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """As the record is named in rows that outlive it."""
        return self.model._meta.label_lower


_kinds: dict[str, Followable] = {}


def register(kind: Followable) -> None:
    """Enter a kind of record; the last one of a model stands."""
    _kinds[kind.label] = kind


def kinds() -> Collection[Followable]:
    """All kinds."""
    return _kinds.values()


def kind_of(label: str) -> Followable | None:
    """The kind of a record by the label of its model."""
    return _kinds.get(label)


def kind_by(slug: str) -> Followable | None:
    """The kind of a record by its name in addresses."""
    return next((kind for kind in _kinds.values() if kind.slug == slug), None)


def words_of(label: str, entry: Entry) -> str:
    """What is told of the entry to whoever follows a record of that kind."""
    kind = _kinds.get(label)
    words = kind.events.get(entry.event) if kind is not None else None
    return wording.fill(str(words), entry) if words is not None else ""


def seen(
    user: User, matters: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], tuple[Followable, Any]]:
    """By label and key: those of the records that the user may see now, one query for each kind."""
    wanted: dict[str, set[str]] = {}
    for label, key in matters:
        wanted.setdefault(label, set()).add(key)
    found: dict[tuple[str, str], tuple[Followable, Any]] = {}
    for label, keys in wanted.items():
        kind = _kinds.get(label)
        if kind is not None:
            for record in kind.visible(user).filter(pk__in=keys):
                found[label, str(record.pk)] = kind, record
    return found


def follow(user: User, record: models.Model) -> Follow:
    """Theo dõi: from now on the user hears what changes. Twice is once."""
    label, key = record._meta.label_lower, str(record.pk)
    made, _new = Follow.objects.get_or_create(user=user, about_type=label, about_id=key)
    return made


def stop(user: User | int, *, label: str, key: str) -> None:
    """Thôi theo dõi; also of what the user may not see any more."""
    Follow.objects.filter(user=user, about_type=label, about_id=key).delete()


def marked(rows: models.QuerySet[Any], user: User) -> Any:
    """The rows, each knowing whether the user follows it: saves the button of a page its query."""
    mine = Follow.objects.visible_to(user).filter(
        about_type=rows.model._meta.label_lower,
        about_id=Cast(models.OuterRef("pk"), models.CharField()),
    )
    return rows.annotate(is_followed=models.Exists(mine))


def is_followed(user: User, record: models.Model) -> bool:
    """Whether the user follows the record."""
    known: bool | None = getattr(record, "is_followed", None)
    return Follow.objects.visible_to(user).of(record).exists() if known is None else known
