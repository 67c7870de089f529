"""Background jobs: asked for as a row, done by a worker, taken up again when that worker dies."""

import json
import logging
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.celery import kick
from hdnd_portal.council.models import Council
from hdnd_portal.documents.models import Version
from hdnd_portal.notices import send
from hdnd_portal.reports import tasks
from hdnd_portal.reports.models import Job
from hdnd_portal.reports.registry import Kind, job, kind_of, title_of
from hdnd_portal.reports.running import Cancelled, RunningJob, TakenOver

__all__ = [
    "Cancelled",
    "JobRefused",
    "RetryRefused",
    "RunningJob",
    "cancel",
    "enqueue",
    "job",
    "retry",
    "run",
    "start_waiting",
    "title_of",
]

logger = logging.getLogger(__name__)

MAX_INTERRUPTIONS = 4
# An owner who has waited longer than this is told when it is done.
TELL_AFTER = timedelta(seconds=20)


class JobRefused(Exception):
    """The handler cannot do it; the text is a Vietnamese sentence for the owner."""


class RetryRefused(Exception):
    """The job runs, waits, or is done: there is nothing to start again."""


def enqueue(kind: str, *, by: User, council: Council, **arguments: Any) -> Job:
    """Ask for a job; it starts after the caller's commit, or with the next sweep.

    `arguments` are plain JSON (keys of records, not records). Raises KeyError for an unknown kind,
    TypeError for arguments that are not JSON.
    """
    entered = kind_of(kind)
    json.dumps(arguments)
    asked = Job.objects.create(kind=kind, owner=by, council=council, arguments=arguments)
    _start_after_commit(asked, entered)
    return asked


@transaction.atomic
def cancel(asked: Job, *, by: User) -> Job:
    """Stop a job: at once if it has not begun, otherwise at its next step. An ended one stays."""
    asked = Job.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    if not asked.is_open:
        return asked
    asked.cancel_asked = True
    if asked.state == Job.State.QUEUED:
        asked.state, asked.ended_at = Job.State.CANCELLED, timezone.now()
    asked.save(update_fields=["cancel_asked", "state", "ended_at"])
    log.record("job.cancelled", asked, by=by, kind=asked.kind)
    return asked


@transaction.atomic
def retry(asked: Job, *, by: User) -> Job:
    """Start a failed or cancelled job again. Raises RetryRefused for any other."""
    asked = Job.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    if asked.state not in {Job.State.FAILED, Job.State.CANCELLED}:
        raise RetryRefused(f"job {asked.pk} is {asked.state}")
    asked.state = Job.State.QUEUED
    asked.cancel_asked, asked.interruptions, asked.message, asked.ended_at = False, 0, "", None
    asked.save(update_fields=["state", "cancel_asked", "interruptions", "message", "ended_at"])
    log.record("job.retried", asked, by=by, kind=asked.kind)
    _start_after_commit(asked, kind_of(asked.kind))
    return asked


def start_waiting() -> int:
    """Wake workers for every job that waits or has lost its worker; returns how many."""
    waiting = Job.objects.to_start(timezone.now(), _lease()).order_by("created_at")
    kicked = 0
    for asked in waiting[:200]:
        try:
            queue = kind_of(asked.kind).queue
        except KeyError:
            logger.error("job %s is of the unknown kind %s", asked.pk, asked.kind)
            continue
        if not kick(tasks.run_job, str(asked.pk), queue=queue):
            break
        kicked += 1
    return kicked


def run(key: UUID) -> bool:
    """Do the job if it waits or has lost its worker; False where somebody else has it.

    What ends here is written only if this worker still has the job: `attempts` is its token.
    """
    asked = _claim(key)
    if asked is None:
        return False
    running = RunningJob(asked)
    try:
        with running:
            answer = kind_of(asked.kind).handler(running, **asked.arguments)
    except Cancelled:
        _end(running, state=Job.State.CANCELLED)
    except TakenOver:
        logger.warning("job %s was taken over by another worker", asked.pk)
    except JobRefused as refusal:
        _end(running, state=Job.State.FAILED, message=str(refusal)[:500])
    except (OperationalError, InterfaceError):
        # The database went away under it: the job keeps its lease and the sweep starts it again.
        logger.warning("job %s lost its database", asked.pk, exc_info=True)
    except Exception:
        logger.exception("job %s (%s) failed", asked.pk, asked.kind)
        _end(
            running,
            state=Job.State.FAILED,
            message=_("Có lỗi trong khi làm; phần đã làm được giữ lại. Có thể chạy lại."),
        )
    else:
        result = answer if isinstance(answer, Version) else None
        message = str(answer)[:500] if isinstance(answer, str) else running.message
        _end(running, state=Job.State.DONE, result=result, message=message)
    return True


@transaction.atomic
def _claim(key: UUID) -> Job | None:
    now = timezone.now()
    asked = (
        Job.objects.to_start(now, _lease())
        .filter(pk=key)
        .select_for_update(skip_locked=True, of=("self",))
        .first()
    )
    if asked is None:
        return None
    if asked.state == Job.State.RUNNING:
        asked.interruptions += 1
    if asked.interruptions > MAX_INTERRUPTIONS:
        asked.state, asked.ended_at = Job.State.FAILED, now
        asked.message = _("Việc bị ngắt nhiều lần nên đã dừng; phần đã làm được giữ lại.")
        asked.save(update_fields=["state", "interruptions", "ended_at", "message"])
        _tell(asked)
        return None
    asked.state, asked.beat_at, asked.started_at = Job.State.RUNNING, now, asked.started_at or now
    asked.attempts += 1
    asked.save(update_fields=["state", "beat_at", "started_at", "attempts", "interruptions"])
    return asked


@transaction.atomic
def _end(running: RunningJob, *, state: str, message: str = "", result: Any = None) -> None:
    asked = running.job
    changes = {
        "state": state,
        "done": running.done,
        "total": running.total,
        "message": message or running.message,
        "result": result,
        "ended_at": timezone.now(),
    }
    ours = Job.objects.filter(pk=asked.pk, state=Job.State.RUNNING, attempts=asked.attempts)
    if not ours.update(**changes):
        logger.warning("job %s ended after another worker had taken it over", asked.pk)
        return
    asked.refresh_from_db()
    if state != Job.State.CANCELLED and timezone.now() - asked.created_at > TELL_AFTER:
        _tell(asked)


def _tell(asked: Job) -> None:
    done = asked.state == Job.State.DONE
    words = _("Đã xong: {job}") if done else _("Không hoàn thành: {job}")
    send.after_commit(
        "job.done" if done else "job.failed",
        to=[asked.owner],
        about=asked,
        title=words.format(job=title_of(asked.kind)),
        body=asked.message,
        url=reverse("reports:job", kwargs={"job": asked.pk}),
        email=False,
        key=f"job:{asked.pk}:{asked.attempts}:{asked.state}",
    )


def _start_after_commit(asked: Job, kind: Kind) -> None:
    transaction.on_commit(lambda: kick(tasks.run_job, str(asked.pk), queue=kind.queue))


def _lease() -> timedelta:
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)
