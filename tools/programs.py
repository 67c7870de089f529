"""Starts the portal's processes, repeats what they write, and starts again the one that dies."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

NAME_WIDTH = 8
STOP_SECONDS = 12
# A program that ends sooner than this after its start counts as one that cannot run.
SHORT_LIFE_SECONDS = 10
SHORT_LIVES = 4
LONGEST_PAUSE_SECONDS = 10


class ProgramProblem(Exception):
    """A program ends each time it is started; the text is one sentence."""


@dataclass
class Program:
    """One process of the portal, in a session of its own, so that Ctrl-C reaches the launcher only.

    The kernel sends it SIGTERM if the launcher is killed: nothing goes on alone.
    """

    name: str
    command: list[str]
    environment: dict[str, str]
    folder: Path
    _process: subprocess.Popen[str] | None = field(default=None, init=False)
    _started_at: float = field(default=0.0, init=False)
    _next_start_at: float = field(default=0.0, init=False)
    _short_lives: int = field(default=0, init=False)

    def start(self) -> None:
        """Start it; what it writes is repeated with its name in front."""
        self._started_at = time.monotonic()
        self._process = subprocess.Popen(  # noqa: S603 -- commands of tools/run.py
            ["/usr/bin/setpriv", "--pdeathsig", "TERM", *self.command],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        threading.Thread(target=_repeat, args=(self.name, self._process), daemon=True).start()

    def keep_running(self) -> None:
        """Start it again if it has ended, later each time. Raises ProgramProblem if vain."""
        now = time.monotonic()
        if self._process is None:
            if now >= self._next_start_at:
                self.start()
            return
        code = self._process.poll()
        if code is None:
            return
        # Children that outlive their parent would keep its port.
        self._signal(signal.SIGKILL)
        self._process = None
        lived = now - self._started_at
        self._short_lives = self._short_lives + 1 if lived < SHORT_LIFE_SECONDS else 0
        if self._short_lives >= SHORT_LIVES:
            raise ProgramProblem(
                f"Tiến trình {self.name} dừng ngay mỗi lần khởi động (mã {code}); nguyên nhân ở "
                f"các dòng «{self.name}» phía trên. (The process {self.name} does not stay up.)"
            )
        pause = min(2**self._short_lives - 1, LONGEST_PAUSE_SECONDS)
        self._next_start_at = now + pause
        write("portal", f"{self.name} đã dừng (mã {code}), khởi động lại sau {pause} giây")

    def ask_to_stop(self) -> None:
        """Send SIGTERM to the process; it stops its own children."""
        if self._process is not None and self._process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.terminate()

    def has_stopped(self) -> bool:
        """Whether nothing runs."""
        return self._process is None or self._process.poll() is not None

    def kill(self) -> None:
        """End what is left of it, children included."""
        self._signal(signal.SIGKILL)
        if self._process is not None:
            self._process.wait()

    def _signal(self, sent: signal.Signals) -> None:
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, sent)


def stop_all(programs: list[Program], *, seconds: float = STOP_SECONDS) -> None:
    """Stop all at once; who is not done in time is killed: tasks are given back to their queue."""
    for program in programs:
        program.ask_to_stop()
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not all(program.has_stopped() for program in programs):
        time.sleep(0.05)
    for program in programs:
        program.kill()


def end_marked(variable: str, value: str) -> None:
    """End processes that carry the variable in their environment: those of a killed launcher."""
    for sent, seconds in ((signal.SIGTERM, STOP_SECONDS), (signal.SIGKILL, 5)):
        deadline = time.monotonic() + seconds
        for process_id in _marked(variable, value):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(process_id, sent)
        while time.monotonic() < deadline and any(_marked(variable, value)):
            time.sleep(0.1)


def _marked(variable: str, value: str) -> Iterator[int]:
    wanted = f"{variable}={value}".encode()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            with contextlib.suppress(OSError):
                if wanted in (entry / "environ").read_bytes().split(b"\0"):
                    yield int(entry.name)


def _repeat(name: str, process: subprocess.Popen[str]) -> None:
    for line in process.stdout or ():
        write(name, line.rstrip("\n"))


def write(name: str, line: str) -> None:
    """One line on standard output; a reader that has gone is no reason to stop."""
    with contextlib.suppress(BrokenPipeError, ValueError):
        sys.stdout.write(f"{name:<{NAME_WIDTH}}| {line}\n")
        sys.stdout.flush()
