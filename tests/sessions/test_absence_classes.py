"""Which absences count as justified: data of the register, shown to the chair."""

from datetime import date

import pytest
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from hdnd_portal.legal.models import RuleOverride
from sessions.absence_classes import absence_classes
from sessions.services import absences
from tests.route_cases import World
from tests.sessions.route_cases import absence


@pytest.fixture
def world(db):
    return World()


def page_of(world, asked, client):
    client.force_login(world.user(Role.CHAIR))
    url = reverse("sessions:absences", kwargs={"session": asked.session_id})
    return client.get(url).content.decode()


def refuse_health(world):
    RuleOverride.objects.create(
        council=world.council,
        key="absence.justified.health",
        value="0",
        unit="switch",
        valid_from=date(2026, 1, 1),
        source="Quy chế làm việc",
        mark="F",
    )


def test_each_reason_has_its_class(world):
    classes = absence_classes(absence(world).session)

    assert {reason: found.is_justified for reason, found in classes.items()} == {
        "health": True,
        "duty": True,
        "study": True,
        "family": True,
        "other": False,
    }


def test_the_chair_sees_what_the_request_counts_as(world, client):
    asked = absence(world)
    assert "Loại lý do này được tính là có lý do chính đáng" in page_of(world, asked, client)

    refuse_health(world)
    assert "Loại lý do này không được tính" in page_of(world, asked, client)


@pytest.mark.parametrize(
    ("accept", "by_rule", "words"),
    [
        (True, True, "Vắng có lý do"),
        (True, False, "Vắng không lý do"),
        (False, True, "Vắng không lý do"),
    ],
)
def test_a_decided_absence_shows_what_it_counts_as(world, client, accept, by_rule, words):
    asked = absence(world)
    if not by_rule:
        refuse_health(world)
    absences.decide_absence(asked, accept=accept, note="Đã xem xét", by=world.user(Role.CHAIR))

    page = page_of(world, asked, client)

    assert [w for w in ("Vắng có lý do", "Vắng không lý do") if w in page] == [words]
