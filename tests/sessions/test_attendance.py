from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from hdnd_portal.accounts.roles import Role
from sessions.models import Attendance, CouncilSession
from sessions.presence import quorum_at, steps
from sessions.services import attendance
from sessions.services.refusals import SessionRefused
from sessions.workflow.sitting import AttendanceSource
from tests.accounts.factories import user_with
from tests.factories import (
    CouncilSessionFactory,
    MandateFactory,
    PersonFactory,
    SittingFactory,
    SuspensionFactory,
)
from tests.racing import at_once

pytestmark = pytest.mark.django_db

# The session opens on 8 December 2026; times are those of Việt Nam less seven hours.
EIGHT = datetime(2026, 12, 8, 1, 0, tzinfo=UTC)
NINE = EIGHT + timedelta(hours=1)
TEN = EIGHT + timedelta(hours=2)


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(TEN, tick=False)


@pytest.fixture
def session():
    held = CouncilSessionFactory(state="open")
    SittingFactory(session=held, starts_at=EIGHT, ends_at=EIGHT + timedelta(hours=3, minutes=30))
    return held


@pytest.fixture
def officer(session):
    return user_with(Role.OFFICER, council=session.council)


def seats_of(session, count):
    return [MandateFactory(term=session.term) for _number in range(count)]


def test_who_leaves_and_returns_has_two_stays(session, officer):
    (seat,) = seats_of(session, 1)
    attendance.arrive(session, mandates=[seat.pk], at=EIGHT, by=officer)
    attendance.leave(session, mandates=[seat.pk], at=NINE, by=officer)
    attendance.arrive(session, mandates=[seat.pk], at=NINE + timedelta(minutes=10), by=officer)
    assert attendance.present_at(session, EIGHT) == {seat.pk}
    assert attendance.present_at(session, NINE) == set()  # gone from that moment on
    assert attendance.present_at(session, TEN) == {seat.pk}
    assert session.attendance.count() == 2


def test_present_twice_is_entered_once(session, officer):
    seats = seats_of(session, 3)
    first = attendance.arrive(session, mandates=[seats[0].pk], at=EIGHT, by=officer)
    both = attendance.arrive(session, mandates=[s.pk for s in seats], at=NINE, by=officer)
    assert (first.count, both.count, both.already) == (1, 2, 1)
    assert session.attendance.count() == 3


def test_database_refuses_two_stays_at_once(session, officer):
    (seat,) = seats_of(session, 1)
    attendance.arrive(session, mandates=[seat.pk], at=EIGHT, by=officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.create(
            session=session, mandate=seat, arrived_at=NINE, source="office", recorded_by=officer
        )


def test_seat_that_has_ended_is_refused_on_the_exact_day(session, officer):
    ended, noon = [
        MandateFactory(term=session.term, valid_to=day, end_reason="released")
        for day in (date(2026, 12, 7), date(2026, 12, 8))
    ]
    with pytest.raises(SessionRefused, match="attendance_no_seat"):
        attendance.arrive(session, mandates=[ended.pk], at=EIGHT, by=officer)
    # A seat that ends at noon counts to the evening: seats end with whole days.
    attendance.arrive(session, mandates=[noon.pk], at=EIGHT, by=officer)
    assert attendance.present_at(session, NINE) == {noon.pk}


def test_suspended_delegate_is_refused_and_nobody_else_is_entered(session, officer):
    seat, other = seats_of(session, 2)
    SuspensionFactory(mandate=seat, valid_from=date(2026, 12, 8))
    with pytest.raises(SessionRefused, match="attendance_no_seat"):
        attendance.arrive(session, mandates=[seat.pk, other.pk], at=EIGHT, by=officer)
    assert session.attendance.count() == 0


def test_suspension_of_the_day_counts_against_who_was_entered(session, officer):
    (seat,) = seats_of(session, 1)
    attendance.arrive(session, mandates=[seat.pk], at=EIGHT, by=officer)
    SuspensionFactory(mandate=seat, valid_from=date(2026, 12, 8))
    assert attendance.present_at(session, NINE) == set()


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (EIGHT - timedelta(minutes=61), "attendance_no_sitting"),
        (TEN + timedelta(minutes=1), "attendance_ahead"),
        (EIGHT - timedelta(days=1), "attendance_no_sitting"),
    ],
)
def test_attendance_outside_the_window_is_refused(session, officer, at, code):
    (seat,) = seats_of(session, 1)
    with pytest.raises(SessionRefused, match=code):
        attendance.arrive(session, mandates=[seat.pk], at=at, by=officer)


def test_window_opens_an_hour_before(session, officer):
    (seat,) = seats_of(session, 1)
    attendance.arrive(session, mandates=[seat.pk], at=EIGHT - timedelta(minutes=60), by=officer)
    assert session.attendance.count() == 1


