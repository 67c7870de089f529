"""The processes of a portal in work: the web server and the workers, as `make run` starts them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORTAL = "hdnd_portal.asgi:application"
WORKERS = 2
START_SECONDS = 60


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def web(port: int, application: str = PORTAL) -> Iterator[subprocess.Popen[bytes]]:
    """The web server, from its first answer until it is asked to stop or was killed."""
    command = [sys.executable, "-m", "granian", "--interface", "asginl", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--workers", str(WORKERS), "--no-ws", "--log-level", "error"]
    started = subprocess.Popen(  # noqa: S603 -- our own server
        [*command, application],
        start_new_session=True,
        cwd=ROOT,
        env={**os.environ, "DATABASE_POOL": "true"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + START_SECONDS
        while not _answering(port):
            if time.monotonic() > deadline:
                raise RuntimeError(f"{application} does not answer")
            time.sleep(0.05)
        yield started
    finally:
        if started.poll() is None:
            os.killpg(started.pid, signal.SIGTERM)
            try:
                started.wait(timeout=15)
            except subprocess.TimeoutExpired:
                os.killpg(started.pid, signal.SIGKILL)
                started.wait()


def kill(server: subprocess.Popen[bytes]) -> None:
    """All its processes at once, as when the power fails."""
    os.killpg(server.pid, signal.SIGKILL)
    server.wait()


@contextmanager
def worker(queues: str = "urgent,default,reports", processes: int = 2) -> Iterator[None]:
    """A Celery worker that has begun to take work."""
    command = [sys.executable, "-m", "celery", "-q", "-A", "hdnd_portal", "worker"]
    command += [f"--concurrency={processes}", "-Q", queues, "--loglevel=ERROR"]
    started = subprocess.Popen(command, cwd=ROOT, env={**os.environ})  # noqa: S603 -- our own worker
    time.sleep(8)
    try:
        yield
    finally:
        started.terminate()
        started.wait()


def _answering(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as asked:
            asked.sendall(
                b"GET /static/nothing HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
            )
            return asked.recv(12).startswith(b"HTTP/1.1")
    except OSError:
        return False
