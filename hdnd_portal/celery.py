"""The Celery application: queues `urgent`, `default` and `reports`."""

from __future__ import annotations

import os
from typing import Any

import structlog
from celery import Celery, Task
from celery.signals import heartbeat_sent, setup_logging, worker_init
from kombu.exceptions import OperationalError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hdnd_portal.settings.dev")

app = Celery("hdnd_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

log = structlog.get_logger(__name__)


def kick(task: Task[..., Any], *args: Any, **kwargs: Any) -> bool:
    """Ask the workers to run the task soon; False where the broker is away.

    For work that is a row already: a sweep of beat finds the row later, so a caller need not fail.
    """
    try:
        task.delay(*args, **kwargs)
    except OperationalError as error:
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


@setup_logging.connect
def keep_logging(**_signal: object) -> None:
    """Receiving this signal keeps Celery from replacing the portal's own log lines."""
