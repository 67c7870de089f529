"""The pages on which absences are asked for and decided."""

import pytest
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from tests.factories import SittingFactory
from tests.route_cases import World
from tests.sessions import route_cases

pytestmark = pytest.mark.django_db


def test_an_absence_until_a_sitting_is_not_shown_as_the_whole_session(client):
    world = World()
    asked = route_cases.absence(world)
    asked.to_sitting = SittingFactory(session=asked.session)
    asked.save()
    client.force_login(world.user(Role.CHAIR))

    page = client.get(reverse("sessions:absences", kwargs={"session": asked.session_id}))

    assert "từ đầu kỳ họp" in page.content.decode()
    assert "Cả kỳ họp" not in page.content.decode()
