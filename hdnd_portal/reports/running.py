"""A job while a worker has it: progress, heartbeat, cancel."""

import logging
import threading
from types import TracebackType

from django.db import DatabaseError, connection
from django.utils import timezone

from hdnd_portal.reports.models import Job

logger = logging.getLogger(__name__)

# Seconds between two notes of progress; also how soon a wish to stop is heard.
TICK = 1.0


class Cancelled(Exception):
    """The owner asked to stop."""


class TakenOver(Exception):
    """Another worker has the job: this one was silent for too long and must leave it alone."""


class RunningJob:
    """What a handler is given; use as a context manager.

    Progress is written by a thread with a connection of its own: it is seen at once even while the
    handler works in a long transaction, and the heart beats while the handler renders.
    """

    def __init__(self, job: Job) -> None:
        self.job = job
        self.done, self.total, self.message = job.done, job.total, job.message
        self._cancelled = False
        self._taken_over = False
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"job-{job.pk}", daemon=True)

    def step(self, done: int, total: int, message: str = "") -> None:
        """Say how far the work is. Raises Cancelled or TakenOver, which the handler lets pass."""
        self.done, self.total, self.message = done, total, str(message)[:500]
        if self._taken_over:
            raise TakenOver(self.job.pk)
        if self._cancelled:
            raise Cancelled(self.job.pk)

    def __enter__(self) -> "RunningJob":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _beat(self) -> None:
        try:
            while not self._stop.wait(TICK):
                try:
                    self._note()
                except DatabaseError:  # a restart of the server; the lease is longer than that
                    logger.warning("heartbeat of job %s failed", self.job.pk, exc_info=True)
                    connection.close()
        finally:
            connection.close()

    def _note(self) -> None:
        rows = Job.objects.filter(pk=self.job.pk)
        noted = rows.filter(attempts=self.job.attempts, state=Job.State.RUNNING).update(
            beat_at=timezone.now(), done=self.done, total=self.total, message=self.message
        )
        row = rows.values_list("cancel_asked", flat=True).first()
        if row is None:
            return
        self._taken_over = not noted
        self._cancelled = row
