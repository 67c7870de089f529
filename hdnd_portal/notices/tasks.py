"""Background tasks of notices."""

from typing import Any

from celery import shared_task
from celery.signals import worker_ready
from django.utils import timezone

from hdnd_portal.celery import kick
from hdnd_portal.notices import changes
from hdnd_portal.notices import deliver as delivery

BATCH = 200


@worker_ready.connect
def look_at_once(**_kwargs: Any) -> None:
    """A worker that has just started does not wait for the next sweep."""
    kick(deliver)


@shared_task
def deliver() -> int:
    """Every 20 seconds and after each event: sends what is due; many may run at once."""
    tried = delivery.deliver_due(BATCH)
    if tried == BATCH:
        kick(deliver)
    return tried


@shared_task
def tell_followers() -> int:
    """Every minute; reads on in the trail and tells of what has been quiet for a while."""
    changes.gather()
    return changes.tell_due(timezone.now())
