"""A copy of this checkout in which the portal can be started, stopped and killed."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from hdnd_portal.embedded import Postgres, Valkey

ROOT = Path(__file__).resolve().parent.parent.parent
LEFT_OUT = shutil.ignore_patterns(
    ".git",
    ".venv",
    ".run",
    "node_modules",
    "vendor",
    "staticfiles",
    "__pycache__",
    ".*_cache",
    "tests",
)
# Seconds; a busy machine takes minutes to make a database.
PATIENCE = 300


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Checkout:
    """A copy of the source, with the packages and front-end files of the original."""

    folder: Path
    port: int
    launchers: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def postgres(self) -> Postgres:
        return Postgres(self.folder / ".run")

    @property
    def valkey(self) -> Valkey:
        return Valkey(self.folder / ".run")

    def environment(self, **further: str) -> dict[str, str]:
        left_out = {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "MAKELEVEL"}
        kept = {key: value for key, value in os.environ.items() if key not in left_out}
        return {**kept, "PORT": str(self.port), "SAMPLE": "no", **further}

    def start(self) -> subprocess.Popen[str]:
        """Start the portal and wait until it is well."""
        with (self.folder / "output").open("a+") as log:
            launcher = subprocess.Popen(
                [sys.executable, "-m", "tools.run"],
                cwd=self.folder,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                text=True,
            )
        self.launchers.append(launcher)
        wait_until(lambda: launcher.poll() is not None or self.health()[0] == 200, self.output)
        assert launcher.poll() is None, self.output()
        return launcher

    def run_once(self, **further: str) -> tuple[int, str]:
        """Start the portal where it must refuse to start; exit code and what it said."""
        done = subprocess.run(
            [sys.executable, "-m", "tools.run"],
            cwd=self.folder,
            env=self.environment(**further),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PATIENCE,
        )
        return done.returncode, done.stdout

    def manage(self, *arguments: str) -> str:
        """Output of a management command."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=self.folder,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    def get(self, path: str, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
        """Status and body; status 0 where nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
        try:
            connection.request("GET", path, headers=headers or {})
            response = connection.getresponse()
            return response.status, response.read()
        except (OSError, http.client.HTTPException):
            return 0, b""
        finally:
            connection.close()

    def health(self) -> tuple[int, dict[str, Any]]:
        """Status and answer of /healthz."""
        status, body = self.get("/healthz")
        return status, json.loads(body) if body else {}

    def processes(self, *words: str) -> list[int]:
        """Processes of this checkout whose command line holds all the words."""
        mark = f"HDND_PORTAL_RUN={self.folder / '.run'}".encode()
        found = []
        for entry in Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                if entry.name.isdigit() and mark in (entry / "environ").read_bytes():
                    command = (entry / "cmdline").read_bytes().decode(errors="replace")
                    if all(word in command for word in words):
                        found.append(int(entry.name))
        return sorted(found)

    def servers(self) -> list[int | None]:
        """Process ids of the embedded servers, None for one that is not running."""
        return [self.postgres.process_id(), self.valkey.process_id()]

    def output(self) -> str:
        """All that the launcher wrote."""
        return (self.folder / "output").read_text() if (self.folder / "output").exists() else ""


def wait_until(happened: Callable[[], bool], explain: Callable[[], str] = str) -> None:
    """Wait for it, and fail with the explanation where it does not happen."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, explain()
        time.sleep(0.2)


@pytest.fixture(scope="session")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Checkout]:
    """Makes copies of the checkout."""

    def copy(name: str) -> Checkout:
        folder = tmp_path_factory.mktemp(name) / "checkout"
        shutil.copytree(ROOT, folder, ignore=LEFT_OUT)
        (folder / ".venv").symlink_to((ROOT / ".venv").resolve())
        (folder / "static" / "vendor").symlink_to((ROOT / "static" / "vendor").resolve())
        return Checkout(folder, free_port())

    return copy


@pytest.fixture(scope="session")
def checkout(copies: Callable[[str], Checkout]) -> Checkout:
    """A copy in which nothing runs; for the starts that are refused."""
    return copies("refused")


@pytest.fixture(scope="session")
def portal(copies: Callable[[str], Checkout]) -> Iterator[Checkout]:
    """The portal, started once for all tests that disturb it; each leaves it well again."""
    place = copies("portal")
    place.start()
    yield place
    for launcher in place.launchers:
        launcher.kill()
        launcher.wait()
    for process_id in place.processes():
        os.kill(process_id, signal.SIGKILL)
    place.postgres.stop()
    place.valkey.stop()
