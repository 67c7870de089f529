"""The Celery application: queues `urgent`, `default` and `reports`."""

from __future__ import annotations

import time
from typing import Any

import structlog
from celery import Celery, Task
from celery.signals import heartbeat_sent, setup_logging, worker_init, worker_process_shutdown
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from hdnd_portal.environment import choose_settings

choose_settings("dev")

app = Celery("hdnd_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

log = structlog.get_logger(__name__)


# Seconds in which a broker that has just failed is not asked again: three hundred letters written
# while it is down must not wait for it three hundred times.
PAUSE = 5.0
_silent_until = 0.0


def kick(
    task: Task[..., Any], *args: Any, queue: str = "", after: float = 0, **kwargs: Any
) -> bool:
    """Ask the workers to run the task, so many seconds later; False where the broker is away.

    For work that is a row already: a sweep of beat finds the row later, so a caller need not fail.
    Call it after commit. It waits for a dead broker about a second, once in `PAUSE`.
    """
    global _silent_until
    if time.monotonic() < _silent_until:
        return False
    options: dict[str, Any] = {"queue": queue} if queue else {}
    if after:
        options["countdown"] = after
    try:
        task.apply_async(args=args, kwargs=kwargs, retry=False, **options)
    except (OperationalError, RedisError, OSError) as error:
        _silent_until = time.monotonic() + PAUSE
        log.warning("broker.unavailable", task=task.name, error=type(error).__name__)
        return False
    return True


@heartbeat_sent.connect
def note_worker(**_signal: object) -> None:
    """Every two seconds while a worker is connected to the broker."""
    from hdnd_portal.health import note_worker  # noqa: PLC0415 -- the settings must be ready

    note_worker()


@worker_init.connect
def refuse_sample_accounts(**_signal: object) -> None:
    """A worker of a real office does not start beside sample accounts."""
    from hdnd_portal.startup import refuse_sample_accounts  # noqa: PLC0415 -- apps ready

    refuse_sample_accounts()


@worker_process_shutdown.connect
def remove_font_copies(**_signal: object) -> None:
    """A child of a worker ends by `os._exit`, which runs nothing that waits for an orderly end."""
    from hdnd_portal.documents.papers.font_copies import (  # noqa: PLC0415 -- only children print
        remove_font_copies,
    )

    remove_font_copies()


@setup_logging.connect
def keep_logging(**_signal: object) -> None:
    """Receiving this signal keeps Celery from replacing the portal's own log lines."""