@pytest.mark.parametrize("state", ["planned", "agreed", "postponed", "closed", "cancelled"])
def test_session_that_is_not_held_takes_no_attendance(session, officer, state):
    (seat,) = seats_of(session, 1)
    CouncilSession.objects.update(state=state)
    with pytest.raises(SessionRefused, match="attendance_shut"):
        attendance.arrive(session, mandates=[seat.pk], at=EIGHT, by=officer)


def test_delegate_checks_in_by_their_own_device(session):
    delegate = user_with(Role.DELEGATE, council=session.council)
    delegate.person = PersonFactory()
    delegate.save()
    with pytest.raises(SessionRefused, match="attendance_own_seat"):
        attendance.check_in(session, at=NINE, by=delegate)
    seat = MandateFactory(term=session.term, person=delegate.person)
    attendance.check_in(session, at=NINE, by=delegate)
    row = session.attendance.get()
    assert (row.mandate, row.source) == (seat, AttendanceSource.DEVICE)


def test_list_is_read_by_name_with_numbers_and_titles(session):
    hung, hung_2, lan = [
        MandateFactory(term=session.term, person=PersonFactory(name=name))
        for name in ("Nguyễn Văn Hùng", "Nguyễn Văn Hưng", "Trần Thị Lan")
    ]
    text = "1. Ông Nguyễn Văn Hùng\n2\tNguyễn Văn Hưng\tTổ 1\n\nTRAN THI LAN\n"
    assert attendance.read_list(session, text, NINE) == {hung.pk, hung_2.pk, lan.pk}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Trần Thị Lan\nNgười Lạ", "list_unknown.*Người Lạ"),
        ("nguyen van hung", "list_ambiguous"),
        ("  \n 1. \n", "list_empty"),
    ],
)
def test_list_that_is_not_clear_enters_nobody(session, text, code):
    for name in ("Nguyễn Văn Hùng", "Nguyễn Văn Hưng", "Trần Thị Lan"):
        MandateFactory(term=session.term, person=PersonFactory(name=name))
    with pytest.raises(SessionRefused, match=code):
        attendance.read_list(session, text, NINE)


def test_correction_keeps_the_reason_and_refuses_two_stays(session, officer):
    (seat,) = seats_of(session, 1)
    attendance.arrive(session, mandates=[seat.pk], at=EIGHT, by=officer)
    attendance.leave(session, mandates=[seat.pk], at=NINE, by=officer)
    attendance.arrive(session, mandates=[seat.pk], at=TEN, by=officer)
    first, second = session.attendance.all()
    with pytest.raises(SessionRefused, match="attendance_twice"):
        attendance.correct_attendance(
            first, arrived_at=EIGHT, left_at=None, reason="Nhầm", by=officer
        )
    with pytest.raises(SessionRefused, match="reason_missing"):
        attendance.correct_attendance(second, arrived_at=NINE, left_at=None, reason=" ", by=officer)
    attendance.strike_attendance(second, reason="Nhầm người", by=officer)
    done = attendance.correct_attendance(
        first, arrived_at=EIGHT, left_at=None, reason="Không rời", by=officer
    )
    assert (done.left_at, done.reason) == (None, "Không rời")
    assert attendance.present_at(session, TEN) == {seat.pk}


def test_stay_that_nobody_closed_ends_with_its_day(session, officer):
    (seat,) = seats_of(session, 1)
    attendance.arrive(session, mandates=[seat.pk], at=EIGHT, by=officer)
    assert attendance.present_at(session, EIGHT + timedelta(hours=15, minutes=59)) == {seat.pk}
    assert attendance.present_at(session, EIGHT + timedelta(hours=16)) == set()


@pytest.mark.parametrize(("present", "held"), [(1, False), (2, True), (3, True)])
def test_quorum_is_two_thirds_of_the_delegates_in_office(session, officer, present, held):
    seats = seats_of(session, 3)
    chosen = [seat.pk for seat in seats[:present]]
    attendance.arrive(session, mandates=chosen, at=EIGHT, by=officer)
    found = quorum_at(session, NINE)
    assert (found.present, found.base, found.needed, found.held) == (present, 3, 2, held)
    assert found.rule.key == "session.quorum"


def test_council_without_delegates_has_no_quorum(session):
    found = quorum_at(session, NINE)
    assert (found.base, found.held) == (0, False)


def test_steps_show_the_number_at_every_minute():
    half = EIGHT + timedelta(minutes=30)
    found = steps(
        [(EIGHT - timedelta(minutes=20), NINE), (half, None), (half, NINE), (TEN, None)],
        starts_at=EIGHT,
        ends_at=TEN,
    )
    assert [(step.at, step.present, step.came, step.left) for step in found] == [
        (EIGHT, 1, 1, 0),
        (half, 3, 2, 0),
        (NINE, 1, 0, 2),
    ]


@pytest.mark.django_db(transaction=True)
def test_two_tables_enter_one_delegate_once(session, officer):
    (seat,) = seats_of(session, 1)

    def enter():
        attendance.arrive(session, mandates=[seat.pk], at=timezone.now(), by=officer)

    assert at_once(Attendance, enter, enter, refused=()) == ["done", "done"]
    assert session.attendance.count() == 1
