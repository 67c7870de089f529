"""Listening to saved and deleted rows."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from hdnd_portal.search.indexing import index
from hdnd_portal.search.registry import Source, source_registered


@receiver(source_registered)
def follow(source: Source, **_signal: Any) -> None:
    """Listen to a source from its registration on."""
    _listen(source, source.model, lambda row: [row.pk])
    for model, keys_of in source.follows.items():
        _listen(source, model, keys_of)


def _listen(source: Source, model: type[Any], keys_of: Callable[[Any], Iterable[Any]]) -> None:
    def saved(instance: Any, **_signal: Any) -> None:
        # The keys are read now: a deleted row has none afterwards.
        keys = [key for key in keys_of(instance) if key is not None]

        # A function with a name: Django names it where it fails, which a `partial` has not.
        def take_up() -> None:
            _take_up(source, keys)

        transaction.on_commit(take_up, robust=True)

    name = f"search:{source.key}:{model._meta.label}"
    post_save.connect(saved, sender=model, weak=False, dispatch_uid=f"{name}:save")
    post_delete.connect(saved, sender=model, weak=False, dispatch_uid=f"{name}:delete")


def _take_up(source: Source, keys: list[Any]) -> None:
    index(source, keys)
