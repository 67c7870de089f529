"""A council with its office, and a mail server that speaks real SMTP."""

import socketserver
import threading
from collections.abc import Iterator
from datetime import date

import pytest

from hdnd_portal.accounts.models import RoleAssignment, User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.council.models import AdministrativeUnit, Council


@pytest.fixture
def council(db) -> Council:
    unit = AdministrativeUnit.objects.create(code="99", name="Sao Mai", kind="province")
    return Council.objects.create(code="99", unit=unit, name="HĐND tỉnh Sao Mai", place="Sao Mai")


@pytest.fixture
def make_user(council):
    def make(username: str, *roles: Role, of: Council = council, **fields) -> User:
        fields = {"name": username.title(), "email": f"{username}@example.vn", **fields}
        user = User.objects.create(username=username, **fields)
        for role in roles:
            RoleAssignment.objects.create(
                user=user, role=role, council=of, valid_from=date(2026, 6, 1)
            )
        return user

    return make


@pytest.fixture
def officer(make_user) -> User:
    return make_user("lan", Role.OFFICER, name="Nguyễn Thị Lan")


@pytest.fixture
def other_council(council) -> Council:
    unit = AdministrativeUnit.objects.create(code="98", name="Sao Hôm", kind="province")
    return Council.objects.create(code="98", unit=unit, name="HĐND tỉnh Sao Hôm", place="Sao Hôm")


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
