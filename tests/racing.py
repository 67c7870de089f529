"""Acts that really happen at the same moment, however quick or busy the machine is."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from time import monotonic, sleep

from django.db import connection, models, transaction

PATIENCE = 10.0


def at_once(
    written: type[models.Model], *acts: Callable[[], object], refused: tuple[type[Exception], ...]
) -> list[str]:
    """What becomes of acts, each in a thread of its own, that all come to write one table.

    A transaction of ours keeps the table readable and unwritten until every act waits: for it, or
    for the lock of another act. Whoever decides without a lock has decided by then, on what the
    others are about to change; whoever holds one lets the rest wait before they have read.
    """
    with ThreadPoolExecutor(len(acts)) as pool:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"LOCK TABLE {connection.ops.quote_name(written._meta.db_table)} IN SHARE MODE"
            )
            running = [pool.submit(_outcome, act, refused) for act in acts]
            _until_all_wait(running)
        return sorted(one.result() for one in running)


def _outcome(act: Callable[[], object], refused: tuple[type[Exception], ...]) -> str:
    try:
        act()
    except refused:
        return "refused"
    else:
        return "done"
    finally:
        connection.close()


def _until_all_wait(running: list[Future[str]]) -> None:
    until = monotonic() + PATIENCE
    while monotonic() < until:
        with connection.cursor() as cursor:
            # What it shows is otherwise the same until the transaction ends.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            (waiting,) = cursor.fetchone()
        if waiting + sum(one.done() for one in running) >= len(running):
            return
        sleep(0.01)
    raise AssertionError("not every act came to write")
