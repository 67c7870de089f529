"""Correcting a session, its hours and its guests; issued papers stay, and it is said."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from hdnd_portal.audit.models import Entry
from sessions.models import AbsenceRequest, InvitationRun
from sessions.papers import invitation_paper, programme
from sessions.printed import outdated
from sessions.schedule import VIETNAM
from sessions.services import correcting, guests, invitations, planning
from sessions.services.refusals import SessionRefused
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    GuestFactory,
    MandateFactory,
    MembershipFactory,
    SittingFactory,
)
from tests.route_cases import World
from tests.sessions.route_cases import frozen, plain

OLD = "Hội trường tỉnh"


@pytest.fixture
def world(db):
    return World()


@pytest.fixture
def session(world):
    held = plain(world, state="agreed", place=OLD, ordinal=3)
    SittingFactory(session=held)
    return held


@pytest.fixture
def officer(world):
    return world.user(Role.OFFICER)


def issue(session, officer):
    """Issue invitations to two delegates; the papers themselves are the worker's."""
    MandateFactory.create_batch(2, term=session.term)
    signer = MembershipFactory(
        body=BodyFactory(term=session.term, kind="standing_committee", code="TT"), role="chair"
    )
    invitations.issue_invitations(session, signer=signer, issued_on=date(2026, 11, 20), by=officer)
    return InvitationRun.objects.get()


def correct(session, officer, **changes):
    fields = ("name", "place", "ordinal", "stream_url")
    values = {**{field: getattr(session, field) for field in fields}, **changes}
    return correcting.correct_session(session, by=officer, **values)


def text_of(run):
    """The words of the first paper of the run."""
    invitation = run.invitations.first()
    table = programme([], [], with_closed=True)
    paper = invitation_paper(invitation, table, addressee=invitation.addressee)
    return str(paper)


def test_name_place_and_ordinal_are_corrected_and_audited(session, officer):
    correct(session, officer, name="Kỳ họp cuối năm", place="Nhà văn hóa", ordinal=4)

    session.refresh_from_db()
    assert (session.name, session.place, session.ordinal) == ("Kỳ họp cuối năm", "Nhà văn hóa", 4)
    entry = Entry.objects.get(event="session.corrected")
    assert entry.details["changes"] == {
        "name": ["Kỳ họp thường lệ cuối năm 2026", "Kỳ họp cuối năm"],
        "place": [OLD, "Nhà văn hóa"],
        "ordinal": [3, 4],
    }


def test_an_empty_ordinal_keeps_the_number_and_no_change_leaves_no_trace(session, officer):
    correct(session, officer, ordinal=None)

    session.refresh_from_db()
    assert session.ordinal == 3
    assert not Entry.objects.filter(event="session.corrected").exists()


def test_an_ordinal_is_given_once_a_term(world, session, officer):
    plain(world, ordinal=4)

    with pytest.raises(SessionRefused, match="ordinal_taken"):
        correct(session, officer, ordinal=4)


def test_references_of_frozen_papers_hold_the_ordinal(world, officer):
    held = frozen(world).freeze.session
    held.ordinal = 2
    held.save()

    with pytest.raises(SessionRefused, match="ordinal_frozen"):
        correct(held, officer, ordinal=5)
    assert correct(held, officer, place="Nơi khác").place == "Nơi khác"


@pytest.mark.parametrize("state", ["closed", "published", "archived", "cancelled"])
def test_a_session_that_is_over_is_not_corrected(world, officer, state):
    held = plain(world, state=state)
    sitting = SittingFactory(session=held)

    with pytest.raises(SessionRefused, match="info_fixed"):
        correct(held, officer, place="Nơi khác")
    with pytest.raises(SessionRefused, match="info_fixed"):
        correcting.correct_sitting(sitting, starts=time(7), ends=time(11), note="", by=officer)


def test_issued_papers_keep_what_held_when_they_were_issued(session, officer):
    run = issue(session, officer)

    correct(session, officer, place="Nhà văn hóa")

    run.refresh_from_db()
    assert OLD in text_of(run)
    assert "Nhà văn hóa" not in text_of(run)
    session.refresh_from_db()
    (fact,) = outdated(session)
    assert (fact.count, str(fact.fact), fact.before, fact.now) == (
        2,
        "địa điểm",
        OLD,
        "Nhà văn hóa",
    )


def test_a_moved_day_and_hour_are_told_too(session, officer):
    issue(session, officer)
    sitting = session.sittings.get()

    correcting.correct_sitting(sitting, starts=time(7, 30), ends=time(11), note="", by=officer)

    session.refresh_from_db()
    told = {str(fact.fact): fact.now for fact in outdated(session)}
    assert told["thời gian"] == (
        "02 ngày rưỡi, khai mạc lúc 07 giờ 30, thứ Ba, ngày 08 tháng 12 năm 2026"
    )
    assert told["giờ các phiên họp"] == "08/12 07:30–11:00"


def test_a_blank_place_prints_no_hall(session, officer):
    correct(session, officer, place="")
    session.refresh_from_db()

    text = text_of(issue(session, officer))

    assert "sẽ thông báo sau" in text
    assert "Hội trường" not in text


