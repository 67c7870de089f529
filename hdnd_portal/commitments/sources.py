"""Where a commitment came from: apps say which page shows the record, and to whom.

```python
# in the app's ready()
sources.register(Interpellation, url=page_of, visible=Interpellation.objects.visible_to)
```
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models

from hdnd_portal.accounts.models import User
from hdnd_portal.commitments.models import Commitment


@dataclass(frozen=True, slots=True)
class SourceKind:
    """One kind of record commitments come from."""

    url: Callable[[Any], str]
    visible: Callable[[User], models.QuerySet[Any]]


_kinds: dict[type[models.Model], SourceKind] = {}


def register(
    model: type[models.Model],
    *,
    url: Callable[[Any], str],
    visible: Callable[[User], models.QuerySet[Any]],
) -> None:
    """Enter a kind of record; the last one of a model stands."""
    _kinds[model] = SourceKind(url, visible)


def url_of(commitment: Commitment, user: User) -> str:
    """The page of the record, where the user may open it; else empty."""
    if commitment.source_type is None:
        return ""
    model = commitment.source_type.model_class()
    kind = _kinds.get(model) if model is not None else None
    if kind is None:
        return ""
    record = kind.visible(user).filter(pk=commitment.source_id).first()
    return kind.url(record) if record is not None else ""
