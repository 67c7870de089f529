"""Background tasks of the audit trail."""

from celery import shared_task

from hdnd_portal.audit import sealing


@shared_task
def seal_entries() -> int:
    """Every minute: seals what a process killed between commit and seal has left."""
    return sealing.seal_entries()
