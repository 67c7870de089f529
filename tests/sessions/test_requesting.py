"""What is asked of whom for a dossier: once, by when, and no longer."""

from datetime import date

import pytest
from django.urls import reverse

from hdnd_portal.audit.models import Entry
from hdnd_portal.documents.released import release_wording
from hdnd_portal.documents.wordings import find
from hdnd_portal.notices.models import Notice
from sessions import dossier_worklist
from sessions.dossier_parts import PartKind
from sessions.models import AgendaItem, CouncilSession, DossierPart
from sessions.reports import part_delays
from sessions.services import agenda, dossiers, freezing, requesting
from sessions.services.refusals import DossierRefused
from sessions.services.requesting import PartRequest
from sessions.workflow import SESSION_OVER, ItemState, MoveRefused, PartState, ReturnReason
from tests.sessions import dossiers as make

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 1)
OPINION = PartKind.OPINION
REPLANNING = 10


def ask(scene, *parts):
    return requesting.request_dossier(scene.report, list(parts), by=scene.officer, on=ON)


def cancel(scene, part, reason="Yêu cầu nhầm"):
    return requesting.cancel_part(part, reason=reason, by=scene.officer, on=ON)


def test_a_request_without_owner_or_parts_is_refused():
    scene = make.scene()
    for parts, code in (
        ([], "no_parts"),
        ([PartRequest(PartKind.REPORT)], "no_owner"),
        ([PartRequest(PartKind.REPORT, agency=scene.agency, body=scene.ban)], "no_owner"),
    ):
        with pytest.raises(DossierRefused, match=code):
            requesting.request_dossier(scene.report, parts, by=scene.officer, on=date(2026, 11, 1))
    assert DossierPart.objects.count() == 0


def test_a_request_is_worded_by_the_office():
    scene = make.scene()
    council = scene.report.session.council
    own = "Kính đề nghị chuẩn bị {part} về {item}"
    release_wording(council, find("dossier.request"), own, by=scene.officer)
    ask(scene, PartRequest(PartKind.REPORT, agency=scene.agency))
    part = DossierPart.objects.get()
    assert set(Notice.objects.values_list("title", flat=True)) == {
        f"Kính đề nghị chuẩn bị {part} về {scene.report.title}"
    }


def test_the_same_part_is_not_asked_for_twice():
    scene = make.requested()
    count = DossierPart.objects.count()
    report = PartRequest(PartKind.REPORT, agency=scene.other_agency)
    named = PartRequest(OPINION, agency=scene.agency, title="  Ý kiến về giá đất ")
    with pytest.raises(DossierRefused, match="asked_before"):
        ask(scene, report)
    with pytest.raises(DossierRefused, match="asked_before"):
        ask(scene, named, named)
    assert DossierPart.objects.count() == count
    ask(scene, named, PartRequest(OPINION, agency=scene.agency, title="Ý kiến về ngân sách"))
    ask(scene, PartRequest(PartKind.REPORT, agency=scene.agency))
    with pytest.raises(DossierRefused, match="asked_before"):
        ask(scene, PartRequest(OPINION, agency=scene.agency, title="Ý kiến về giá đất"))
    assert DossierPart.objects.count() == count + 3


@pytest.mark.parametrize("state", sorted(SESSION_OVER))
def test_nothing_is_asked_for_or_cancelled_once_the_session_is_over(state):
    scene = make.requested()
    CouncilSession.objects.update(state=state)
    with pytest.raises(DossierRefused, match="session_ended"):
        ask(scene, PartRequest(OPINION, agency=scene.agency))
    with pytest.raises(DossierRefused, match="session_ended"):
        cancel(scene, scene.part("annex"))


