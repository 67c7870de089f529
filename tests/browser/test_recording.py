"""Two phones at one meeting, without network, with lost answers, signed out, and too late."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, Route, expect

from hdnd_portal.accounts.models import User
from tests.browser.people import PHONE
from tests.voters.records import Held
from voters.models import Opinion
from voters.services import records

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE_MS = 20_000


def sign_in(context: BrowserContext, address: str, user: User) -> None:
    """The browser has a session of the user."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": address}])


def phone(context: BrowserContext, address: str, held: Held, user: User) -> Page:
    """The page of recording, ready for the time without network."""
    expect.set_options(timeout=PATIENCE_MS)
    context.set_default_timeout(PATIENCE_MS)
    sign_in(context, address, user)
    page = context.new_page()
    page.set_viewport_size(PHONE)
    page.goto(address + reverse("voters:record_opinions", args=[held.meeting.pk]))
    page.locator("[data-recording][data-kept=true]").wait_for()
    return page


def write(page: Page, text: str) -> None:
    """One opinion; the empty form is there again afterwards."""
    page.get_by_label("Cử tri nói gì").fill(text)
    page.get_by_role("button", name="Ghi ý kiến").click()
    expect(page.get_by_label("Cử tri nói gì")).to_have_value("")


def waits(page: Page, count: int) -> None:
    """So many are kept on the device."""
    lines = page.locator("[data-recording-waiting] li")
    expect(lines).to_have_count(count)


def texts() -> list[str]:
    """What the server has, in the order of its numbers."""
    rows = Opinion.objects.order_by("number").values_list("number", "text")
    assert [number for number, _text in rows] == list(range(1, len(rows) + 1))
    return [text for _number, text in rows]


def test_two_phones_without_network_lose_nothing_and_double_nothing(browser, live_server):
    held = Held()
    first, second = browser.new_context(), browser.new_context()
    one = phone(first, live_server.url, held, held.delegate)
    two = phone(second, live_server.url, held, held.officer)
    for context in (first, second):
        context.set_offline(True)
    # The page opens again though there is no network, and what was written outlives it.
    write(one, "một: đường hỏng")
    one.reload()
    expect(one.get_by_role("heading", level=1)).to_contain_text("Ghi ý kiến")
    expect(one.get_by_text("Mất mạng: ý kiến được giữ trên máy này")).to_be_visible()
    waits(one, 1)
    write(one, "một: cầu hỏng")
    write(two, "hai: thiếu nước")
    waits(one, 2)
    assert texts() == []

    # The server takes the batch, and its answer never arrives.
    lost: list[int] = []

    def lose_the_first(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    first.route("**/gui/", lose_the_first)
    first.set_offline(False)
    waits(one, 0)
    second.set_offline(False)
    waits(two, 0)
    assert lost == [200]
    assert texts() == ["một: đường hỏng", "một: cầu hỏng", "hai: thiếu nước"]

    # Signed meanwhile: the words stay on the phone, which says what to do; then they arrive.
    first.set_offline(True)
    write(one, "một: gửi muộn")
    held.write()
    records.sign_record(held.meeting, by=held.officer)
    first.set_offline(False)
    expect(one.locator(".recording-why")).to_contain_text("đề nghị Văn phòng mở lại biên bản")
    waits(one, 1)
    records.reopen_record(held.meeting, reason="Bổ sung ý kiến", by=held.officer)
    one.get_by_role("button", name="Gửi lại").click()
    waits(one, 0)

    # The session has ended: said, kept, and sent after the sign-in.
    second.set_offline(True)
    write(two, "hai: sau khi hết phiên")
    second.clear_cookies()
    second.set_offline(False)
    expect(two.get_by_role("alert")).to_contain_text("Phiên làm việc đã hết")
    waits(two, 1)
    # Somebody else signs in on this phone: nothing is sent under another name.
    sign_in(second, live_server.url, held.delegate)
    two.reload()
    expect(two.locator("[data-recording-waiting-title]")).to_contain_text("của tài khoản khác")
    assert len(texts()) == 4
    sign_in(second, live_server.url, held.officer)
    two.reload()
    expect(two.locator("[data-recording-waiting]")).to_be_hidden()
    expect(two.locator("[data-recording-count]")).to_have_text(re.compile("5 ý kiến"))
    assert texts()[3:] == ["một: gửi muộn", "hai: sau khi hết phiên"]
    assert Opinion.objects.get(number=5).recorded_by == held.officer
    for context in (first, second):
        context.close()
