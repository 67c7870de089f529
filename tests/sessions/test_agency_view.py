"""What an agency sees of a session in which it has one item: its own, not the office's notes."""

from datetime import date

import pytest
from django.urls import reverse

from sessions.models import AgendaItem, ChairDecision, Milestone
from sessions.services import milestones
from tests.factories import MembershipFactory
from tests.sessions import dossiers as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """Two late items of two agencies, each let in by its own decision of the chair."""
    made = make.scene()
    chair = MembershipFactory(body__term=made.session.term).person
    for item, text in ((made.resolution, "Đồng ý bổ sung dự toán"), (made.report, "Việc riêng")):
        decision = ChairDecision.objects.create(
            session=made.session,
            decided_by=chair,
            decided_on=date(2026, 11, 25),
            text=text,
            recorded_by=made.officer,
        )
        AgendaItem.objects.filter(pk=item.pk).update(urgency="late", chair_decision=decision)
    return made


def page(client, user, name, scene):
    client.force_login(user)
    response = client.get(reverse(f"sessions:{name}", kwargs={"session": scene.session.pk}))
    assert response.status_code == 200
    return response.content.decode()


def test_an_agency_reads_the_decision_on_its_own_item_only(client, scene):
    shown = page(client, scene.agency_user, "agenda", scene)
    assert "Đồng ý bổ sung dự toán" in shown
    assert "Việc riêng" not in shown
    assert "Việc riêng" in page(client, scene.delegate, "agenda", scene)


def test_notes_and_reasons_of_the_plan_stay_inside_the_council(client, scene):
    milestone = Milestone.objects.create(
        session=scene.session,
        step="convene",
        name="Triệu tập kỳ họp",
        anchor="opening",
        owner="office",
        owner_user=scene.officer,
        due_on=date(2026, 11, 18),
    )
    milestones.finish_milestone(
        milestone, on=date(2026, 11, 17), today=date(2026, 11, 18), by=scene.officer
    )
    milestones.reopen_milestone(milestone, reason="Sở gửi sai mẫu", by=scene.officer)
    inside = page(client, scene.delegate, "plan", scene)
    outside = page(client, scene.agency_user, "plan", scene)
    assert ("Triệu tập kỳ họp" in inside, "Triệu tập kỳ họp" in outside) == (True, True)
    for words in ("Sở gửi sai mẫu", scene.officer.name):
        assert (words in inside, words in outside) == (True, False)
