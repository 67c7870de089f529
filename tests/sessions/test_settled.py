"""What a session that is over, or will not be held, asks of nobody any more."""

from datetime import date, datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from sessions import dossier_worklist, worklist
from sessions.dossier_parts import PartKind
from sessions.models import AbsenceRequest, AgendaItem, CouncilSession, DossierPart
from sessions.reports import part_delays
from sessions.services import dossiers, requesting, session_states
from sessions.services.refusals import DossierRefused
from sessions.services.requesting import PartRequest
from sessions.workflow import SESSION_AT_REST, SESSION_OVER, ReturnReason, SessionMove, SessionState
from tests.factories import MandateFactory, UserFactory
from tests.sessions import dossiers as make
from tests.sessions.dossier_route_cases import upload

pytestmark = pytest.mark.django_db
LONG_AFTER = date(2027, 6, 1)


def late(scene, kind="submission", *, today=LONG_AFTER):
    found = {d.part.kind: d.late for d in part_delays(scene.session, today=today)}
    return found[kind]


@pytest.mark.parametrize("state", sorted(SESSION_AT_REST))
def test_nobody_is_asked_for_papers_of_a_session_at_rest(state):
    scene = make.requested()
    make.handed_in(scene.part("annex"), scene.agency_user)
    on = date(2026, 11, 25)
    assert list(dossier_worklist.parts_owed(scene.agency_user, on))
    assert list(dossier_worklist.parts_to_receive(scene.officer, on))
    CouncilSession.objects.update(state=state)
    assert list(dossier_worklist.parts_owed(scene.agency_user, on)) == []
    assert list(dossier_worklist.parts_to_receive(scene.officer, on)) == []


def test_nobody_decides_on_absence_from_a_session_that_is_not_held():
    scene = make.scene()
    chair = UserFactory(role="chair", role__council=scene.session.council)
    seat = MandateFactory(term=scene.session.term)
    AbsenceRequest.objects.create(session=scene.session, mandate=seat, reason="health", text="Ốm")
    on = date(2026, 11, 25)
    assert len(list(worklist.absences(chair, on))) == 1
    CouncilSession.objects.update(state="cancelled")
    assert list(worklist.absences(chair, on)) == []


def test_late_days_end_with_the_closing_day():
    scene = make.requested()
    days = (scene.session.closing_on - date(2026, 11, 23)).days
    assert late(scene).total == days
    assert late(scene, today=date(2026, 11, 25)).total == 2


def test_late_days_end_when_the_session_is_cancelled():
    scene = make.requested()
    with time_machine.travel(datetime(2026, 11, 27, 9, tzinfo=timezone.get_default_timezone())):
        session_states.carry_session(
            scene.session,
            SessionMove.CANCEL,
            today=date(2026, 11, 27),
            reason="Hoãn bầu cử",
            by=scene.officer,
        )
    scene.session.refresh_from_db()
    assert late(scene).total == 4


def test_a_ban_answers_for_the_days_it_did_not_wait_for_its_papers():
    scene = make.requested()
    explanation = [PartRequest(PartKind.EXPLANATION, agency=scene.agency)]
    requesting.request_dossier(scene.resolution, explanation, by=scene.officer, on=LONG_AFTER)
    DossierPart.objects.filter(kind="explanation").update(due_on=date(2026, 11, 1))
    tz = timezone.get_default_timezone()
    # In time, eight days with the office, sent again at once: none of them are the agency's.
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=tz)):
        first = make.handed_in(scene.part("submission"), scene.agency_user)
    with time_machine.travel(datetime(2026, 12, 1, 9, tzinfo=tz)):
        dossiers.return_submission(first, reason=ReturnReason.CONTENT, note="", by=scene.officer)
        make.put(scene.part("submission"), scene.agency_user, pages=4, name="Sửa.pdf")
        dossiers.submit_part(scene.part("submission"), by=scene.agency_user)
    waited = late(scene, "verification", today=date(2026, 12, 4))
    assert late(scene, "submission", today=date(2026, 12, 4)).in_review > 0
    assert (waited.agency_before, waited.not_sent) == (0, 6)


@pytest.mark.parametrize("state", SessionState)
def test_a_part_takes_files_until_its_session_is_over(state):
    scene = make.requested()
    handed_in = make.handed_in(scene.part("submission"), scene.agency_user)
    make.put(scene.part("annex"), scene.agency_user)
    place = scene.part("annex").files.get()
    CouncilSession.objects.update(state=state)
    acts = [
        lambda: make.put(scene.part("annex"), scene.agency_user, pages=3, name="Phụ lục.pdf"),
        lambda: dossiers.submit_part(scene.part("annex"), by=scene.agency_user),
        lambda: dossiers.remove_file(place, by=scene.agency_user),
        lambda: dossiers.return_submission(
            handed_in, reason=ReturnReason.CONTENT, note="", by=scene.officer
        ),
    ]
    refused = []
    for act in acts:
        try:
            act()
        except DossierRefused as refusal:
            refused.append(refusal.code)
    assert refused == (["takes_no_more"] * len(acts) if state in SESSION_OVER else [])


@pytest.mark.parametrize(
    ("sessions", "items", "sentence"),
    [
        ("closed", "assigned", "Kỳ họp đã kết thúc hoặc đã hủy"),
        ("planned", "withdrawn", "đã rút hoặc chuyển kỳ họp sau"),
    ],
)
def test_an_agency_reads_why_its_part_takes_no_files(client, sessions, items, sentence):
    scene = make.requested()
    part = scene.part("submission")
    client.force_login(scene.agency_user)
    here = reverse("sessions:dossier_part", kwargs={"part": part.pk})
    before = client.get(here).content.decode()
    assert 'name="files"' in before
    assert sentence not in before
    AgendaItem.objects.update(state=items)
    CouncilSession.objects.update(state=sessions)

    page = client.get(here).content.decode()
    owed = client.get(reverse("sessions:owed")).content.decode()

    assert sentence in page
    assert 'name="files"' not in page
    assert here not in owed


def test_a_file_taken_out_meanwhile_is_not_replaced(client):
    scene = make.requested()
    part = scene.part("submission")
    place = make.put(part, scene.agency_user)
    dossiers.remove_file(place, by=scene.agency_user)
    client.force_login(scene.agency_user)
    kwargs = {"part": part.pk, "file": place.pk}

    page = client.post(
        reverse("sessions:replace_file", kwargs=kwargs), {"file": upload()}, follow=True
    )

    assert "Tệp này đã được bỏ ra trước đó" in page.content.decode()
    assert place.file.versions.count() == 1