@pytest.mark.parametrize(
    ("hours", "code"),
    [
        ((time(11), time(8)), "hours_reversed"),
        ((time(10), time(14)), "hours_overlap"),
    ],
)
def test_wrong_hours_are_refused(session, officer, hours, code):
    SittingFactory(
        session=session,
        starts_at=datetime(2026, 12, 8, 13, 30, tzinfo=VIETNAM),
        ends_at=datetime(2026, 12, 8, 17, 0, tzinfo=VIETNAM),
    )
    first = session.sittings.first()

    with pytest.raises(SessionRefused, match=code):
        correcting.correct_sitting(first, starts=hours[0], ends=hours[1], note="", by=officer)


def move(session, officer, **changes):
    values = {
        "opening_on": date(2026, 12, 9),
        "days": Decimal("1"),
        "expected": session.opening_on,
        "reason": "Hội trường bận",
        "today": date(2026, 10, 1),
        **changes,
    }
    return planning.move_opening(session, by=officer, **values)


def test_a_moved_day_keeps_the_hours_and_the_items_of_its_half_days(session, officer):
    sitting = session.sittings.get()
    item = AgendaItemFactory(session=session, sitting=sitting)
    correcting.correct_sitting(sitting, starts=time(7, 30), ends=time(11), note="", by=officer)
    session.refresh_from_db()

    move(session, officer)

    first, second = session.sittings.all()
    assert first.starts_at == datetime(2026, 12, 9, 7, 30, tzinfo=VIETNAM)
    assert first.ends_at == datetime(2026, 12, 9, 11, 0, tzinfo=VIETNAM)
    assert second.starts_at == datetime(2026, 12, 9, 13, 30, tzinfo=VIETNAM)
    item.refresh_from_db()
    assert item.sitting == first


def test_a_half_day_named_by_an_absence_does_not_vanish(world, session, officer):
    afternoon = SittingFactory(
        session=session,
        starts_at=datetime(2026, 12, 8, 13, 30, tzinfo=VIETNAM),
        ends_at=datetime(2026, 12, 8, 17, 0, tzinfo=VIETNAM),
    )
    AbsenceRequest.objects.create(
        session=session,
        mandate=MandateFactory(term=world.term),
        reason="health",
        text="Ốm",
        from_sitting=afternoon,
    )

    with pytest.raises(SessionRefused, match="sittings_in_use"):
        move(session, officer, days=Decimal("0.5"))

    assert move(session, officer).opening_on == date(2026, 12, 9)


def test_a_guest_is_corrected_and_the_issued_paper_stays(session, officer):
    guest = GuestFactory(session=session, name="Bà Nguyễn Thị Sai", title="Giám đốc")
    run = issue(session, officer)
    fields = {"name": "Bà Nguyễn Thị Đúng", "title": "Giám đốc", "email": "dung@example.vn"}

    paper = guests.correct_guest(guest, by=officer, **fields)

    guest.refresh_from_db()
    assert (guest.name, guest.email) == ("Bà Nguyễn Thị Đúng", "dung@example.vn")
    assert paper == run.invitations.get(guest=guest)
    assert (paper.addressee, paper.email) == ("Bà Nguyễn Thị Sai, Giám đốc", "dung@example.vn")
    entry = Entry.objects.get(event="guest.corrected")
    assert entry.details["changes"] == {"name": ["Bà Nguyễn Thị Sai", "Bà Nguyễn Thị Đúng"]}
    assert "dung@example.vn" not in str(entry.details)


def test_the_page_corrects_and_says_what_issued_papers_read(session, officer, client):
    issue(session, officer)
    client.force_login(officer)
    here = {"session": session.pk}

    form = client.get(reverse("sessions:correct", kwargs=here)).content.decode()
    assert "2 giấy mời đã phát hành giữ nguyên nội dung đã ghi" in form
    page = client.post(
        reverse("sessions:correct", kwargs=here),
        {"name": session.name, "place": "Nhà văn hóa", "ordinal": ""},
        follow=True,
    ).content.decode()

    told = "2 giấy mời đã phát hành ghi địa điểm cũ: “Hội trường tỉnh”. Nay là “Nhà văn hóa”."
    assert told in page
    assert told in client.get(reverse("sessions:invitations", kwargs=here)).content.decode()


def test_the_page_refuses_at_the_field_and_keeps_what_was_typed(world, session, officer, client):
    plain(world, ordinal=4)
    client.force_login(officer)

    page = client.post(
        reverse("sessions:correct", kwargs={"session": session.pk}),
        {"name": "Tên mới", "place": "", "ordinal": "4"},
    )

    assert "Nhiệm kỳ này đã có kỳ họp thứ 4" in page.content.decode()
    assert "Tên mới" in page.content.decode()


def test_a_guest_is_corrected_on_the_page(session, officer, client):
    guest = GuestFactory(session=session, name="Ông Lê Sai")
    client.force_login(officer)
    url = reverse("sessions:edit_guest", kwargs={"session": session.pk, "guest": guest.pk})

    assert "Ông Lê Sai" in client.get(url).content.decode()
    client.post(url, {"category": "press", "name": "Ông Lê Đúng", "title": "Phóng viên"})

    guest.refresh_from_db()
    assert (guest.name, guest.category, guest.title) == ("Ông Lê Đúng", "press", "Phóng viên")
