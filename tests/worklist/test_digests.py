"""The digest: on its morning, once for each person and period, and nothing where nothing is."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hdnd_portal.accounts.roles import Role
from hdnd_portal.commitments.services import following
from hdnd_portal.legal.calendar import WorkCalendar
from hdnd_portal.notices import changes, followed
from hdnd_portal.notices.models import Delivery
from hdnd_portal.worklist import digests, registry
from hdnd_portal.worklist.frequencies import DEFAULTS, Frequency, default_for, is_due
from hdnd_portal.worklist.models import Digest
from hdnd_portal.worklist.registry import Bucket, Task
from tests.factories import CommitmentFactory, UserFactory
from tests.racing import at_once

pytestmark = pytest.mark.django_db
# A Monday.
MORNING = datetime.fromisoformat("2026-12-07T07:10:00+07:00")
LONG_AGO = datetime.fromisoformat("2026-06-01T08:00:00+07:00")


@pytest.fixture
def now(time_machine):
    """The morning, which a test may move."""
    time_machine.move_to(MORNING, tick=False)
    return time_machine


@pytest.fixture
def leader(council):
    """The chair, long in office."""
    return UserFactory(
        role="chair", role__council=council, email="chu@example.vn", date_joined=LONG_AGO
    )


@pytest.fixture
def late(council):
    """A commitment long overdue."""
    return CommitmentFactory(
        council=council, text="Sửa cầu", made_on=date(2026, 9, 1), due_on=date(2026, 11, 2)
    )


def sent():
    return Delivery.objects.filter(event=digests.EVENT)


@pytest.mark.parametrize(
    ("frequency", "day", "due"),
    [
        ("daily", "2026-12-04", True),
        ("daily", "2026-12-05", False),  # Saturday
        ("weekly", "2026-12-07", True),
        ("weekly", "2026-12-09", True),  # nothing ran since Monday
        ("weekly", "2026-12-06", False),
        ("monthly", "2026-11-01", False),  # Sunday
        ("monthly", "2026-11-02", True),
        ("weekly", "2026-04-27", False),  # Hùng Kings' day, kept on Monday
        ("weekly", "2026-04-28", True),
        ("none", "2026-12-07", False),
    ],
)
def test_digest_is_due_from_the_first_working_day_of_its_period(frequency, day, due):
    on, joined = date.fromisoformat(day), date(2026, 1, 1)
    found = is_due(Frequency(frequency), on, calendar=WorkCalendar(), chosen_on=joined)
    assert found is due


def test_who_chose_within_the_period_waits_for_the_next():
    asked = {"calendar": WorkCalendar(), "chosen_on": date(2026, 12, 8)}
    assert not is_due(Frequency.WEEKLY, date(2026, 12, 9), **asked)
    assert is_due(Frequency.WEEKLY, date(2026, 12, 14), **asked)


def test_every_role_has_its_default():
    assert set(DEFAULTS) == set(Role)
    assert default_for([Role.DELEGATE, Role.OFFICER]) is Frequency.DAILY
    assert default_for([]) is Frequency.NONE


def test_digest_tells_what_changed_and_what_is_counted(now, council, leader, late, settings):
    settings.PORTAL_URL = "https://hdnd.example.vn"
    now.move_to(MORNING - timedelta(days=2), tick=False)
    leader.last_login = timezone.now()
    leader.save()
    officer = UserFactory(role="officer", role__council=council, email="", date_joined=LONG_AGO)
    followed.follow(leader, late)
    now.move_to(MORNING - timedelta(days=1), tick=False)
    following.move_due(late, due_on=date(2026, 12, 1), reason="Chờ vốn", by=officer)
    changes.gather()
    now.move_to(MORNING, tick=False)

    assert digests.send_due(now=timezone.now()) == 1
    letter = sent().get()
    assert letter.subject == "Bản tin ngày 07/12/2026: 1 việc có thay đổi"
    assert "– Sửa cầu\n  07:10 06/12/2026: đổi hạn từ 02/11/2026 thành 01/12/2026" in letter.body
    assert "– Kiến nghị, cam kết quá hạn: 1\n  https://hdnd.example.vn/kien-nghi/?due=overdue" in (
        letter.body
    )
    assert "Chờ vốn" not in letter.body
    assert letter.is_private
    assert letter.unsubscribe in letter.body
    assert digests.send_due(now=timezone.now()) == 0


def test_what_may_be_seen_no_longer_is_no_news(now, leader, late, other_council):
    gone = CommitmentFactory(council=other_council, text="Việc tỉnh khác")
    followed.follow(leader, gone)
    following.close(gone, reason="Xong", by=UserFactory())
    changes.gather()
    contents = digests.contents_for(leader, on=date(2026, 12, 7), since=MORNING - timedelta(days=1))
    assert contents.news == []


def test_overdue_stands_first_and_what_is_protected_is_a_task_and_no_more(now, leader, monkeypatch):
    on = date(2026, 12, 7)
    rows = [
        Task("a:1", "Gửi đề án", "Nhân sự mật", "/mat/", due_on=on, is_protected=True),
        Task("b:2", "Báo cáo", "Sửa cầu", "/b/", due_on=date(2026, 12, 1)),
    ]
    monkeypatch.setattr(registry, "_providers", [lambda user, on: rows])
    contents = digests.contents_for(leader, on=on, since=MORNING)
    text = digests.text_of(contents)
    assert contents.tasks[Bucket.OVERDUE] == [rows[1]]
    assert text.index("VIỆC QUÁ HẠN (1)\n– Báo cáo: Sửa cầu. Hạn: 01/12/2026") < text.index(
        "VIỆC HÔM NAY (1)\n– Việc có nội dung bảo mật. Hạn: 07/12/2026"
    )
    assert "Nhân sự mật" not in text
    assert "/mat/" not in text


def test_empty_digest_is_not_sent_and_the_period_is_done(now, leader):
    assert digests.send_due(now=timezone.now()) == 0
    assert not sent().exists()
    assert Digest.objects.get().is_empty


@pytest.mark.django_db(transaction=True)
def test_two_workers_make_a_digest_once(now, leader, late):
    at_once(
        Digest,
        lambda: digests.send_due(now=MORNING),
        lambda: digests.send_due(now=MORNING),
        refused=(),
    )
    assert sent().count() == 1
    assert Digest.objects.count() == 1


def test_one_who_fails_keeps_nobody_from_the_digest(now, council, leader, late, monkeypatch):
    UserFactory(role="chair", role__council=council, email="hai@example.vn", date_joined=LONG_AGO)
    real = registry.tasks_for

    def failing(user, on):
        if user == leader:
            raise RuntimeError
        return real(user, on)

    monkeypatch.setattr(registry, "tasks_for", failing)
    assert digests.send_due(now=timezone.now()) == 1
    assert sent().get().address == "hai@example.vn"
    assert not Digest.objects.filter(user=leader).exists()


def test_digest_is_chosen_shown_and_stopped(client, now, leader, late):
    client.force_login(leader)
    page = client.get(reverse("digest"))
    assert page.context["form"].initial == {"frequency": "weekly"}
    client.post(reverse("digest"), {"frequency": "monthly"})
    assert digests.frequency_of(leader) is Frequency.MONTHLY

    shown = client.get(reverse("digest_preview"))
    now.move_to("2027-01-04T07:10:00+07:00", tick=False)
    assert "Kiến nghị, cam kết quá hạn: 1" in shown.context["text"]

    anybody = Client(enforce_csrf_checks=True)
    path = digests.stop_path(leader)
    assert anybody.get(path).status_code == 200
    assert digests.frequency_of(leader) is Frequency.MONTHLY
    assert anybody.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert digests.frequency_of(leader) is Frequency.NONE


def test_preview_is_the_letter(client, now, leader, late):
    assert digests.send_due(now=timezone.now()) == 1
    client.force_login(leader)
    text = client.get(reverse("digest_preview")).context["text"]
    assert text == sent().get().body


@pytest.mark.parametrize("count", [1, 3])
def test_digest_costs_the_same_however_much_is_followed(
    now, council, leader, count, django_assert_num_queries
):
    officer = UserFactory()
    for _each in range(count):
        row = CommitmentFactory(council=council)
        followed.follow(leader, row)
        following.close(row, reason="Xong", by=officer)
    changes.gather()
    leader = type(leader).objects.get(pk=leader.pk)
    since = MORNING - timedelta(days=1)
    digests.contents_for(leader, on=date(2026, 12, 7), since=since)
    with django_assert_num_queries(18):
        contents = digests.contents_for(leader, on=date(2026, 12, 7), since=since)
    assert len(contents.news) == count
