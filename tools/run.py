"""`make run`: the whole portal on one machine, until Ctrl-C.

Embedded servers where no address is given, then migrations and the sample province if they are
missing, then web and worker, and, once these are well, reports and beat. `SAMPLE=no` leaves the
database empty, for the council of a real province (`manage.py setup_council`).
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import hashlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from hdnd_portal.embedded import Postgres, ServerProblem, Valkey
from hdnd_portal.environment import read_file
from tools.programs import Program, ProgramProblem, end_marked, stop_all, write

ROOT = Path(__file__).resolve().parent.parent
RUN_DIR = ROOT / ".run"
MARK = "HDND_PORTAL_RUN"
HOST = "127.0.0.1"
START_SECONDS = 120
# How long to wait for another run that goes on, and for one that is stopping.
OTHER_RUN_SECONDS = 2
STOPPING_RUN_SECONDS = 40
STOPPING = "stopping"
PR_SET_PDEATHSIG = 1


class RunProblem(Exception):
    """The portal cannot be started; the text is one sentence."""


class Stopped(BaseException):
    """Ctrl-C or SIGTERM came."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = 128 + number


def main() -> int:
    """Run the portal; returns the exit code."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    if "MAKELEVEL" in os.environ:
        # When make is killed outright, nobody is left to stop us.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    try:
        run()
    except (RunProblem, ServerProblem, ProgramProblem) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"{_sentence(error)}\n")
        return 1
    except Stopped as stopped:
        write("portal", "Đã dừng. (Stopped.)")
        return stopped.exit_code
    return 0


def run() -> None:
    """Start everything and watch over it; ends by an exception only."""
    read_file()
    port = asked_port()
    RUN_DIR.mkdir(exist_ok=True)
    with only_run(port), contextlib.ExitStack() as stack:
        end_marked(MARK, str(RUN_DIR))
        check_port(port)
        if not os.environ.get("DATABASE_URL"):
            stack.enter_context(Postgres(RUN_DIR).hold())
        if not os.environ.get("REDIS_URL"):
            stack.enter_context(Valkey(RUN_DIR).hold())
        environment = child_environment(port)
        programs: list[Program] = []
        stack.callback(_stop_quietly, programs)
        prepare(environment)
        needed_first, later = all_programs(port, environment)
        for program in needed_first:
            programs.append(program)
            program.start()
        wait_until_well(port, programs)
        write("portal", f"Cổng HĐND đang chạy tại http://{HOST}:{port} – Ctrl-C để dừng.")
        for program in later:
            programs.append(program)
            program.start()
        show_accounts(environment)
        while True:
            for program in programs:
                program.keep_running()
            time.sleep(0.2)


def asked_port() -> int:
    """The port of the environment variable PORT, 8000 without it. Raises RunProblem."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise RunProblem(
            f"PORT phải là số từ 1 đến 65535, không phải «{text}». (PORT must be a port number.)"
        )
    return int(text)


@contextlib.contextmanager
def only_run(port: int) -> Iterator[None]:
    """Hold the lock of this checkout; the kernel frees it however the holder ends."""
    with (RUN_DIR / "run.lock").open("a+") as lock:
        asked_at = time.monotonic()
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                lock.seek(0)
                holder = lock.read().strip()
                patience = STOPPING_RUN_SECONDS if holder == STOPPING else OTHER_RUN_SECONDS
                if time.monotonic() - asked_at > patience:
                    raise RunProblem(
                        f"Cổng HĐND của thư mục này đang chạy rồi ({holder}): hãy dừng lần chạy đó "
                        "trước. (The portal of this checkout is running already.)"
                    ) from None
                time.sleep(0.1)
        lock.truncate(0)
        lock.write(f"http://{HOST}:{port}, pid {os.getpid()}\n")
        lock.flush()
        yield


def check_port(port: int) -> None:
    """Raise RunProblem where the port is taken: two servers could share it without a word."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            raise RunProblem(
                f"Không có quyền mở cổng {port}: hãy chạy với cổng khác, ví dụ PORT=8000 make run. "
                "(No permission to open that port.)"
            ) from None
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            raise RunProblem(
                f"Cổng {port} đang được chương trình khác dùng: hãy chạy với cổng khác, ví dụ "
                f"PORT={port + 1 if port < 65535 else 8000} make run. (The port is in use.)"
            ) from None


def child_environment(port: int) -> dict[str, str]:
    """Environment of the portal's processes; the mark lets the next run find them."""
    # Compiling the portal anew in each process would cost seconds at every start.
    given = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return {
        **given,
        "DJANGO_SETTINGS_MODULE": "hdnd_portal.settings.dev",
        "PORT": str(port),
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
        MARK: str(RUN_DIR),
    }


