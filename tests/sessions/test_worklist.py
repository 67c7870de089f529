from datetime import date

import pytest
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from hdnd_portal.worklist.registry import tasks_for
from sessions.models import Milestone
from tests.route_cases import World
from tests.sessions.route_cases import absence, frozen, plain

TODAY = date(2026, 11, 24)


def milestone(session, step, owner):
    return Milestone.objects.create(
        session=session,
        step=step,
        name=step,
        anchor="opening",
        owner=owner,
        due_on=date(2026, 12, 3),
    )


@pytest.fixture
def world(db):
    return World()


def test_an_officer_does_what_is_the_offices_and_watches_the_rest(world):
    session = plain(world)
    milestone(session, "documents", "office")
    milestone(session, "ban_meeting", "committee")

    tasks = tasks_for(world.user(Role.OFFICER), TODAY)

    assert {task.record and task.what: str(task.waiting_for) for task in tasks} == {
        "documents": "",
        "ban_meeting": "Ban thẩm tra",
    }


def test_a_milestone_given_to_a_colleague_is_only_watched(world):
    row = milestone(plain(world), "documents", "office")
    row.owner_user = world.user(Role.CLERK)
    row.save()

    (task,) = tasks_for(world.user(Role.OFFICER), TODAY)
    (own,) = tasks_for(world.user(Role.CLERK), TODAY)

    assert task.waiting_for == str(world.user(Role.CLERK))
    assert own.waiting_for == ""


def test_a_settled_session_asks_nothing(world):
    milestone(plain(world, state="closed"), "documents", "office")

    assert tasks_for(world.user(Role.OFFICER), TODAY) == []


def test_the_chair_is_asked_about_absence(world):
    asked = absence(world)

    keys = {task.key for task in tasks_for(world.user(Role.CHAIR), TODAY)}
    assert f"absence:{asked.pk}" in keys


def test_a_delegate_opens_with_the_next_session_and_what_is_unread(world, client):
    frozen(world)
    client.force_login(world.user(Role.DELEGATE))

    page = client.get(reverse("home")).content.decode()

    assert "Kỳ họp thường lệ cuối năm 2026" in page
    assert "Đã đọc <strong>0/1</strong> tài liệu" in page
