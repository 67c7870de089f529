"""What beat starts about commitments."""

from celery import shared_task
from django.utils import timezone

from hdnd_portal.commitments.services import reminders


@shared_task
def remind() -> int:
    """Daily at 07:20; reminds of what is due and was missed, each rung once, safe to run twice."""
    return reminders.remind_all(on=timezone.localdate())
