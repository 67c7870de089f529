"""The calendar feed: one signed address per person, stable entries, nothing protected."""

from __future__ import annotations

import threading
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.urls import reverse
from icalendar import Calendar

from hdnd_portal.worklist import calendar as sources
from hdnd_portal.worklist import feeds, registry
from hdnd_portal.worklist.models import CalendarFeed
from hdnd_portal.worklist.registry import Task
from sessions.models import CouncilSession, Sitting
from tests.factories import (
    AgendaItemFactory,
    CouncilSessionFactory,
    SittingFactory,
    UserFactory,
)
from tests.sessions.groups import STARTS, account_of, arranged

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime.fromisoformat("2026-12-01T08:00:00+07:00")


def address_of(user):
    """The path of the user's feed."""
    feed = feeds.renew(user)
    return reverse("calendar_feed", kwargs={"token": feeds.token_of(feed)})


def entries(response):
    """The events of the answer by UID, read again by a parser."""
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    found = Calendar.from_ical(response.content)
    assert str(found["VERSION"]) == "2.0"
    return {str(event["UID"]): event for event in found.walk("VEVENT")}


@pytest.fixture
def now(time_machine):
    """A morning a week before the session."""
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def delegate(db):
    """A delegate whose council has a session with one sitting and one open item."""
    session = CouncilSessionFactory(place="Hội trường tỉnh", state="convened")
    sitting = SittingFactory(session=session)
    AgendaItemFactory(session=session, sitting=sitting, title="Dự toán ngân sách", number="1")
    user = UserFactory(role="delegate", role__council=session.council)
    user.sitting = sitting
    return user


def test_feed_is_read_without_signing_in_in_vietnamese_time(client, delegate, now):
    found = entries(client.get(address_of(delegate)))
    event = found[f"sitting-{delegate.sitting.pk}@127.0.0.1"]
    assert event.decoded("dtstart") == datetime(2026, 12, 8, 8, tzinfo=VIETNAM)
    assert event["DTSTART"].params["TZID"] == "Asia/Ho_Chi_Minh"
    assert event.decoded("dtend") == datetime(2026, 12, 8, 11, 30, tzinfo=VIETNAM)
    assert str(event["SUMMARY"]) == "Kỳ họp thường lệ cuối năm 2026: phiên sáng"
    assert str(event["DESCRIPTION"]) == "1 Dự toán ngân sách"
    assert str(event["LOCATION"]) == "Hội trường tỉnh"
    assert event.decoded("sequence") == 0
    zones = Calendar.from_ical(client.get(address_of(delegate)).content).walk("VTIMEZONE")
    assert [str(zone["TZID"]) for zone in zones] == ["Asia/Ho_Chi_Minh"]


def test_closed_sitting_says_no_more_than_that(client, delegate, now):
    delegate.sitting.items.update(is_closed=True, title="Nhân sự mật")
    response = client.get(address_of(delegate))
    [event] = entries(response).values()
    assert str(event["SUMMARY"]) == "Phiên họp kín"
    assert "DESCRIPTION" not in event
    assert "Nhân sự mật" not in response.content.decode().replace("\r\n ", "")
    AgendaItemFactory(
        session=delegate.sitting.session, sitting=delegate.sitting, title="Ngân sách", number="2"
    )
    [event] = entries(client.get(address_of(delegate))).values()
    assert str(event["DESCRIPTION"]) == "Nội dung họp kín\n2 Ngân sách"


@pytest.mark.django_db
def test_group_discussion_is_in_the_calendar_of_its_members_alone(client, now):
    sitting, seats, _report = arranged(None, "Lê Văn Một", "Phạm Thị Hai", is_closed=True)
    member = account_of(seats[0])
    other = UserFactory(role="delegate", role__council=sitting.session.council)
    uid = f"group_sitting-{sitting.pk}@127.0.0.1"
    event = entries(client.get(address_of(member)))[uid]
    assert event.decoded("dtstart") == STARTS
    assert str(event["LOCATION"]) == "Phòng họp số 1"
    assert uid not in entries(client.get(address_of(other)))


@pytest.mark.django_db
def test_own_deadlines_are_whole_days_and_protected_ones_are_not_named(client, now, monkeypatch):
    tasks = [
        Task("a:1", "Gửi báo cáo", "Hồ sơ", "/a/", due_on=date(2026, 12, 4)),
        Task("b:2", "Gửi đề án nhân sự", "Mật", "/b/", due_on=date(2026, 12, 5), is_protected=True),
        Task("c:3", "Chờ người khác", "Hồ sơ", "/c/", due_on=date(2026, 12, 5), waiting_for="Sở"),
        Task("d:4", "Không có hạn", "Hồ sơ", "/d/"),
    ]
    monkeypatch.setattr(registry, "_providers", [lambda user, on: tasks])
    response = client.get(address_of(UserFactory()))
    found = entries(response)
    assert set(found) == {"task-a-1@127.0.0.1", "task-b-2@127.0.0.1"}
    event = found["task-a-1@127.0.0.1"]
    assert event.decoded("dtstart") == date(2026, 12, 4)
    assert event.decoded("dtend") == date(2026, 12, 5)
    assert str(event["SUMMARY"]) == "Hạn: Gửi báo cáo"
    assert str(found["task-b-2@127.0.0.1"]["SUMMARY"]) == "Hạn: Việc có nội dung bảo mật"
    assert "nhân sự" not in response.content.decode()


