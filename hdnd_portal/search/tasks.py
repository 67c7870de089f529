"""Background tasks of the search index."""

from typing import Any

from celery import shared_task
from celery.signals import worker_ready

from hdnd_portal.celery import kick
from hdnd_portal.search import indexing


@shared_task
def catch_up() -> int:
    """Every two minutes: takes up rows written in bulk."""
    return indexing.catch_up()


@shared_task
def reindex() -> int:
    """Every night: takes everything up again, for words that depend on other rows."""
    return indexing.reindex()


@worker_ready.connect
def look_at_once(**_kwargs: Any) -> None:
    """A worker that has just started does not wait for the next sweep."""
    kick(catch_up)
