"""A real worker in a process of its own, on the test database, which a test may kill."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent


def portal_environment(redis_url: str, **more: str) -> dict[str, str]:
    """Environment of a process of the portal that works on the test database, with a real queue."""
    database = connection.settings_dict
    host = quote(database["HOST"] or database["OPTIONS"].get("host", ""), safe="")
    password = f":{quote(database['PASSWORD'])}" if database["PASSWORD"] else ""
    port = f":{database['PORT']}" if database["PORT"] else ""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "hdnd_portal.settings.dev",
        "DATABASE_URL": (
            f"postgres://{database['USER']}{password}@{host}{port}/{database['NAME']}"
        ),
        "REDIS_URL": redis_url,
        "FILE_STORE_URL": settings.FILE_STORE_URL,
        "LOG_LEVEL": "WARNING",
        **more,
    }


def run_in_portal(code: str, environment: dict[str, str]) -> str:
    """What the code prints when a process of its own runs it, as a web process would."""
    code = f"import django; django.setup()\n{textwrap.dedent(code)}"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


# As deploy/systemd and `make run` do: a worker that ends by itself is started again.
SUPERVISOR = 'while :; do "$@"; sleep 2; done'


class Worker:
    """`celery worker` with two children, supervised; `include` is a module of tasks, `env` adds
    variables.
    """

    def __init__(self, redis_url: str, log: Path, *, include: str = "", **env: str) -> None:
        self.log = log
        self.include = include
        self.environment = portal_environment(redis_url, **env)
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Worker":
        self.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self.kill()

    def start(self) -> None:
        command = [sys.executable, "-W", "ignore", "-m", "celery", "-A", "hdnd_portal", "worker"]
        command += ["--concurrency=2", "--queues=urgent,default,reports", "--loglevel=WARNING"]
        if self.include:
            command.append(f"--include={self.include}")
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                ["/bin/sh", "-c", SUPERVISOR, "sh", *command],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        """End the worker, its children and its supervisor at once, as a power cut does."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


def wait_until(true: Callable[[], bool], *, seconds: float = 240, log: Path | None = None) -> None:
    """Wait for something another process does; fails with the end of its log."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            said = log.read_text()[-20_000:] if log and log.exists() else ""
            raise AssertionError(f"did not happen within {seconds} s\n{said}")
        time.sleep(0.02)
