"""Uploads beyond the bounds, sent by a plain HTTP client to the running portal."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

import pytest

from tests.browser.portal import Portal

BOUNDARY = "----tep-lon-7MA4YWxkTrZu0gW"
MEGABYTE = 1024 * 1024


class Visitor:
    """A client that keeps cookies and follows redirects; one connection for each request."""

    def __init__(self, portal: Portal) -> None:
        self.port = portal.port
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> tuple[int, str]:
        """Status and text of the page the request leads to."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        known = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            headers = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body=body, headers={"Cookie": known, **headers})
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookies.update({name: kept.value for name, kept in SimpleCookie(line).items()})
        if answer.status in {301, 302}:
            return self.ask("GET", urlsplit(answer.headers["Location"]).path)
        return answer.status, text

    def sign_in(self, username: str, password: str) -> None:
        """Through the page, as a browser does."""
        token = self.token(self.ask("GET", "/tai-khoan/dang-nhap/")[1])
        fields = {"login": username, "password": password, "csrfmiddlewaretoken": token}
        kind = "application/x-www-form-urlencoded"
        status, page = self.ask(
            "POST", "/tai-khoan/dang-nhap/", urlencode(fields).encode(), Content_Type=kind
        )
        assert status == 200
        assert "Việc của tôi" in page

    @staticmethod
    def token(page: str) -> str:
        """What a form of the page carries against forgery."""
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found is not None
        return found[1]


def upload(token: str, megabytes: int) -> tuple[Iterator[bytes], int]:
    """A form with one PDF of so many megabytes, in pieces, and its length."""
    head = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n'
        f"{token}\r\n"
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="lon.pdf"\r\n'
        "Content-Type: application/pdf\r\n\r\n%PDF-1.7\n"
    ).encode()
    tail = f"\r\n--{BOUNDARY}--\r\n".encode()
    piece = b" " * MEGABYTE

    def pieces() -> Iterator[bytes]:
        yield head
        for _number in range(megabytes):
            yield piece
        yield tail

    return pieces(), len(head) + megabytes * MEGABYTE + len(tail)


@pytest.fixture(scope="module")
def visitor(portal: Portal) -> Visitor:
    """The desk of an agency that owes a part."""
    somebody = Visitor(portal)
    owner = portal.one(
        "SELECT username FROM accounts_user JOIN accounts_roleassignment held"
        " ON held.user_id = accounts_user.id JOIN council_sessions_dossierpart part"
        " ON part.agency_id = held.agency_id"
        " WHERE part.state IN ('awaited', 'returned') AND accounts_user.password LIKE 'argon2%%'"
        " ORDER BY accounts_user.id LIMIT 1"
    )
    somebody.sign_in(owner, portal.accounts()[owner])
    return somebody


def part_of(visitor: Visitor) -> tuple[str, str]:
    """The page of a part that is owed, and its text."""
    _status, owed = visitor.ask("GET", "/ky-hop/ho-so/")
    found = re.search(r'href="(/ky-hop/ho-so/\d+/)"', owed)
    assert found is not None
    return found[1], visitor.ask("GET", found[1])[1]


@pytest.mark.parametrize("megabytes", [101, 200])
def test_a_file_beyond_the_limit_gets_the_sentence(
    portal: Portal, visitor: Visitor, megabytes: int
) -> None:
    part, page = part_of(visitor)
    before = portal.rows("SELECT count(*), max(id) FROM documents_version")
    body, length = upload(visitor.token(page), megabytes)
    status, page = visitor.ask(
        "POST",
        f"{part}tep/",
        body,
        Content_Type=f"multipart/form-data; boundary={BOUNDARY}",
        Content_Length=str(length),
    )
    assert status == 200
    assert "Tệp “lon.pdf” vượt quá dung lượng cho phép là 100,0" in page
    assert portal.rows("SELECT count(*), max(id) FROM documents_version") == before
    assert portal.health()[0] == 200


def test_a_text_beyond_the_limit_gets_a_page_that_says_so(visitor: Visitor) -> None:
    _part, page = part_of(visitor)
    body = urlencode({"csrfmiddlewaretoken": visitor.token(page), "q": "a" * 17 * MEGABYTE})
    kind = "application/x-www-form-urlencoded"
    status, page = visitor.ask("POST", "/tai-khoan/dang-nhap/", body.encode(), Content_Type=kind)
    assert status == 400
    assert "Nội dung gửi lên dài quá" in page
