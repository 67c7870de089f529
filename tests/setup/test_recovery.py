"""The running portal is disturbed; it comes back by itself, or the next start mends it.

All tests share one portal, so they stay in one process of pytest-xdist and in this order.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.urls import reverse

from tests.setup.conftest import Checkout, wait_until

# Who asks with a session has it looked up in the database.
SESSION = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={'x' * 32}"}


def page(portal: Checkout) -> int:
    return portal.get(reverse("account_login"), SESSION)[0]


def well(portal: Checkout) -> bool:
    return portal.health()[0] == 200


def test_health_is_fast_and_needs_no_account(portal: Checkout) -> None:
    portal.health()
    times = []
    for _ in range(5):
        started_at = time.monotonic()
        status, answer = portal.health()
        times.append(time.monotonic() - started_at)
    assert (status, answer) == (
        200,
        {"ok": True, "web": "ok", "database": "ok", "broker": "ok", "worker": "ok"},
    )
    assert min(times) < 0.3


def test_second_run_of_the_checkout_is_refused(portal: Checkout) -> None:
    code, said = portal.run_once()
    assert code == 1
    assert said.startswith(
        f"Cổng HĐND của thư mục này đang chạy rồi (http://127.0.0.1:{portal.port}"
    )
    assert said.count("\n") == 1
    assert well(portal)


def test_command_shares_the_running_database(portal: Checkout) -> None:
    before = portal.postgres.process_id()
    assert "System check identified no issues" in portal.manage("check", "--database", "default")
    assert portal.postgres.process_id() == before


def test_restart_of_postgresql_costs_no_page(portal: Checkout) -> None:
    assert page(portal) == 200
    before = portal.postgres.process_id()
    portal.postgres.restart()
    statuses = [page(portal) for _ in range(12)]
    assert portal.postgres.process_id() != before
    assert statuses == [200] * 12


def test_stopped_postgresql_is_named_and_comes_back(portal: Checkout) -> None:
    portal.postgres.stop()
    status, answer = portal.health()
    portal.postgres.start()
    assert status == 503
    assert answer["database"] == "OperationalError"
    assert answer["broker"] == "ok"
    wait_until(lambda: well(portal), portal.output)
    assert page(portal) == 200


def test_pages_answer_while_redis_is_stopped(portal: Checkout) -> None:
    portal.valkey.stop()
    started_at = time.monotonic()
    status_of_page = page(portal)
    took = time.monotonic() - started_at
    status, answer = portal.health()
    portal.valkey.start()
    assert status_of_page == 200
    assert took < 5
    assert (status, answer["database"], answer["broker"]) == (503, "ok", "ConnectionError")
    wait_until(lambda: well(portal), portal.output)


@pytest.mark.parametrize("words", [("celery", "main@%h"), ("granian",)], ids=["worker", "web"])
def test_killed_process_is_started_again(portal: Checkout, words: tuple[str, ...]) -> None:
    killed = portal.processes(*words)
    for process_id in killed:
        os.kill(process_id, signal.SIGKILL)

    def others() -> bool:
        running = set(portal.processes(*words))
        return bool(running) and not running & set(killed)

    wait_until(lambda: others() and well(portal), portal.output)


def test_killed_launcher_leaves_nothing_that_hinders_the_next(portal: Checkout) -> None:
    launcher = int((portal.folder / ".run" / "run.lock").read_text().split("pid ")[1])
    os.kill(launcher, signal.SIGKILL)
    wait_until(lambda: portal.health()[0] == 0)
    again = portal.start()
    assert well(portal)
    again.send_signal(signal.SIGTERM)
    assert again.wait(timeout=60) == 128 + signal.SIGTERM
    assert portal.processes() == []
    assert portal.servers() == [None, None]
    assert portal.health()[0] == 0


def test_killed_servers_are_started_anew(portal: Checkout) -> None:
    with portal.postgres.hold(keep=True), portal.valkey.hold(keep=True):
        killed = portal.servers()
    for process_id in killed:
        assert process_id is not None
        os.kill(process_id, signal.SIGKILL)
    launcher = portal.start()
    assert not set(killed) & set(portal.servers())
    # A signal that comes while the launcher starts a process leaves one that nobody knows of.
    forgotten = subprocess.Popen(
        [sys.executable, "manage.py", "shell", "-c", "import time; print(1); time.sleep(60)"],
        cwd=portal.folder,
        env=portal.environment(HDND_PORTAL_RUN=str(portal.folder / ".run"), PYTHONUNBUFFERED="1"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
    )
    with forgotten:
        assert forgotten.stdout is not None
        while forgotten.stdout.readline() not in {b"1\n", b""}:
            pass
        launcher.send_signal(signal.SIGINT)
        assert launcher.wait(timeout=60) == 128 + signal.SIGINT
        assert portal.servers() == [None, None]
        assert forgotten.wait(timeout=5) == -signal.SIGTERM
