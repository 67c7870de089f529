"""Saved filters: keeping and dropping them."""

from typing import Any

from django.db import IntegrityError, transaction

from hdnd_portal.ui.keys import is_key
from hdnd_portal.ui.models import SavedFilter
from hdnd_portal.ui.text import tidy

LIMIT_PER_PAGE = 30


class SaveRefused(Exception):
    """The filter cannot be kept: `reason` is no_name, too_long or too_many."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def save_filter(*, page: str, name: str, query: str, by: Any) -> SavedFilter:
    """Keep the query string of a list under a name; the same name is overwritten.

    Raises SaveRefused.
    """
    # PostgreSQL takes no character zero; nobody types one.
    name = tidy(name.replace("\x00", ""))
    if not name:
        raise SaveRefused("no_name")
    if len(name) > _length("name") or len(query) > _length("query"):
        raise SaveRefused("too_long")
    own = SavedFilter.objects.filter(user=by, page=page)
    if not own.filter(name=name).exists() and own.count() >= LIMIT_PER_PAGE:
        raise SaveRefused("too_many")
    try:
        with transaction.atomic():
            saved, _made = own.update_or_create(
                name=name, defaults={"query": query}, create_defaults=_row(by, page, name, query)
            )
    except IntegrityError:  # saved in another window at the same moment
        saved = own.get(name=name)
    return saved


def delete_filter(*, page: str, key: str, by: Any) -> bool:
    """Drop one of the person's own filters; whether there was one."""
    if not is_key(key):
        return False
    dropped, _kinds = SavedFilter.objects.filter(user=by, page=page, pk=int(key)).delete()
    return dropped > 0


def _row(by: Any, page: str, name: str, query: str) -> dict[str, Any]:
    return {"user": by, "page": page, "name": name, "query": query}


def _length(field: str) -> int:
    return int(getattr(SavedFilter._meta.get_field(field), "max_length", 0))
