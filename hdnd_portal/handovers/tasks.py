"""What beat starts about hand-overs."""

from celery import shared_task
from django.utils import timezone

from hdnd_portal.handovers import services


@shared_task
def carry_out_due() -> int:
    """Daily at 00:20; carries out hand-overs whose day has come, safe to run twice."""
    return services.carry_out_due(on=timezone.localdate())
