"""A council with its office, and a mail server that speaks real SMTP."""

import socketserver
import threading
from collections.abc import Iterator

import pytest

from tests.office import council, make_user, officer, other_council  # noqa: F401 -- fixtures


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.say("220 mail.example.vn")
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb == "DATA":
                self.say("354 go on")
                lines = []
                while (text := self.rfile.readline()) not in {b".\r\n", b""}:
                    lines.append(text)
                self.server.accepted.append(b"".join(lines))
                self.say("250 kept")
            elif verb == "RCPT":
                refused = [code for word, code in self.server.refusals.items() if word in line]
                self.say(refused[0] if refused else "250 ok")
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps what it is given; an address that holds a word of `refusals` gets that answer."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.accepted: list[bytes] = []
        self.refusals: dict[str, str] = {}


@pytest.fixture
def mail_server(settings) -> Iterator[MailServer]:
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_TIMEOUT = 5
        yield server
        server.shutdown()
