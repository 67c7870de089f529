"""What a delegate did, and who sees it."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from sessions.delegate_record import record_of
from sessions.models import (
    AbsenceRequest,
    Attendance,
    DelegateComment,
    Interpellation,
    ReadingReceipt,
    SpeechRequest,
)
from sessions.services import freezing, group_reports, groups
from tests.factories import (
    CouncilSessionFactory,
    MandateFactory,
    PostFactory,
    SittingFactory,
    SuspensionFactory,
    UserFactory,
)
from tests.sessions import dossiers as make
from tests.sessions.groups import account_of, arranged

pytestmark = pytest.mark.django_db

NOW = datetime.fromisoformat("2026-12-20T08:00:00+07:00")


def sitting_on(session, day):
    """A morning of the session."""
    starts = datetime(day.year, day.month, day.day, 8, tzinfo=timezone.get_current_timezone())
    return SittingFactory(session=session, starts_at=starts, ends_at=starts + timedelta(hours=3))


def stay(sitting, mandate, by):
    """The delegate is there from the beginning to the end."""
    return Attendance.objects.create(
        session=sitting.session,
        mandate=mandate,
        arrived_at=sitting.starts_at,
        left_at=sitting.ends_at,
        source="table",
        recorded_by=by,
    )


@pytest.fixture
def term():
    """Two sessions of two mornings each; another delegate was at all of them."""
    july = CouncilSessionFactory(
        name="Kỳ họp giữa năm",
        opening_on=date(2026, 7, 8),
        closing_on=date(2026, 7, 9),
        state="closed",
    )
    december = CouncilSessionFactory(term=july.term, state="closed")
    halves = [
        sitting_on(july, date(2026, 7, 8)),
        sitting_on(july, date(2026, 7, 9)),
        sitting_on(december, date(2026, 12, 8)),
        sitting_on(december, date(2026, 12, 9)),
    ]
    officer = UserFactory(role="officer", role__council=july.council)
    other = MandateFactory(term=july.term)
    for one in halves:
        stay(one, other, officer)
    return july.term, halves, officer


def test_who_joined_in_the_middle_is_not_absent_before(term):
    of_term, halves, officer = term
    mandate = MandateFactory(term=of_term, valid_from=date(2026, 9, 1), basis="by_election")
    stay(halves[2], mandate, officer)
    record = record_of(mandate, for_self=False, now=NOW)
    assert [one.sitting for one in record.sittings] == [halves[3], halves[2]]
    assert (record.present, record.counted) == (1, 2)
    assert (record.justified, record.unjustified) == (0, 1)
    present = next(one for one in record.sittings if one.kept == "present")
    assert present.minutes == 180


def test_suspension_ended_seats_and_the_reason_of_absence(term):
    of_term, halves, officer = term
    suspended = MandateFactory(term=of_term)
    SuspensionFactory(mandate=suspended, valid_from=date(2026, 7, 9), valid_to=date(2026, 12, 8))
    record = record_of(suspended, for_self=False, now=NOW)
    assert [one.kept for one in record.sittings] == [
        "unjustified",
        "suspended",
        "suspended",
        "unjustified",
    ]
    assert record.counted == 2
    gone = MandateFactory(
        term=of_term, valid_to=date(2026, 7, 8), end_reason="released", end_document="NQ"
    )
    assert record_of(gone, for_self=False, now=NOW).counted == 1
    ill = MandateFactory(term=of_term)
    AbsenceRequest.objects.create(
        session=halves[2].session,
        mandate=ill,
        reason="health",
        text="Ốm",
        from_sitting=halves[3],
        to_sitting=halves[3],
        state="accepted",
        decided_by=officer,
    )
    record = record_of(ill, for_self=False, now=NOW)
    assert [(one.kept, one.reason) for one in record.sittings][:2] == [
        ("justified", "Lý do sức khỏe"),
        ("unjustified", ""),
    ]


def test_sitting_without_attendance_ahead_or_cancelled_is_not_counted(term):
    of_term, halves, _officer = term
    mandate = MandateFactory(term=of_term)
    sitting_on(halves[3].session, date(2026, 12, 10))
    sitting_on(halves[3].session, date(2026, 12, 28))
    cancelled = CouncilSessionFactory(term=of_term, state="cancelled", name="Kỳ họp hủy")
    sitting_on(cancelled, date(2026, 10, 8))
    record = record_of(mandate, for_self=False, now=NOW)
    assert record.counted == 4
    assert [one.kept for one in record.sittings] == ["not_taken", *["unjustified"] * 4]
    Attendance.objects.update(is_struck=True, reason="Nhầm")
    assert record_of(mandate, for_self=False, now=NOW).counted == 0


def test_group_opinions_and_attendance_at_the_group(time_machine):
    sitting, seats, report = arranged()
    officer = sitting.arranged_by
    groups.record_present(sitting, mandates=seats[:2], by=officer)
    group_reports.write_opinion(report, mandate=seats[0], stance="amend", text="A", by=officer)
    assert record_of(seats[0], for_self=False, now=NOW).opinions == []
    group_reports.receive_report(group_reports.submit_report(report, by=officer), by=officer)
    record = record_of(seats[0], for_self=False, now=NOW)
    assert [one.text for one in record.opinions] == ["A"]
    assert (record.groups_attended, record.groups_held) == (1, 1)
    absent = record_of(seats[2], for_self=False, now=NOW)
    assert (absent.groups_attended, absent.groups_held) == (0, 1)
    stranger = MandateFactory(term=sitting.session.term)
    assert record_of(stranger, for_self=False, now=NOW).groups_held == 0


def test_questions_and_speeches_and_no_draft_for_others(term):
    of_term, halves, officer = term
    mandate = MandateFactory(term=of_term)
    fields = {
        "council": of_term.council,
        "session": halves[2].session,
        "mandate": mandate,
        "post": PostFactory(agency__council=of_term.council),
        "text": "Vì sao",
    }
    Interpellation.objects.create(title="Nháp", **fields)
    Interpellation.objects.create(
        title="Đã gửi",
        state="submitted",
        submitted_at=NOW,
        asked_on=date(2026, 12, 8),
        **fields,
    )
    SpeechRequest.objects.create(
        session=halves[2].session,
        mandate=mandate,
        kind="speech",
        state="done",
        position=1,
        asked_at=halves[2].starts_at,
        started_at=halves[2].starts_at,
        ended_at=halves[2].starts_at + timedelta(minutes=5),
        limit_seconds=300,
        entered_by=officer,
    )
    record = record_of(mandate, for_self=False, now=NOW)
    assert [one.title for one in record.questions] == ["Đã gửi"]
    assert len(record.speeches) == 1
    own = record_of(mandate, for_self=True, now=NOW)
    assert {one.title for one in own.questions} == {"Đã gửi", "Nháp"}


def test_reading_is_shown_to_the_delegate_alone(client):
    scene = make.complete()
    freeze = freezing.freeze_dossiers(scene.session, by=scene.officer)
    mandate = MandateFactory(term=scene.session.term)
    scene.delegate.person = mandate.person
    scene.delegate.save()
    line = freeze.files.first()
    ReadingReceipt.objects.create(
        user=scene.delegate, session=scene.session, version=line.version, opened_at=NOW
    )
    [read] = record_of(mandate, for_self=True, now=NOW).reading
    assert (read.papers, read.opened, read.read_through) == (freeze.files.count(), 1, 0)
    assert record_of(mandate, for_self=False, now=NOW).reading == []
    address = reverse("sessions:delegate_record", kwargs={"mandate": mandate.pk})
    for user, shown in ((scene.delegate, True), (scene.officer, False)):
        client.force_login(user)
        assert ("chỉ mình ông/bà thấy" in client.get(address).content.decode()) is shown


def test_page_opens_to_the_delegate_the_office_and_the_chair(client, term):
    of_term, _halves, officer = term
    council = of_term.council
    mandate = MandateFactory(term=of_term)
    own = account_of(mandate)
    address = reverse("sessions:delegate_record", kwargs={"mandate": mandate.pk})
    comment = reverse("sessions:comment_record", kwargs={"mandate": mandate.pk})
    chair = UserFactory(role="chair", role__council=council)
    colleague = UserFactory(role="delegate", role__council=council)
    elsewhere = UserFactory(role="officer")
    answers = {own: 200, officer: 200, chair: 200, colleague: 403, elsewhere: 404}
    for user, status in answers.items():
        client.force_login(user)
        assert client.get(address).status_code == status
    client.force_login(officer)
    assert client.post(comment, {"text": "x"}).status_code == 403
    client.force_login(colleague)
    assert client.post(comment, {"text": "x"}).status_code == 403
    client.force_login(own)
    client.post(comment, {"text": "Ngày 09/7 tôi đi công tác theo giấy mời của Quốc hội."})
    assert DelegateComment.objects.get().mandate == mandate
    assert client.get(reverse("sessions:my_record")).url == address
    client.force_login(officer)
    assert "giấy mời của Quốc hội" in client.get(address).content.decode()


def test_sheet_has_a_line_for_each_act(client, term, time_machine):
    time_machine.move_to(NOW, tick=False)
    of_term, halves, officer = term
    mandate = MandateFactory(term=of_term)
    stay(halves[0], mandate, officer)
    client.force_login(officer)
    address = reverse("sessions:delegate_record", kwargs={"mandate": mandate.pk})
    sheet = client.get(f"{address}?dang=xlsx")
    rows = list(load_workbook(io.BytesIO(sheet.content)).active.iter_rows(values_only=True))
    assert [row[4] for row in rows if row[3] == "Phiên họp có mặt"] == ["1/4"]
    assert sum(1 for row in rows if row[0] == "Phiên họp") == 4


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_no_more_for_many_rows(client, django_assert_max_num_queries, count):
    sitting, seats, report = arranged()
    officer = sitting.arranged_by
    for number in range(count):
        half = sitting_on(sitting.session, date(2026, 6, 1) + timedelta(days=number))
        stay(half, seats[0], officer)
        group_reports.write_opinion(
            report, mandate=seats[0], stance="agree", text=f"{number}", by=officer
        )
    group_reports.receive_report(group_reports.submit_report(report, by=officer), by=officer)
    client.force_login(officer)
    address = reverse("sessions:delegate_record", kwargs={"mandate": seats[0].pk})
    client.get(address)
    with django_assert_max_num_queries(23):
        assert client.get(address).status_code == 200