def test_change_raises_the_sequence_and_nothing_else_does(client, delegate, now):
    address = address_of(delegate)
    uid = f"sitting-{delegate.sitting.pk}@127.0.0.1"
    first = client.get(address)
    tag = first["ETag"]
    now.move_to(NOW + timedelta(days=1), tick=False)
    again = client.get(address)
    assert (again.content, again["ETag"]) == (first.content, tag)
    same = client.get(address, HTTP_IF_NONE_MATCH=tag)
    assert (same.status_code, same.content) == (304, b"")
    Sitting.objects.filter(pk=delegate.sitting.pk).update(
        starts_at=datetime(2026, 12, 8, 9, tzinfo=VIETNAM)
    )
    changed = client.get(address, HTTP_IF_NONE_MATCH=tag)
    event = entries(changed)[uid]
    assert event.decoded("sequence") == 1
    assert event.decoded("last-modified") == NOW + timedelta(days=1)
    assert changed["ETag"] != tag
    # Taken out and put in again: still newer than what programs hold.
    CouncilSession.objects.update(closing_on="2026-01-01", opening_on="2025-12-30")
    assert entries(client.get(address)) == {}
    CouncilSession.objects.update(opening_on="2026-12-08", closing_on="2026-12-10")
    assert entries(client.get(address))[uid].decoded("sequence") == 1


def test_postponed_session_is_cancelled_in_the_calendar(client, delegate, now):
    address = address_of(delegate)
    CouncilSession.objects.update(state="agreed")
    [event] = entries(client.get(address)).values()
    assert str(event["STATUS"]) == "TENTATIVE"
    CouncilSession.objects.update(state="postponed")
    [event] = entries(client.get(address)).values()
    assert (str(event["STATUS"]), event.decoded("sequence")) == ("CANCELLED", 1)


def test_renewed_closed_forged_and_inactive_addresses_open_nothing(client, delegate, now):
    first = address_of(delegate)
    assert client.get(first).status_code == 200
    second = address_of(delegate)
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)
    forged = second.replace("1.2~", "1.3~") if "1.2~" in second else f"{second[:-5]}x.ics"
    assert client.get(forged).status_code == 404
    feeds.close(delegate)
    assert client.get(second).status_code == 404
    third = address_of(delegate)
    assert client.get(third).status_code == 200
    delegate.is_active = False
    delegate.save()
    assert client.get(third).status_code == 404


def test_page_gives_renews_and_closes_the_address(client, delegate, now):
    client.force_login(delegate)
    page = reverse("calendar")
    assert client.get(page).context["address"] == ""
    client.post(reverse("renew_calendar"))
    address = client.get(page).context["address"]
    assert client.get(address.removeprefix("http://127.0.0.1:8000")).status_code == 200
    client.post(reverse("renew_calendar"))
    assert client.get(page).context["address"] != address
    client.post(reverse("close_calendar"))
    assert client.get(page).context["address"] == ""


@pytest.mark.parametrize("count", [1, 3])
def test_feed_asks_little_whatever_the_rows(
    client, delegate, now, django_assert_max_num_queries, count
):
    session = delegate.sitting.session
    for number in range(count):
        SittingFactory(
            session=session,
            starts_at=datetime(2026, 12, 9 + number, 8, tzinfo=VIETNAM),
            ends_at=datetime(2026, 12, 9 + number, 11, tzinfo=VIETNAM),
        )
    address = address_of(delegate)
    client.get(address)
    with django_assert_max_num_queries(12):
        client.get(address)


def test_sources_give_each_key_once(delegate):
    keys = [one.key for one in sources.happenings(delegate, date(2026, 12, 1))]
    assert len(keys) == len(set(keys))


@pytest.mark.django_db(transaction=True)
def test_two_programs_at_once_get_the_same_and_the_count_grows_once():
    session = CouncilSessionFactory()
    sitting = SittingFactory(session=session)
    user = UserFactory(role="delegate", role__council=session.council)
    feed = feeds.renew(user)
    feeds.text_of(feed, now=NOW)
    Sitting.objects.filter(pk=sitting.pk).update(ends_at=STARTS)
    start, texts = threading.Barrier(2), []

    def read():
        try:
            start.wait()
            texts.append(feeds.text_of(feed, now=NOW))
        finally:
            connection.close()

    threads = [threading.Thread(target=read) for _n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts[0] == texts[1]
    assert CalendarFeed.objects.get().told[f"sitting:{sitting.pk}"][1] == 1
