from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from hdnd_portal.audit.models import Entry
from hdnd_portal.legal.models import CalendarDay, RuleOverride
from hdnd_portal.legal.services import save_day, save_override
from sessions.services import planning
from sessions.workflow import SessionKind
from tests.factories import TermFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return UserFactory()


@pytest.fixture
def session(officer):
    term = TermFactory()
    return planning.plan_session(
        term.council,
        term=term,
        kind=SessionKind.REGULAR_END,
        name="Kỳ họp thường lệ cuối năm 2026",
        opening_on=date(2026, 12, 8),
        days=Decimal("2.5"),
        today=date(2026, 10, 1),
        by=officer,
    )


def due(session, step):
    return session.milestones.get(step=step).due_on


def test_new_day_off_moves_the_milestones(session, officer, django_capture_on_commit_callbacks):
    assert due(session, "minutes_up") == date(2026, 12, 21)
    with django_capture_on_commit_callbacks(execute=True):
        save_day(CalendarDay(day=date(2026, 12, 21), kind="off", reason="nghỉ"), by=officer)
    assert due(session, "minutes_up") == date(2026, 12, 22)
    entry = Entry.objects.get(event="session.recounted")
    assert ["2026-12-21", "2026-12-22"] in entry.details["changes"].values()


def test_rule_of_the_council_moves_its_milestones(
    session, officer, django_capture_on_commit_callbacks
):
    own = RuleOverride(
        council=session.council, key="session.docs", value="7", unit="day",
        valid_from=date(2026, 1, 1), source="Quy chế làm việc, Điều 9",
    )  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        save_override(own, by=officer)
    assert due(session, "documents") == date(2026, 12, 1)
    explanation = session.milestones.get(step="documents").explanation
    assert explanation["source"] == "Quy chế làm việc, Điều 9"


def test_milestone_that_is_done_keeps_its_day(session, officer):
    milestone = session.milestones.get(step="minutes_up")
    milestone.done_on = date(2026, 12, 18)
    milestone.save(update_fields=["done_on"])
    CalendarDay.objects.create(day=date(2026, 12, 21), kind="off", reason="nghỉ")
    planning.recount_milestones(None, by=officer)
    assert due(session, "minutes_up") == date(2026, 12, 21)


def test_published_session_is_left_alone(session, officer):
    session.state = "published"
    session.save(update_fields=["state"])
    CalendarDay.objects.create(day=date(2026, 12, 21), kind="off", reason="nghỉ")
    assert planning.recount_milestones(session.council, by=officer) == 0
    assert due(session, "minutes_up") == date(2026, 12, 21)


def test_counting_again_changes_nothing(session, officer):
    CalendarDay.objects.create(day=date(2026, 12, 21), kind="off", reason="nghỉ")
    assert planning.recount_milestones(session.council, by=officer) > 0
    assert planning.recount_milestones(session.council, by=officer) == 0


@pytest.mark.django_db(transaction=True)
def test_day_saved_in_the_admin_names_what_moved_in_the_sessions(client, session):
    """No deadline of the register is open; what moves are the milestones, told by a signal."""
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    before = dict(session.milestones.values_list("step", "due_on"))
    typed = {"day": "21/12/2026", "kind": "off", "reason": "nghỉ bù", "source": "QĐ"}
    page = client.post(reverse("admin:legal_calendarday_add"), typed, follow=True)
    after = dict(session.milestones.values_list("step", "due_on"))
    moved = sum(before[step] != day for step, day in after.items())
    assert moved > 0
    assert f"Đã tính lại {moved} hạn, mốc." in page.content.decode()
