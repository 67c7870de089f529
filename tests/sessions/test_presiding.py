"""Who presides: naming, one chair at a time, the change of the chair with its log."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from threading import Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from hdnd_portal.audit.models import Entry
from hdnd_portal.council.models import Membership
from sessions.models import Presiding
from sessions.schedule import VIETNAM
from sessions.services import planning, presiding
from sessions.services.refusals import SessionRefused
from tests.factories import (
    BodyFactory,
    MandateFactory,
    MembershipFactory,
    PersonFactory,
    SittingFactory,
    SuspensionFactory,
)
from tests.route_cases import World
from tests.sessions.route_cases import plain

CHAIR, PRESIDIUM, SECRETARY = "chair", "presidium", "secretary"
OPENS = datetime(2026, 12, 8, 8, tzinfo=VIETNAM)
TEN = OPENS + timedelta(hours=2)


@pytest.fixture
def world(db):
    return World()


@pytest.fixture
def session(world):
    held = plain(world)
    SittingFactory(session=held)
    return held


@pytest.fixture
def officer(world):
    return world.user(Role.OFFICER)


def delegate(world, name, lead=""):
    person = PersonFactory(name=name)
    MandateFactory(term=world.term, person=person)
    if lead:
        body = world.term.bodies.filter(kind="standing_committee", code="TT").first()
        body = body or BodyFactory(term=world.term, kind="standing_committee", code="TT")
        MembershipFactory(body=body, person=person, role=lead)
    return person


def name(session, person, role, by, **more):
    return presiding.name_presiding(session, person=person, role=role, by=by, **more)


def test_the_chair_of_the_council_presides_from_the_opening(world, session, officer):
    chair = delegate(world, "Lê Thị Chủ", Membership.Role.CHAIR)

    row = name(session, chair, CHAIR, officer)

    assert (row.starts_at, row.ends_at, row.reason) == (OPENS, None, "")
    entry = Entry.objects.filter(event="session.presiding_named").get()
    assert entry.details["name"] == "Lê Thị Chủ"


def test_anybody_else_in_the_chair_needs_a_reason(world, session, officer):
    vice = delegate(world, "Phạm Văn Phó", Membership.Role.VICE_CHAIR)

    with pytest.raises(SessionRefused, match="presiding_reason"):
        name(session, vice, CHAIR, officer)

    row = name(session, vice, CHAIR, officer, reason="Khuyết Chủ tịch HĐND")
    assert row.reason == "Khuyết Chủ tịch HĐND"


def test_a_person_without_a_seat_keeps_minutes_but_does_not_preside(world, session, officer):
    outside = PersonFactory()

    with pytest.raises(SessionRefused, match="presiding_no_seat"):
        name(session, outside, PRESIDIUM, officer)

    assert name(session, outside, SECRETARY, officer).role == SECRETARY


def test_a_suspended_delegate_does_not_preside(world, session, officer):
    person = delegate(world, "Trần Bị Đình")
    SuspensionFactory(mandate=person.mandates.get(), valid_from=date(2026, 11, 1))

    with pytest.raises(SessionRefused, match="presiding_no_seat"):
        name(session, person, PRESIDIUM, officer)


def test_outgoing_leaders_preside_over_a_first_session(world, officer):
    held = plain(world, kind="first")
    outgoing = PersonFactory()
    MembershipFactory(
        body=BodyFactory(term=world.term, kind="standing_committee", code="TT"),
        person=outgoing,
        role=Membership.Role.CHAIR,
        valid_to=date(2026, 11, 30),
    )

    assert name(held, outgoing, CHAIR, officer).person == outgoing


def test_one_person_does_not_preside_and_keep_the_minutes(world, session, officer):
    person = delegate(world, "Lê Thị Chủ", Membership.Role.CHAIR)
    name(session, person, CHAIR, officer)

    with pytest.raises(SessionRefused, match="presiding_twice"):
        name(session, person, SECRETARY, officer)

    assert name(session, person, PRESIDIUM, officer).role == PRESIDIUM


def test_the_chair_is_handed_over_with_a_log(world, session, officer):
    first = delegate(world, "Lê Thị Chủ", Membership.Role.CHAIR)
    second = delegate(world, "Phạm Văn Phó", Membership.Role.VICE_CHAIR)
    before = name(session, first, CHAIR, officer)

    presiding.replace_chair(
        session, person=second, at=TEN, reason="Chủ tịch đi họp", expected=before.pk, by=officer
    )

    log = list(session.presiding.values_list("person__name", "starts_at", "ends_at", "reason"))
    assert log == [
        ("Lê Thị Chủ", OPENS, TEN, ""),
        ("Phạm Văn Phó", TEN, None, "Chủ tịch đi họp"),
    ]
    entry = Entry.objects.filter(event="session.chair_replaced").get()
    assert (entry.details["before"], entry.details["after"]) == ("Lê Thị Chủ", "Phạm Văn Phó")
    seen = presiding.board(session, list(session.presiding.all()), now=TEN)
    assert seen.chair.person == second
    assert presiding.board(session, list(session.presiding.all()), now=OPENS).chair.person == first


def test_a_planned_chair_gives_way_wholly_and_back_again(world, session, officer):
    first = delegate(world, "Lê Thị Chủ", Membership.Role.CHAIR)
    second = delegate(world, "Phạm Văn Phó", Membership.Role.VICE_CHAIR)
    before = name(session, first, CHAIR, officer)
    change = {"reason": "Ốm", "by": officer}

    taken = presiding.replace_chair(session, person=second, at=OPENS, expected=before.pk, **change)
    presiding.replace_chair(session, person=first, at=TEN, expected=taken.pk, **change)

    assert list(session.presiding.values_list("person__name", "starts_at")) == [
        ("Phạm Văn Phó", OPENS),
        ("Lê Thị Chủ", TEN),
    ]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"reason": " "}, "reason_missing"),
        ({"expected": 0}, "presiding_changed"),
        ({"at": OPENS - timedelta(hours=1)}, "presiding_changed"),
    ],
)
def test_a_change_of_the_chair_is_refused(world, session, officer, change, code):
    first = delegate(world, "Lê Thị Chủ", Membership.Role.CHAIR)
    before = name(session, first, CHAIR, officer)
    values = {"at": TEN, "reason": "Ốm", "expected": before.pk, **change}

    with pytest.raises(SessionRefused, match=code):
        presiding.replace_chair(session, person=delegate(world, "Phó"), by=officer, **values)


def test_a_second_chair_is_refused_by_the_service_and_the_database(world, session, officer):
    first = delegate(world, "Lê Thị Chủ", Membership.Role.CHAIR)
    name(session, first, CHAIR, officer)
    other = delegate(world, "Phạm Văn Phó")

    with pytest.raises(SessionRefused, match="presiding_chair_taken"):
        name(session, other, CHAIR, officer, reason="Thử")
    with pytest.raises(IntegrityError), transaction.atomic():
        Presiding.objects.create(
            session=session, person=other, role=CHAIR, starts_at=TEN, recorded_by=officer
        )


def test_a_duty_ends_and_one_not_begun_is_taken_back(world, session, officer):
    secretary = name(session, PersonFactory(), SECRETARY, officer)
    planned = name(session, PersonFactory(), SECRETARY, officer)

    presiding.end_presiding(secretary, at=TEN, reason="Chuyển Tổ", by=officer)
    presiding.end_presiding(planned, at=OPENS, reason="Nhầm", by=officer)

    assert list(session.presiding.values_list("pk", "ends_at")) == [(secretary.pk, TEN)]
    with pytest.raises(SessionRefused, match="presiding_ended"):
        presiding.end_presiding(secretary, at=TEN, reason="Lần nữa", by=officer)


def test_the_chair_in_office_is_replaced_not_ended(world, session, officer):
    row = name(session, delegate(world, "Chủ", Membership.Role.CHAIR), CHAIR, officer)

    with pytest.raises(SessionRefused, match="presiding_replace"):
        presiding.end_presiding(row, at=TEN, reason="Mệt", by=officer)


def test_the_log_of_a_session_that_is_over_stays(world, officer):
    held = plain(world, state="closed")
    person = delegate(world, "Chủ", Membership.Role.CHAIR)
    row = Presiding.objects.create(
        session=held, person=person, role=CHAIR, starts_at=OPENS, recorded_by=officer
    )

    with pytest.raises(SessionRefused, match="presiding_closed"):
        name(held, person, PRESIDIUM, officer)
    with pytest.raises(SessionRefused, match="presiding_closed"):
        presiding.end_presiding(row, at=TEN, reason="Sửa", by=officer)
    late = datetime(2027, 1, 1, tzinfo=VIETNAM)
    assert presiding.board(held, [row], now=late).chair == row


def test_a_moved_opening_day_moves_those_who_preside(world, session, officer):
    first = delegate(world, "Lê Thị Chủ", Membership.Role.CHAIR)
    second = delegate(world, "Phạm Văn Phó")
    before = name(session, first, CHAIR, officer)
    presiding.replace_chair(
        session, person=second, at=TEN, reason="Luân phiên", expected=before.pk, by=officer
    )

    planning.move_opening(
        session,
        opening_on=date(2026, 12, 9),
        days=Decimal("2.5"),
        expected=session.opening_on,
        reason="Hội trường bận",
        today=date(2026, 10, 1),
        by=officer,
    )

    day = timedelta(days=1)
    assert list(session.presiding.values_list("starts_at", "ends_at")) == [
        (OPENS + day, TEN + day),
        (TEN + day, None),
    ]


def test_the_plan_page_shows_the_board_and_the_page_names_somebody(
    world, session, officer, client, time_machine
):
    time_machine.move_to("2026-11-22T09:00:00+07:00", tick=False)
    chair = delegate(world, "Lê Thị Chủ", Membership.Role.CHAIR)
    client.force_login(officer)
    here = {"session": session.pk}

    page = client.post(
        reverse("sessions:presiding", kwargs=here),
        {
            "role": CHAIR,
            "person": chair.pk,
            "starts_at_0": "08/12/2026",
            "starts_at_1": "08:00",
            "reason": "",
        },
        follow=True,
    )
    assert "Lê Thị Chủ" in page.content.decode()
    plan = client.get(reverse("sessions:plan", kwargs=here)).content.decode()
    assert "Thay chủ tọa" in plan
    client.force_login(world.user(Role.DELEGATE))
    plan = client.get(reverse("sessions:plan", kwargs=here)).content.decode()
    assert "Lê Thị Chủ" in plan
    assert "Thay chủ tọa" not in plan


def test_the_page_hands_the_chair_over_and_tells_of_a_stale_one(
    world, session, officer, client, time_machine
):
    time_machine.move_to("2026-12-08T10:00:00+07:00", tick=False)
    row = name(session, delegate(world, "Chủ", Membership.Role.CHAIR), CHAIR, officer)
    other = delegate(world, "Phạm Văn Phó")
    client.force_login(officer)
    url = reverse("sessions:replace_chair", kwargs={"session": session.pk})
    data = {
        "person": other.pk,
        "at_0": "08/12/2026",
        "at_1": "10:00",
        "reason": "Chủ tịch tiếp khách",
        "expected": row.pk,
    }

    client.post(url, data)
    again = client.post(url, data, follow=True).content.decode()

    assert session.presiding.count() == 2
    assert "Vào thời điểm đó người điều hành đã khác" in again


@pytest.mark.django_db(transaction=True)
def test_two_officers_replace_the_chair_at_once():
    world = World()
    held = plain(world)
    SittingFactory(session=held)
    by = world.user(Role.OFFICER)
    row = name(held, delegate(world, "Chủ", Membership.Role.CHAIR), CHAIR, by)
    others = [delegate(world, "Phó Một"), delegate(world, "Phó Hai")]
    outcomes = []

    def replace(person):
        try:
            presiding.replace_chair(
                held, person=person, at=TEN, reason="Thay", expected=row.pk, by=by
            )
            outcomes.append("done")
        except SessionRefused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=replace, args=(person,)) for person in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["done", "refused"]
    assert held.presiding.count() == 2
