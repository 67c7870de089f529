"""`/healthz`: whether web, database, broker and a worker are well."""

from __future__ import annotations

import functools
import time

import psycopg
import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.backoff import NoBackoff
from redis.retry import Retry

WORKER_KEY = "hdnd:worker-heard-at"
# Seconds. A worker is heard every two; it is silent for longer while it reconnects.
WORKER_SILENCE = 20
ANSWER_SECONDS = 1


@require_safe
@never_cache
@login_not_required
def healthz(_request: HttpRequest) -> JsonResponse:
    """200 if all is well, otherwise 503 and `ok` or a short reason for each part."""
    broker, worker = _ask_broker()
    states = {"web": "ok", "database": _ask_database(), "broker": broker, "worker": worker}
    well = all(state == "ok" for state in states.values())
    response = JsonResponse({"ok": well, **states}, status=200 if well else 503)
    # Whoever asks each second during a failure would fill the log with one line each time.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def note_worker() -> None:
    """Called in a worker: write down that it lives."""
    try:
        _client(settings.REDIS_URL).set(WORKER_KEY, time.time(), ex=10 * WORKER_SILENCE)
    except redis.RedisError:
        # The worker itself is losing its broker now, and says so in the log.
        return


def _ask_database() -> str:
    """A connection of its own: the pool may be full without the database being ill."""
    parameters = {**connection.get_connection_params(), "connect_timeout": 2 * ANSWER_SECONDS}
    try:
        with psycopg.connect(**parameters) as own:
            own.execute("SELECT 1")
    except psycopg.Error as error:
        return type(error).__name__
    return "ok"


def _ask_broker() -> tuple[str, str]:
    try:
        heard_at = _client(settings.REDIS_URL).get(WORKER_KEY)
    except redis.RedisError as error:
        return type(error).__name__, "unknown: no broker"
    if heard_at is None:
        return "ok", "not heard yet"
    silence = time.time() - float(str(heard_at))
    return "ok", "ok" if silence <= WORKER_SILENCE else f"silent for {silence:.0f} s"


@functools.cache
def _client(url: str) -> redis.Redis:
    return redis.Redis.from_url(
        url,
        decode_responses=True,
        socket_connect_timeout=ANSWER_SECONDS,
        socket_timeout=ANSWER_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )
