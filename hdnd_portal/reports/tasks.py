"""Background tasks of jobs."""

from typing import Any
from uuid import UUID

from celery import shared_task
from celery.signals import worker_ready

from hdnd_portal.celery import kick


@shared_task
def run_job(key: str) -> bool:
    """Does one job; does nothing when another worker has it or it has ended."""
    from hdnd_portal.reports import jobs  # noqa: PLC0415 -- jobs starts this task

    return jobs.run(UUID(key))


@shared_task
def start_waiting_jobs() -> int:
    """Every 20 seconds: wakes workers for jobs that wait or have lost their worker."""
    from hdnd_portal.reports import jobs  # noqa: PLC0415 -- jobs starts this task

    return jobs.start_waiting()


@worker_ready.connect
def look_at_once(**_kwargs: Any) -> None:
    """A worker that has just started does not wait for the next sweep."""
    kick(start_waiting_jobs)