def all_programs(port: int, environment: dict[str, str]) -> tuple[list[Program], list[Program]]:
    """The processes that the portal needs to be well, and those that may follow."""
    python = sys.executable
    web = [python, "-m", "granian", "--interface", "asginl", "--host", HOST, "--port", str(port)]
    web += ["--workers", str(web_workers()), "--respawn-failed-workers", "--no-ws"]
    web += ["--workers-kill-timeout", "8", "--log-level", "warning", "hdnd_portal.asgi:application"]
    celery = [python, "-m", "celery", "-q", "-A", "hdnd_portal"]
    worker = [*celery, "worker", "--without-mingle", "--without-gossip", "--loglevel", "INFO"]
    main = [*worker, "-n", "main@%h", "-Q", "urgent,default", "-c", "2"]
    reports = [*worker, "-n", "reports@%h", "-Q", "reports", "-c", "2"]
    beat = [*celery, "beat", "--pidfile=", "--schedule", str(RUN_DIR / "beat"), "-l", "WARNING"]

    def program(name: str, command: list[str]) -> Program:
        return Program(name, command, environment, ROOT)

    return (
        [program("web", web), program("worker", main)],
        [program("reports", reports), program("beat", beat)],
    )


def web_workers() -> int:
    """Two to four, by the cores of the machine."""
    return max(2, min(4, os.cpu_count() or 2))


def prepare(environment: dict[str, str]) -> None:
    """Migrate and load the sample province, unless the embedded database had just this before."""
    stamp = RUN_DIR / "postgres" / "prepared"
    state = f"{migrations_digest()} sample={os.environ.get('SAMPLE', 'yes')}"
    embedded = not os.environ.get("DATABASE_URL")
    if embedded and stamp.exists() and stamp.read_text() == state:
        return
    write("portal", "Chuẩn bị cơ sở dữ liệu … (Preparing the database.)")
    done = subprocess.run(
        [sys.executable, "-m", "tools.prepare"], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL
    )
    if done.returncode:
        raise RunProblem(
            "Không chuẩn bị được cơ sở dữ liệu; nguyên nhân ở các dòng phía trên. "
            "(The database could not be prepared.)"
        )
    if embedded:
        stamp.write_text(state)


def migrations_digest() -> str:
    """One hash over all migrations of the portal and the pinned packages, which bring their own."""
    total = hashlib.sha256()
    files = sorted(
        path
        for pattern in ("*/migrations/*.py", "hdnd_portal/*/migrations/*.py", "*.lock")
        for path in ROOT.glob(pattern)
    )
    for file in files:
        total.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return total.hexdigest()


def wait_until_well(port: int, programs: list[Program]) -> None:
    """Wait for /healthz to answer 200. Raises RunProblem with what it last said."""
    deadline = time.monotonic() + START_SECONDS
    answer = "không trả lời"
    while time.monotonic() < deadline:
        for program in programs:
            program.keep_running()
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection(HOST, port, timeout=5)
            connection.request("GET", "/healthz")
            response = connection.getresponse()
            answer = response.read().decode(errors="replace")
            connection.close()
            if response.status == 200:
                return
        time.sleep(0.1)
    with contextlib.suppress(ValueError):
        answer = ", ".join(f"{part}: {state}" for part, state in json.loads(answer).items())
    raise RunProblem(
        f"Cổng HĐND chưa sẵn sàng sau {START_SECONDS} giây ({answer[:300]}). "
        "(The portal did not become healthy in time.)"
    )


def show_accounts(environment: dict[str, str]) -> None:
    """Print the accounts of the sample province, if it is loaded."""
    done = subprocess.run(
        [sys.executable, "manage.py", "sample_accounts"],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    for line in done.stdout.splitlines() if not done.returncode else ():
        write("portal", line)


def _stop(number: int, _frame: FrameType | None) -> None:
    # A second signal must not interrupt the stopping that the first one began.
    for later in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(later, signal.SIG_IGN)
    raise Stopped(number)


def _stop_quietly(programs: list[Program]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    write("portal", "Đang dừng … (Stopping.)")
    with contextlib.suppress(OSError):
        (RUN_DIR / "run.lock").write_text(STOPPING)
    stop_all(programs)
    # A signal that comes while a process is being started leaves nobody who knows of it: it would
    # hold the servers for as long as it runs.
    end_marked(MARK, str(RUN_DIR))


def _sentence(error: OSError) -> str:
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return (
            f"Không có quyền ghi vào {error.filename or RUN_DIR}: hãy chạy bằng người dùng sở hữu "
            "thư mục này. (No permission to write there.)"
        )
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return "Ổ đĩa đã đầy: hãy giải phóng chỗ rồi chạy lại. (No space left on the disk.)"
    return f"Không khởi động được: {error}. (The portal could not be started.)"


if __name__ == "__main__":
    sys.exit(main())
