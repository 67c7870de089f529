"""What an agency sees of a session in which it has one item: its own, not the office's notes."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from sessions.models import AgendaItem, ChairDecision, Milestone, Minutes, Poll
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


def test_the_decision_goes_back_to_whoever_prepared_the_dossier(client):
    """The vote on its item, and the excerpt once minutes are approved; none of a closed item."""
    made = make.requested()
    part, by = made.part("submission"), made.officer
    at = {"item": made.resolution.pk, "form": "pdf"}
    page, excerpt = (
        reverse("sessions:dossier_part", kwargs={"part": part.pk}),
        reverse("sessions:dossier_excerpt", kwargs=at),
    )
    client.force_login(made.agency_user)
    assert "Kết quả tại kỳ họp" not in client.get(page).content.decode()
    now = timezone.now()
    Poll.objects.create(
        session=made.session, item=made.resolution, kind="show_of_hands", subject="resolution",
        title="Toàn văn Nghị quyết", question="Tán thành?", state="published", position=1,
        opened_at=now, closed_at=now, published_at=now, base=85, votes_for=60, votes_against=0,
        votes_abstain=0, not_voted=0, needed=43, is_passed=True, outcome="passed", created_by=by,
    )  # fmt: skip
    AgendaItem.objects.filter(pk=made.resolution.pk).update(state="passed")
    assert "60/85 tán thành" in client.get(page).content.decode()
    assert client.get(excerpt).status_code == 404  # the minutes are not approved yet
    Minutes.objects.create(
        session=made.session, state="approved", approved_at=now, approved_by=by, sha256="0" * 64,
        created_by=by,
    )  # fmt: skip
    assert excerpt in client.get(page).content.decode()
    assert client.get(excerpt).content[:4] == b"%PDF"
    client.force_login(made.other_agency_user)
    assert client.get(excerpt).status_code == 404
    AgendaItem.objects.filter(pk=made.resolution.pk).update(is_closed=True)
    client.force_login(made.agency_user)
    assert client.get(excerpt).status_code == 404
