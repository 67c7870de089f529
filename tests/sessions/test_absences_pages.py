"""The pages on which absences are asked for and decided."""

import pytest
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from sessions.services import absences
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


def test_a_delegate_changes_an_accepted_request_on_the_page(client):
    world = World()
    asked = route_cases.absence(world)
    absences.decide_absence(asked, accept=True, by=world.user(Role.CHAIR))
    client.force_login(world.user(Role.DELEGATE))
    url = reverse("sessions:ask_absence", kwargs={"session": asked.session_id})

    page = client.get(url)
    assert page.context["form"]["text"].value() == "Ốm"
    client.post(url, {"reason": "duty", "text": "Họp Quốc hội"})

    asked.refresh_from_db()
    assert (asked.state, asked.text) == ("waiting", "Họp Quốc hội")


def test_a_session_that_is_over_shows_no_form(client):
    world = World()
    asked = route_cases.absence(world)
    asked.session.state = "closed"
    asked.session.save()
    client.force_login(world.user(Role.DELEGATE))

    page = client.get(reverse("sessions:ask_absence", kwargs={"session": asked.session_id}))

    assert "Gửi đề nghị" not in page.content.decode()


def test_a_decision_without_yes_or_no_is_answered_in_words(client):
    world = World()
    asked = route_cases.absence(world)
    client.force_login(world.user(Role.CHAIR))
    url = reverse(
        "sessions:decide_absence", kwargs={"session": asked.session_id, "absence": asked.pk}
    )

    page = client.post(url, {"note": "x" * 301, "decision": "accept"}, follow=True)

    assert "Hãy chọn đồng ý hoặc không đồng ý" in page.content.decode()