def test_a_cancelled_part_stays_with_its_reason_and_is_owed_by_nobody():
    scene = make.requested()
    part = scene.part("submission")
    with pytest.raises(DossierRefused, match="cancel_reason_missing"):
        cancel(scene, part, reason=" ")
    cancelled = cancel(scene, part)
    assert (cancelled.state, cancelled.cancel_reason) == (PartState.CANCELLED, "Yêu cầu nhầm")
    assert Entry.objects.get(event="dossier.part_cancelled").details["reason"] == "Yêu cầu nhầm"
    notice = Notice.objects.get(recipient=scene.agency_user, event="dossier.part_cancelled")
    assert "Yêu cầu nhầm" in notice.body
    assert list(dossier_worklist.parts_owed(scene.agency_user, ON)) == []
    assert part not in [d.part for d in part_delays(scene.session, today=date(2026, 12, 7))]
    assert part not in [m.part for m in freezing.outlook(scene.session).missing]
    with pytest.raises(DossierRefused, match="closed"):
        make.put(part, scene.agency_user)
    with pytest.raises(MoveRefused):
        cancel(scene, part)
    # It may be asked for anew.
    again = [PartRequest(PartKind.SUBMISSION, agency=scene.agency)]
    requesting.request_dossier(scene.resolution, again, by=scene.officer, on=ON)


def test_an_agency_of_which_nothing_is_asked_any_more_sees_the_session_no_longer():
    scene = make.requested()
    (part,) = ask(scene, PartRequest(OPINION, agency=scene.agency))
    AgendaItem.objects.filter(pk=scene.resolution.pk).update(presenter=scene.other_agency)
    seen = AgendaItem.objects.visible_to(scene.agency_user)
    assert scene.report in seen
    cancel(scene, part)
    assert scene.report not in seen.all()


def test_what_was_handed_in_is_returned_before_it_is_cancelled():
    scene = make.requested()
    part = scene.part("submission")
    submission = make.handed_in(part, scene.agency_user)
    with pytest.raises(MoveRefused):
        cancel(scene, part)
    dossiers.return_submission(
        submission, reason=ReturnReason.WRONG_ITEM, note="", by=scene.officer
    )
    assert cancel(scene, part).state == PartState.CANCELLED


def test_cancelling_the_last_missing_part_completes_the_dossier():
    scene = make.requested()
    draft = [PartRequest(PartKind.DRAFT, agency=scene.agency)]
    (part,) = requesting.request_dossier(scene.resolution, draft, by=scene.officer, on=ON)
    make.received(scene.part("submission"), scene.agency_user, scene.officer)
    scene.resolution.refresh_from_db()
    assert scene.resolution.state == ItemState.ASSIGNED
    cancel(scene, part)
    scene.resolution.refresh_from_db()
    assert scene.resolution.state == ItemState.SUBMITTED
    told = Notice.objects.filter(event="dossier.ready_for_verification")
    assert told.get().recipient == scene.ban_leader


def test_cancelling_all_parts_completes_nothing():
    scene = make.requested()
    for kind in ("submission", "annex"):
        cancel(scene, scene.part(kind))
    scene.resolution.refresh_from_db()
    assert scene.resolution.state == ItemState.ASSIGNED


def moved(scene, opening_on):
    CouncilSession.objects.update(opening_on=opening_on, closing_on=date(2026, 12, 30))
    scene.session.refresh_from_db()
    return requesting.replan_parts(scene.session, by=scene.officer)


def test_moving_the_day_moves_the_deadlines_and_tells_each_owner_once():
    scene = make.requested()
    make.received(scene.part("report", scene.report), scene.other_agency_user, scene.officer)
    assert moved(scene, date(2026, 12, 15)) == 3
    assert scene.part("submission").due_on == date(2026, 11, 30)
    assert moved(scene, date(2026, 12, 15)) == 0
    told = Notice.objects.filter(event="dossier.days_moved")
    assert {(n.recipient, n.body.count("→")) for n in told} == {
        (scene.agency_user, 2),
        (scene.ban_leader, 1),
    }
    assert "23/11/2026 → 30/11/2026" in told.get(recipient=scene.agency_user).body


def test_the_way_a_day_was_counted_is_kept_even_where_the_day_stays():
    scene = make.requested()
    DossierPart.objects.update(explanation={})
    assert moved(scene, scene.session.opening_on) == 0
    assert all(part.explanation for part in DossierPart.objects.all())
    assert not Notice.objects.filter(event="dossier.days_moved").exists()


