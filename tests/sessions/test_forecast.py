"""When a sitting will end, and how long items took beside what was planned (A18)."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from sessions.forecast import Turn, forecast, usual_minutes
from sessions.item_times import item_times, sitting_forecast, usual
from sessions.models import Proceeding, Sitting
from sessions.schedule import VIETNAM
from tests.factories import AgendaItemFactory, CouncilSessionFactory, UserFactory

EIGHT = datetime(2026, 12, 8, 8, tzinfo=VIETNAM)
NOON = EIGHT.replace(hour=11, minute=30)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("turns", "late", "unknown"),
    [
        ([], -60, 0),
        ([Turn("report", 85, 0, False)], 25, 0),
        ([Turn("report", 40, 30, True), Turn("report", 50, 0, False)], 0, 0),
        ([Turn("report", 20, 90, True)], -60, 0),  # past its minutes: it ends any moment
        ([Turn("report", 45, 10, False)], -60, 0),  # it had its turn
        ([Turn("resolution", None, 0, False)], -30, 0),  # as such items usually take
        ([Turn("other", None, 0, False)], -60, 1),
    ],
)
def test_the_end_is_counted_from_what_is_left(turns, late, unknown):
    made = forecast(NOON - 60 * MINUTE, NOON, turns, {"resolution": 30})
    assert (made.late, made.unknown) == (late, unknown)
    assert made.spare == max(-late, 0)


def test_usual_is_the_median_of_at_least_three():
    past = [("report", 10.0), ("report", 14.0), ("report", 90.0), ("resolution", 25.0)]
    assert usual_minutes(past) == {"report": 14}


@pytest.fixture
def session(db):
    return CouncilSessionFactory(state="open", opening_on=date(2026, 12, 8))


@pytest.fixture
def officer(session):
    return UserFactory(role=Role.OFFICER.value, role__council=session.council)


def held(session, starts_at=EIGHT, closed_at=None):
    return Sitting.objects.create(
        session=session, ordinal=1, starts_at=starts_at, ends_at=NOON,
        opened_at=starts_at, closed_at=closed_at,
    )  # fmt: skip


def step(session, item, officer, starts_at, minutes, phase="present"):
    ends_at = starts_at + minutes * MINUTE if minutes else None
    return Proceeding.objects.create(
        session=session, item=item, kind="item", phase=phase, starts_at=starts_at,
        ends_at=ends_at, recorded_by=officer,
    )  # fmt: skip


def test_report_and_forecast_read_the_course(session, officer):
    sitting = held(session)
    fields = {"session": session, "sitting": sitting, "kind": "report", "state": "sent"}
    first, second, third = (
        AgendaItemFactory(planned_minutes=minutes, **fields) for minutes in (20, 60, 150)
    )
    step(session, first, officer, EIGHT, 10)
    step(session, first, officer, EIGHT + 10 * MINUTE, 25, "discuss")
    step(session, second, officer, EIGHT + 35 * MINUTE, None)

    now = EIGHT + 50 * MINUTE
    course = session.proceedings.select_related("item")
    assert [(one.item, one.used, one.over) for one in item_times(course, now)] == [
        (first, 35, 15), (second, 15, -45),
    ]  # fmt: skip
    made = sitting_forecast(session, [first, second, third], (second.pk, None), now)
    # 50 minutes have gone, 45 are left of the second, 150 of the third; 210 were planned.
    assert made.late == 35


def test_nothing_is_forecast_while_no_half_day_is_held(session, officer):
    held(session, closed_at=NOON)
    assert sitting_forecast(session, [], (None, None), NOON) is None


def test_usual_minutes_come_from_earlier_sessions_alone(session, officer):
    before = CouncilSessionFactory(
        council=session.council, term=session.term, opening_on=date(2026, 7, 14), ordinal=2
    )
    for host in (before, session):
        for minutes in (10, 12, 14) if host == before else (50, 50, 50):
            item = AgendaItemFactory(session=host, kind="report")
            step(host, item, officer, EIGHT + timedelta(hours=item.position), minutes)
    assert usual(session) == {"report": 12}


def test_console_and_course_show_it(client, session, officer):
    sitting = held(session)
    item = AgendaItemFactory(
        session=session, sitting=sitting, planned_minutes=5, kind="report", state="sent"
    )
    step(session, item, officer, EIGHT, None)
    client.force_login(officer)
    kwargs = {"session": session.pk}

    console = client.get(reverse("sessions:console", kwargs=kwargs)).content.decode()
    assert "so với chương trình" in console or "Còn dư" in console
    course = client.get(reverse("sessions:course", kwargs=kwargs)).content.decode()
    assert "Thời gian theo nội dung" in course
