"""Files for the browser: who gets them, in which parts, and that they cannot act as pages."""

import io
from collections.abc import Collection, Iterator
from datetime import timedelta

import pytest
import time_machine
from asgiref.sync import async_to_sync
from django.test import AsyncClient, Client
from django.urls import reverse
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.audit.models import Entry
from hdnd_portal.council.models import Council
from hdnd_portal.documents import access
from hdnd_portal.documents.access import Access
from hdnd_portal.documents.models import Version
from hdnd_portal.documents.services import store_upload
from hdnd_portal.documents.serving import RangeRefused, Span, span_of
from tests.documents import material


@pytest.fixture
def grants() -> Iterator[dict[int, Access]]:
    """What the one record of these tests answers, by user."""
    answers: dict[int, Access] = {}

    def checker(user: User, versions: Collection[Version]) -> dict[int, Access]:
        return {one.pk: answers.get(user.pk, Access.NONE) for one in versions}

    access.register(checker)
    yield answers
    access._checkers.remove(checker)


@pytest.fixture
def version(council: Council, clerk: User) -> Version:
    content = material.pdf(2)
    return store_upload(council, data=io.BytesIO(content), name="Tờ trình.pdf", by=clerk)


def body(response: object) -> bytes:
    return b"".join(response.streaming_content)


def url_of(version: Version) -> str:
    return reverse("documents:version", kwargs={"version": version.pk})


@pytest.mark.parametrize(
    ("header", "span"),
    [
        ("bytes=0-9", Span(0, 9)),
        ("bytes=90-", Span(90, 99)),
        ("bytes=90-500", Span(90, 99)),
        ("bytes=-10", Span(90, 99)),
        ("bytes=-500", Span(0, 99)),
        ("bytes=9-0", None),
        ("bytes=0-1,5-6", None),
        ("lines=0-9", None),
        ("", None),
    ],
)
def test_ranges(header: str, span: Span | None) -> None:
    assert span_of(header, 100) == span


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_ranges_behind_the_end(header: str) -> None:
    with pytest.raises(RangeRefused):
        span_of(header, 100)


def test_a_file_no_record_lets_the_user_open_is_not_there(
    client: Client, version: Version, delegate: User, clerk: User, grants: dict[int, Access]
) -> None:
    grants[clerk.pk] = Access.READ
    client.force_login(delegate)
    assert client.get(url_of(version)).status_code == 404
    assert client.get(url_of(version) + "lien-ket/").status_code == 404
    client.force_login(clerk)
    assert client.get(url_of(version)).status_code == 200


def test_a_pdf_is_shown_and_saved_on_demand(
    client: Client, version: Version, clerk: User, grants: dict[int, Access]
) -> None:
    grants[clerk.pk] = Access.READ
    client.force_login(clerk)
    shown = client.get(url_of(version))
    assert shown["Content-Type"] == "application/pdf"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert shown["Content-Disposition"].startswith("inline")
    assert len(body(shown)) == version.size == int(shown["Content-Length"])
    saved = client.get(url_of(version), {"tai": ""})
    assert saved["Content-Disposition"] == (
        "attachment; filename*=utf-8''T%E1%BB%9D%20tr%C3%ACnh.pdf"
    )


def test_parts_of_a_file(
    client: Client, version: Version, clerk: User, grants: dict[int, Access]
) -> None:
    grants[clerk.pk] = Access.READ
    client.force_login(clerk)
    whole = body(client.get(url_of(version)))
    part = client.get(url_of(version), headers={"range": "bytes=10-19"})
    assert (part.status_code, body(part)) == (206, whole[10:20])
    assert part["Content-Range"] == f"bytes 10-19/{version.size}"
    assert client.get(url_of(version), headers={"range": "bytes=9999999-"}).status_code == 416
    tag = part["ETag"]
    assert client.get(url_of(version), headers={"if-none-match": tag}).status_code == 304
    other = client.get(url_of(version), headers={"range": "bytes=0-1", "if-range": '"old"'})
    assert other.status_code == 200