def test_a_session_that_is_over_keeps_its_days():
    scene = make.requested()
    CouncilSession.objects.update(state="closed")
    assert moved(scene, date(2026, 12, 15)) == 0
    assert scene.part("submission").due_on == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("changes", "due_on", "rule_key"),
    [
        ({"verifying_body": None}, date(2026, 12, 3), "session.docs"),  # SES-6
        ({"title": "Nghị quyết về ngân sách"}, date(2026, 11, 23), "session.dossier_to_ban"),
    ],
)
def test_open_parts_get_new_days_when_no_ban_verifies_the_item_any_more(changes, due_on, rule_key):
    scene = make.requested()

    agenda.change_item(scene.resolution, by=scene.officer, **changes)

    part = scene.part("submission")
    assert (part.due_on, part.rule_key) == (due_on, rule_key)
    told = Notice.objects.filter(event="dossier.days_moved", recipient=scene.agency_user)
    assert told.exists() is ("verifying_body" in changes)


@pytest.mark.parametrize("more", [1, 3])
def test_replanning_takes_as_many_queries_for_many_parts_as_for_one(
    more, django_assert_num_queries
):
    scene = make.requested()
    ask(scene, *[PartRequest(OPINION, agency=scene.agency, title=f"{n}") for n in range(more)])
    scene.session.refresh_from_db()
    with django_assert_num_queries(REPLANNING):
        requesting.replan_parts(scene.session, by=scene.officer)


# The pages.


def form_data(client, scene, **changes):
    target = reverse(
        "sessions:request_dossier",
        kwargs={"session": scene.session.pk, "item": scene.resolution.pk},
    )
    client.force_login(scene.officer)
    formset = client.get(target).context["formset"]
    data = {
        f"{formset.prefix}-TOTAL_FORMS": formset.total_form_count(),
        f"{formset.prefix}-INITIAL_FORMS": formset.initial_form_count(),
    }
    for form in formset:
        data |= {f"{form.prefix}-{name}": form[name].value() or "" for name in form.fields}
    return target, {**data, **changes}


def test_a_suggested_line_that_was_blanked_is_dropped(client):
    target, data = form_data(client, make.scene(), **{"form-1-kind": "", "form-2-kind": ""})
    assert client.post(target, data).status_code == 302
    assert [p.kind for p in DossierPart.objects.all()] == ["submission", "verification"]


def test_a_line_without_an_owner_says_so(client):
    target, data = form_data(client, make.scene(), **{"form-0-owner": ""})
    refused = client.post(target, data)
    assert refused.context["formset"].errors[0] == {"owner": ["Hãy chọn cơ quan gửi."]}
    assert not DossierPart.objects.exists()


def test_a_second_click_asks_for_nothing_more(client):
    target, data = form_data(client, make.scene())
    client.post(target, data)
    again = client.post(target, data)
    assert "trước đó" in [str(message) for message in again.context["messages"]][-1]
    assert DossierPart.objects.count() == 4


def test_the_office_cancels_a_part_on_the_page(client):
    scene = make.requested()
    part = scene.part("submission")
    place = {"session": scene.session.pk, "item": scene.resolution.pk}
    target = reverse("sessions:cancel_part", kwargs={**place, "part": part.pk})
    client.force_login(scene.officer)
    assert target in client.get(reverse("sessions:dossier", kwargs=place)).content.decode()
    client.post(target, {})
    part.refresh_from_db()
    assert part.state == PartState.AWAITED
    page = client.post(target, {f"cancel-{part.pk}-reason": "Gộp vào báo cáo"}, follow=True)
    part.refresh_from_db()
    assert part.state == PartState.CANCELLED
    assert "Gộp vào báo cáo" in page.content.decode()
    client.force_login(scene.agency_user)
    own = client.get(reverse("sessions:dossier_part", kwargs={"part": part.pk}))
    assert "Gộp vào báo cáo" in own.content.decode()
    client.force_login(scene.ban_leader)
    assert client.post(target, {}).status_code == 403


@pytest.mark.parametrize(("who", "words"), [("officer", "Văn phòng"), ("ban_leader", None)])
def test_the_page_says_who_returned_it(client, who, words):
    scene = make.requested()
    submission = make.handed_in(scene.part("submission"), scene.agency_user)
    dossiers.return_submission(
        submission, reason=ReturnReason.CONTENT, note="", by=getattr(scene, who)
    )
    client.force_login(scene.agency_user)
    target = reverse("sessions:dossier_part", kwargs={"part": submission.part_id})
    page = client.get(target).content.decode()
    assert f"{words or scene.ban.name} đã trả lại:" in page
