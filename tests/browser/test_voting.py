"""Voting in a real browser: by ear and keyboard, under the thumb, and without network."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from hdnd_portal.accounts.models import User
from sessions.models import CastVote, Poll
from tests.browser.people import AXE_OPTIONS, SERIOUS
from tests.sessions.voting import Hall

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 360, "height": 740}
COUNTED = re.compile(r"Đã ghi nhận: Tán thành lúc \d\d:\d\d")


@pytest.fixture
def hall() -> Hall:
    """Three delegates, all present now."""
    made = Hall(seats=3, present=0)
    made.enter(*made.mandates, at=timezone.now() - timedelta(seconds=1))
    return made


def signed_in(context: BrowserContext, address: str, user: User) -> Page:
    """A page of somebody who is signed in."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": address}])
    context.set_default_timeout(20_000)
    # The test server cannot stream: the pages ask, as where the live channel is lost.
    context.route("**/truc-tiep/**", lambda route: route.abort())
    return context.new_page()


def ballot(page: Page, address: str, poll: Poll) -> None:
    """Open the page of the vote."""
    kwargs = {"session": poll.session_id, "poll": poll.pk}
    page.goto(address + reverse("sessions:poll", kwargs=kwargs))


def choose(page: Page, name: str = "Tán thành") -> None:
    """Choose and confirm."""
    page.get_by_role("button", name=name, exact=True).click()
    page.get_by_role("button", name="Xác nhận và gửi").click()


def test_a_blind_delegate_finds_reads_and_votes(context, live_server, hall):
    poll = hall.open()
    page = signed_in(context, live_server.url, hall.delegates[0])
    page.goto(live_server.url + reverse("sessions:polls", kwargs={"session": poll.session_id}))
    page.get_by_role("link", name=poll.title).press("Enter")
    page.wait_for_url("**/bieu-quyet/*/")

    said = page.get_by_role("main").aria_snapshot()

    assert f'heading "{poll.title}" [level=1]' in said
    assert poll.question in said
    assert "status: Chưa được ghi nhận" in said
    buttons = ["Tán thành", "Không tán thành", "Không biểu quyết"]
    assert [said.index(f'button "{name}"') for name in buttons] == sorted(
        said.index(f'button "{name}"') for name in buttons
    )
    # By keyboard alone: to the first answer, then to what confirms it.
    for name in ("Tán thành", "Xác nhận và gửi"):
        target = page.get_by_role("button", name=name, exact=True)
        for _ in range(20):
            page.keyboard.press("Tab")
            if target.evaluate("one => one === document.activeElement"):
                break
        page.keyboard.press("Enter")
    status = page.get_by_role("status").filter(has_text="Đã ghi nhận: Tán thành")
    expect(status).to_have_text(COUNTED)
    expect(status).to_be_focused()
    assert list(CastVote.objects.values_list("choice", flat=True)) == ["for"]


def test_the_answers_lie_under_the_thumb_and_pass_axe(context, live_server, hall):
    poll = hall.open()
    page = signed_in(context, live_server.url, hall.delegates[0])
    page.set_viewport_size(PHONE)
    ballot(page, live_server.url, poll)
    for button in page.locator("[data-vote-choices] button").all():
        box = button.bounding_box()
        assert box["height"] >= 56
        assert box["width"] >= 300
        assert box["y"] > PHONE["height"] * 0.4
        assert box["y"] + box["height"] <= PHONE["height"]
    found = Axe().run(page, options={"runOnly": AXE_OPTIONS["runOnly"]}).response["violations"]
    assert [one["id"] for one in found if one["impact"] in SERIOUS] == []


def test_ten_seconds_without_network_lose_no_vote_and_count_none_twice(context, live_server, hall):
    poll = hall.open()
    page = signed_in(context, live_server.url, hall.delegates[0])
    ballot(page, live_server.url, poll)
    context.set_offline(True)
    choose(page)
    mine = page.locator("[data-vote-mine]")
    expect(mine).to_have_text("Chưa được ghi nhận. Mất kết nối, sẽ tự gửi lại: Tán thành")
    page.wait_for_timeout(10_000)
    assert CastVote.objects.count() == 0
    context.set_offline(False)
    expect(mine).to_have_text(COUNTED)
    assert CastVote.objects.count() == 1


def test_a_lost_answer_of_the_server_is_asked_for_again(context, live_server, hall):
    poll = hall.open()
    page = signed_in(context, live_server.url, hall.delegates[0])
    ballot(page, live_server.url, poll)
    lost = []

    def lose_the_first(route):
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    page.route("**/gui/", lose_the_first)
    choose(page)
    expect(page.locator("[data-vote-mine]")).to_have_text(COUNTED)
    assert lost == [200]
    assert CastVote.objects.get().revision == 1


def test_an_unsent_vote_outlives_the_page(context, live_server, hall):
    poll = hall.open()
    page = signed_in(context, live_server.url, hall.delegates[0])
    ballot(page, live_server.url, poll)
    page.route("**/gui/", lambda route: route.abort())
    choose(page)
    expect(page.locator("[data-vote-mine]")).to_contain_text("Chưa được ghi nhận")
    page.close()
    again = context.new_page()
    ballot(again, live_server.url, poll)
    expect(again.locator("[data-vote-mine]")).to_have_text(COUNTED)


def test_a_vote_after_the_end_says_that_it_is_not_counted(context, live_server, hall):
    poll = hall.open()
    page = signed_in(context, live_server.url, hall.delegates[0])
    page.route("**/trang-thai/", lambda route: route.abort())  # the page has not heard of the end
    ballot(page, live_server.url, poll)
    hall.close(poll)
    choose(page)
    expect(page.locator("[data-vote-mine]")).to_have_text(
        "Chưa được ghi nhận, biểu quyết đã kết thúc."
    )
    assert CastVote.objects.count() == 0


def test_the_ballot_works_without_scripts(browser, live_server, hall):
    poll = hall.open()
    context = browser.new_context(java_script_enabled=False)
    page = signed_in(context, live_server.url, hall.delegates[0])
    ballot(page, live_server.url, poll)
    choose(page, "Không tán thành")
    expect(page.locator("[data-vote-mine]")).to_contain_text("Đã ghi nhận: Không tán thành lúc")
    context.close()