def test_what_is_no_pdf_is_saved_and_sandboxed(
    client: Client, council: Council, clerk: User, grants: dict[int, Access]
) -> None:
    grants[clerk.pk] = Access.READ
    client.force_login(clerk)
    word = store_upload(council, data=io.BytesIO(material.word()), name="a.docx", by=clerk)
    response = client.get(url_of(word))
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Security-Policy"].startswith("sandbox")


def readings(user: User) -> int:
    return Entry.objects.filter(event="document.version_read", actor=user.pk).count()


def test_restricted_reading_is_recorded_once_per_opening(
    client: Client, version: Version, clerk: User, grants: dict[int, Access]
) -> None:
    client.force_login(clerk)
    for answer, count in ((Access.READ, 0), (Access.RECORDED, 1)):
        grants[clerk.pk] = answer
        for header in ("bytes=0-99", "bytes=100-199"):
            body(client.get(url_of(version), headers={"range": header}))
        assert readings(clerk) == count


@pytest.mark.parametrize(
    "headers",
    [
        {"range": "bytes=-999999999"},
        {"range": "bytes=-5"},
        {"range": "x"},
        {"range": "bytes=1-"},
        {"range": "bytes=7-9"},
        {"range": "bytes=5-6", "if-range": '"old"'},
        {"range": " bytes=3-"},
        {"if-none-match": "its own tag"},
    ],
)
def test_no_header_opens_a_restricted_file_unseen(
    client: Client,
    version: Version,
    clerk: User,
    grants: dict[int, Access],
    headers: dict[str, str],
) -> None:
    grants[clerk.pk] = Access.RECORDED
    client.force_login(clerk)
    if "if-none-match" in headers:
        headers = {"if-none-match": f'"{version.sha256}"'}
    response = client.get(url_of(version), headers=headers)
    assert response.status_code in {200, 206, 304}
    assert readings(clerk) == 1


def test_each_reader_and_each_later_reading_is_recorded(
    client: Client, version: Version, clerk: User, delegate: User, grants: dict[int, Access]
) -> None:
    grants |= {clerk.pk: Access.RECORDED, delegate.pk: Access.RECORDED}
    client.force_login(clerk)
    client.get(url_of(version))
    with time_machine.travel(timezone.now() + timedelta(minutes=50)):
        client.get(url_of(version))
        client.force_login(delegate)
        client.get(url_of(version))
    assert (readings(clerk), readings(delegate)) == (1, 1)
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        client.force_login(clerk)
        client.get(url_of(version))
    assert readings(clerk) == 2


def test_what_sends_nothing_records_nothing(
    client: Client, version: Version, clerk: User, delegate: User, grants: dict[int, Access]
) -> None:
    grants[clerk.pk] = Access.RECORDED
    client.force_login(clerk)
    refused = client.get(url_of(version), headers={"range": "bytes=9999999-"})
    client.force_login(delegate)
    hidden = client.get(url_of(version))
    assert (refused.status_code, hidden.status_code) == (416, 404)
    assert not Entry.objects.filter(event="document.version_read").exists()


@pytest.mark.django_db(transaction=True)
def test_the_async_server_gets_the_file_piece_by_piece(
    client: Client, version: Version, clerk: User, grants: dict[int, Access]
) -> None:
    grants[clerk.pk] = Access.READ
    browser = AsyncClient()
    browser.force_login(clerk)

    async def read() -> tuple[bool, bytes]:
        response = await browser.get(url_of(version))
        return response.is_async, b"".join([piece async for piece in response])

    is_async, content = async_to_sync(read)()
    assert is_async
    assert len(content) == version.size


def test_without_sign_in_there_is_no_file(client: Client, version: Version) -> None:
    assert client.get(url_of(version)).status_code == 302
