"""What both embedded servers share: a folder, a lock, and stopping with their last user."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import importlib.util
import os
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import IO, ClassVar

# A unix socket's whole path must fit in 107 bytes; the longest name below a socket folder is
# ".s.PGSQL.5432.lock".
LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432.lock")
LEAST_FREE_BYTES = 300 * 1024 * 1024
LOCK_SECONDS = 90


# A server may outlive the object that started it; Python complains of a forgotten child process.
_STARTED: list[subprocess.Popen[bytes]] = []


class ServerProblem(Exception):
    """An embedded server cannot run; the text is one sentence for the person at the keyboard."""


class EmbeddedServer(ABC):
    """One server in one folder, shared by every process that holds it.

    A process that holds the server keeps a shared `flock` on the file `users`. The kernel drops it
    when the process ends, however it ends, so nothing has to be repaired after `kill -9`: whoever
    comes next finds the server running and uses it, or finds the remains of it and starts it again.
    """

    name: ClassVar[str]
    program: ClassVar[str]
    start_seconds: ClassVar[float] = 60
    stop_seconds: ClassVar[float] = 30

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.log = folder / "log"
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def socket_folder(self) -> Path:
        """Folder of the unix socket: below the server's own, or a short one where that path is too
        long.
        """
        folder = self.folder / "socket"
        if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER:
            return folder
        digest = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"hdnd-{os.getuid()}-{digest}"

    @contextlib.contextmanager
    def hold(self, *, keep: bool = False) -> Iterator[None]:
        """Have the server running inside the block; the last holder to leave stops it, unless
        `keep`.

        Raises ServerProblem if it does not start.
        """
        self._make_folders()
        with contextlib.ExitStack() as stack:
            users = stack.enter_context(self._open("users"))
            with self._locked():
                fcntl.flock(users, fcntl.LOCK_SH)
                self.start()
            try:
                yield
            finally:
                with self._locked():
                    if not keep and _only_holder(users):
                        self.stop()

    def start(self) -> None:
        """Start the server unless it answers already. Raises ServerProblem. Call `hold` instead
        where you can.
        """
        deadline = time.monotonic() + self.start_seconds
        self._reap()
        while not self.answers():
            if time.monotonic() > deadline:
                raise self._problem("không trả lời kịp", "did not answer in time")
            if self._child is not None and self._child.poll() is not None:
                self._child = None
                self._check_disk()
                raise self._problem("đã dừng ngay khi khởi động", "stopped when it was started")
            if self._child is None and self.process_id() is None:
                self._check_disk()
                self._end_leftovers()
                try:
                    self.prepare()
                    self._child = self.spawn()
                    _STARTED.append(self._child)
                except OSError as error:
                    raise self._os_problem(error) from error
            time.sleep(0.05)
        self.after_start()

    def stop(self) -> None:
        """Stop the server cleanly, and with force if it does not end in `stop_seconds`."""
        process_id = self.process_id()
        if process_id is not None:
            self._signal(process_id, self.stop_signal)
            deadline = time.monotonic() + self.stop_seconds
            while self.process_id() is not None and time.monotonic() < deadline:
                self._reap()
                time.sleep(0.05)
        self._end_leftovers()

    def restart(self) -> None:
        """Stop and start while others hold the server, as an operator's restart does."""
        with self._locked():
            self.stop()
            self.start()

    @property
    def stop_signal(self) -> signal.Signals:
        """Signal of a clean stop that does not wait for clients."""
        return signal.SIGTERM

    @abstractmethod
    def answers(self) -> bool:
        """Whether the server answers on its socket now."""

    @abstractmethod
    def prepare(self) -> None:
        """Make what the server needs before it can be started."""

    @abstractmethod
    def spawn(self) -> subprocess.Popen[bytes]:
        """Start the server in a session of its own, where Ctrl-C does not reach it."""

    @abstractmethod
    def after_start(self) -> None:
        """Make what can only be made when the server runs."""

    def process_id(self) -> int | None:
        """Process id of the running server, or None."""
        ids = self._process_ids()
        return ids[0] if ids else None

    def _process_ids(self) -> list[int]:
        """Processes of this server: its program, working in its data folder (both servers change
        into it).
        """
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            with contextlib.suppress(OSError):
                if (entry / "comm").read_text().strip().startswith(self.program) and (
                    Path(os.readlink(entry / "cwd")) == self.data.resolve()
                ):
                    found.append(int(entry.name))
        return sorted(found)

    def _end_leftovers(self) -> None:
        """End what is left of a killed server: it would keep its successor from starting."""
        for sent in (signal.SIGQUIT, signal.SIGKILL):
            deadline = time.monotonic() + 5
            for process_id in self._process_ids():
                self._signal(process_id, sent)
            while self._process_ids() and time.monotonic() < deadline:
                self._reap()
                time.sleep(0.05)
        self._reap()

    def _reap(self) -> None:
        if self._child is not None and self._child.poll() is not None:
            self._child = None

    @staticmethod
    def _signal(process_id: int, sent: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process_id, sent)

    def _make_folders(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.socket_folder.mkdir(mode=0o700, exist_ok=True)
            found = self.socket_folder.lstat()
        except OSError as error:
            raise self._os_problem(error) from error
        # Whoever owns the folder of the socket can put another server in its place; in the folder
        # for temporary files anybody may have made it first.
        private = stat.S_ISDIR(found.st_mode) and not found.st_mode & 0o077
        if not private or found.st_uid not in self.socket_owners():
            raise self._problem(
                f"không dùng được: thư mục {self.socket_folder} không phải của riêng tài khoản này",
                f"cannot be used: the folder {self.socket_folder} is not this account's own",
            )

    def socket_owners(self) -> set[int]:
        """Whose the folder of the socket may be."""
        return {os.getuid()}

    def _open(self, name: str) -> IO[str]:
        try:
            return (self.folder / name).open("a")
        except OSError as error:
            raise self._os_problem(error) from error

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """One process at a time starts or stops the server."""
        deadline = time.monotonic() + LOCK_SECONDS
        with self._open("lock") as lock:
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > deadline:
                        raise self._problem(
                            "đang được một tiến trình khác khởi động",
                            "is being started by another process",
                        ) from None
                    time.sleep(0.05)
            yield

    def _check_disk(self) -> None:
        free = shutil.disk_usage(self.folder).free
        if free < LEAST_FREE_BYTES:
            raise ServerProblem(
                f"Ổ đĩa của {self.folder} chỉ còn {free // 2**20} MB trống, {self.name} cần "
                f"ít nhất {LEAST_FREE_BYTES // 2**20} MB: hãy giải phóng chỗ rồi chạy lại. "
                f"(The disk has too little free space for {self.name}.)"
            )

    def _problem(self, vietnamese: str, english: str) -> ServerProblem:
        return ServerProblem(
            f"{self.name} nhúng {vietnamese}; xem {self.log}. "
            f"(The embedded {self.name} {english}; see the log.)"
        )

    def _os_problem(self, error: OSError) -> ServerProblem:
        path = error.filename or self.folder
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            return ServerProblem(
                f"Không có quyền ghi vào {path}: hãy chạy bằng người dùng sở hữu thư mục này. "
                "(No permission to write there.)"
            )
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            return ServerProblem(
                f"Ổ đĩa của {path} đã đầy: hãy giải phóng chỗ rồi chạy lại. "
                "(No space left on the disk.)"
            )
        return ServerProblem(
            f"{self.name} nhúng không khởi động được: {error}. "
            f"(The embedded {self.name} did not start.)"
        )


def plain_environment() -> dict[str, str]:
    """Without PGDATA, PGHOST and the like of whoever starts a server."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}


def package_folder(package: str) -> Path:
    """Where a wheel lies; it is not imported, for its Python code is slow to load and not used."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ServerProblem(
            f"Thiếu gói {package}: hãy chạy make setup. (A package is missing; run make setup.)"
        )
    return Path(spec.submodule_search_locations[0])


def _only_holder(users: IO[str]) -> bool:
    """Whether nobody else holds the server; call it only under the lock."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
