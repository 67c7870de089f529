"""A sitting in browsers: what the operator does is on the board and at every seat within a second,
a lost channel is said and recovers, and all of it works by plain forms.
"""

from __future__ import annotations

import json
import socket
import time
from typing import Any

import pytest

from tests.browser.people import PHONE, TABLET, People
from tests.browser.portal import Portal

SECOND_MS = 1000
STREAMS = 300
SITTING = """
import json
from datetime import timedelta
from django.utils import timezone
from hdnd_portal.accounts.models import User
from sessions.models import AgendaItem, CouncilSession, Sitting
from sessions.observing import observer_path

officer = User.objects.get(username="chuyenvien")
like = CouncilSession.objects.get(name="Kỳ họp thường lệ cuối năm 2026")
now, today = timezone.now(), timezone.localdate()
session = CouncilSession.objects.create(
    council=like.council, term=like.term, kind="thematic", name="Kỳ họp chuyên đề, NAME",
    opening_on=today, closing_on=today, days=1, state="open", regime=like.regime,
    created_by=officer,
)
Sitting.objects.create(
    session=session, ordinal=1, starts_at=now, ends_at=now + timedelta(hours=3), opened_at=now
)
for number, title in enumerate(["Thông qua chương trình", "Bầu thư ký", "Họp kín về nhân sự"], 1):
    AgendaItem.objects.create(
        session=session, position=number, title=title, kind="procedure", is_closed=number == 3
    )
print(json.dumps({"session": session.pk, "observe": observer_path(session)}))
"""


@pytest.fixture(scope="module")
def sitting(portal: Portal) -> dict[str, Any]:
    """A session that sits now."""
    script = SITTING.replace("NAME", "kênh trực tiếp")
    found: dict[str, Any] = json.loads(portal.manage("shell", "-v", "0", "-c", script))
    return found


def sign_says(page: Any, words: str, milliseconds: int) -> None:
    """The sign of the connection shows the words in time."""
    page.locator("[data-live-words]", has_text=words).first.wait_for(timeout=milliseconds)


def test_change_at_the_console_is_on_every_screen_within_a_second(people: People, sitting):
    officer = people.one("chuyenvien")
    delegate = people.one("daibieu", size=TABLET)
    observer = people.visitor(size=PHONE)
    at = f"/ky-hop/{sitting['session']}"
    delegate.open(f"{at}/phien-hop/")
    observer.open(sitting["observe"])
    for page in (delegate.page, observer.page):
        sign_says(page, "Trực tiếp", 15_000)
    delegate.page.fill("input[name=topic]", "Đang gõ dở")
    officer.open(f"{at}/dieu-hanh-phien/")
    officer.press("Bắt đầu nội dung")
    for page in (delegate.page, observer.page):
        now = page.locator("[data-part=now]", has_text="Thông qua chương trình")
        now.wait_for(timeout=SECOND_MS)
    assert delegate.page.input_value("input[name=topic]") == "Đang gõ dở"
    officer.look()
    observer.look()
    observer.context.close()


def test_call_of_a_voter_is_before_the_chair_within_a_second(people: People, sitting):
    clerk, chair = people.one("vanthu"), people.one("chutich", size=TABLET)
    page = f"/ky-hop/{sitting['session']}/duong-day-nong/"
    chair.open(page)
    sign_says(chair.page, "Trực tiếp", 15_000)
    clerk.open(page)
    clerk.page.fill("textarea[name=gist]", "Đường vào xóm ngập")
    clerk.page.fill("input[name=topic]", "Giao thông")
    clerk.page.fill("input[name=caller_phone]", "0900 000 007")
    clerk.press("Ghi ý kiến")
    calls = chair.page.locator("[data-part=calls]", has_text="Đường vào xóm ngập")
    calls.wait_for(timeout=SECOND_MS)
    assert "Giao thông" in chair.page.locator("[data-part=topics]").inner_text()
    assert "0900 000 007" not in chair.page.content()
    chair.look()
    clerk.look()


def test_lost_channel_is_said_and_recovers(people: People, portal: Portal, sitting):
    officer = people.one("chuyenvien")
    observer = people.visitor()
    observer.open(sitting["observe"])
    sign_says(observer.page, "Trực tiếp", 15_000)
    portal.valkey.stop()
    try:
        sign_says(observer.page, "Số liệu lúc", 15_000)
        # Pages go on, and the board asks for itself.
        officer.open(f"/ky-hop/{sitting['session']}/dieu-hanh-phien/")
        officer.press("Giải lao")
        observer.page.locator("[data-part=now]", has_text="Giải lao").wait_for(timeout=15_000)
        # So does signing in, which counts attempts in the cache.
        people.one("daibieu", scripts=False)
    finally:
        portal.valkey.start()
    sign_says(observer.page, "Trực tiếp", 30_000)
    observer.context.close()


def test_sitting_by_plain_forms(people: People, sitting):
    at = f"/ky-hop/{sitting['session']}"
    delegate = people.one("daibieu", scripts=False)
    delegate.open(f"{at}/phien-hop/")
    delegate.press("Tôi có mặt")
    delegate.page.fill("input[name=topic]", "Giá đất")
    delegate.press("Đăng ký phát biểu")
    officer = people.one("chuyenvien", scripts=False)
    officer.open(f"{at}/dieu-hanh-phien/")
    officer.press("Mời")
    officer.page.fill("textarea[name=text]", "Đại biểu chụp ảnh tại sảnh")
    officer.press("Ghi diễn biến")
    delegate.open(f"{at}/phien-hop/")
    text = delegate.text()
    assert "Đại biểu chụp ảnh tại sảnh" in text
    assert "Được mời" in text


def test_open_streams_take_no_connection_of_the_database(portal: Portal, people: People, sitting):
    """Three hundred screens, and pages answer: the pools of the web server have twenty places."""
    streams = []
    try:
        for _number in range(STREAMS):
            stream = socket.create_connection(("127.0.0.1", portal.port), timeout=30)
            path = f"{sitting['observe']}truc-tiep/"
            stream.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{portal.port}\r\n\r\n".encode())
            streams.append(stream)
        for stream in streams:
            assert b"200" in stream.recv(4096)
        officer = people.one("chuyenvien")
        started = time.monotonic()
        for _number in range(10):
            assert officer.status("/ky-hop/") == 200
        assert time.monotonic() - started < 20
        assert portal.health()[0] == 200
        held = portal.one(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'hdnd_portal'"
        )
        assert held < STREAMS / 4
    finally:
        for stream in streams:
            stream.close()
