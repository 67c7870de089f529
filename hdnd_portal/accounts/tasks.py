"""Sweeps over accounts."""

from celery import shared_task
from django.utils import timezone

from hdnd_portal.accounts import services


@shared_task
def close_inactive_accounts() -> int:
    """Daily at 01:30; closes accounts not used for 45 days, safe to run twice."""
    return len(services.deactivate_inactive(on=timezone.localdate()))
