"""What beat starts about digests."""

from celery import shared_task
from django.utils import timezone

from hdnd_portal.worklist import digests


@shared_task
def send_digests() -> int:
    """In the morning, again and again: makes what is due and not made; safe to run twice."""
    return digests.send_due(now=timezone.now())
