"""The allowance statement: half-days in which a delegate was there, while in office (S16)."""

import io
from datetime import date, datetime

import openpyxl
import pytest
from django.urls import reverse

from hdnd_portal.legal.models import RuleOverride
from sessions.allowance_sheet import allowance_paper, as_xlsx
from sessions.allowances import RATE, statement
from sessions.models import Attendance
from sessions.schedule import VIETNAM
from tests.documents.papers.reading import read, squeezed
from tests.factories import (
    CouncilSessionFactory,
    MandateFactory,
    SittingFactory,
    SuspensionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


@pytest.fixture
def session():
    session = CouncilSessionFactory(
        state="closed", opening_on=date(2026, 11, 10), closing_on=date(2026, 11, 11), ordinal=3
    )
    for day in (10, 11):
        for begins, ends in ((8, 11), (14, 17)):
            SittingFactory(session=session, starts_at=at(day, begins), ends_at=at(day, ends))
    return session


def seat(session, name, **fields):
    return MandateFactory(term=session.term, person__name=name, **fields)


def stay(session, mandate, begins, ends, **fields):
    by = UserFactory()
    return Attendance.objects.create(
        session=session,
        mandate=mandate,
        arrived_at=begins,
        left_at=ends,
        source="office",
        recorded_by=by,
        **fields,
    )


def shown(session):
    made = statement(session, at=at(20, 8))
    return {row.mandate.person.name: row for row in made.rows}


def test_presence_is_counted_by_half_day(session):
    always, half = seat(session, "Lê An"), seat(session, "Lê Bình")
    for day in (10, 11):
        stay(session, always, at(day, 7, 45), at(day, 17) if day == 10 else None)
    stay(session, half, at(10, 8), at(10, 9))
    stay(session, half, at(10, 9, 40), at(10, 11))
    stay(session, half, at(11, 13, 50), at(11, 17))
    stay(session, half, at(11, 8), at(11, 9), is_struck=True, reason="Nhầm")
    rows = shown(session)
    assert rows["Lê An"].presence == (True, True, True, True)
    assert rows["Lê Bình"].presence == (True, False, False, True)
    assert (rows["Lê Bình"].held, rows["Lê Bình"].present) == (4, 2)
    assert (rows["Lê An"].amount, rows["Lê Bình"].amount) == (400_000, 200_000)


def test_only_half_days_in_office_are_counted(session):
    seat(session, "Lê Ra", valid_to=date(2026, 11, 10), end_reason="released")
    seat(session, "Lê Vào", valid_from=date(2026, 11, 11))
    seat(session, "Lê Xưa", valid_to=date(2026, 11, 9), end_reason="released")
    seat(session, "Lê Sau", valid_from=date(2026, 11, 12))
    SuspensionFactory(
        mandate=seat(session, "Lê Dừng"), valid_from=date(2026, 11, 11), valid_to=None
    )
    rows = shown(session)
    assert set(rows) == {"Lê Ra", "Lê Vào", "Lê Dừng"}
    assert rows["Lê Ra"].presence == (False, False, None, None)
    assert rows["Lê Vào"].presence == (None, None, False, False)
    assert rows["Lê Dừng"].presence == (False, False, None, None)
    assert {row.held for row in rows.values()} == {2}


def test_a_sitting_to_come_is_not_counted(session):
    seat(session, "Lê An")
    made = statement(session, at=at(10, 12))
    assert len(made.sittings) == 1
    assert made.rows[0].held == 1
    assert statement(session, at=at(9, 12)).rows == ()


def test_the_province_pays_its_own_rate(session):
    part, full = seat(session, "Lê An"), seat(session, "Lê Chuyên", is_full_time=True)
    for one in (part, full):
        stay(session, one, at(10, 8), at(10, 11))
    RuleOverride.objects.create(
        council=session.council,
        key=RATE,
        value="250000",
        unit="money",
        valid_from=date(2026, 1, 1),
        source="Nghị quyết số 5/2026/NQ-HĐND",
    )
    rows = shown(session)
    assert (rows["Lê An"].amount, rows["Lê Chuyên"].amount) == (250_000, 100_000)


def test_sheet_and_paper_give_the_same_sums(session):
    for number in range(3):
        stay(session, seat(session, f"Lê Thị {number}"), at(10, 8), at(10, 17))
    made = statement(session, at=at(20, 8))
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(session, made, today=date(2026, 11, 20))))
    last = [cell.value for cell in list(book.active.rows)[-1]]
    assert last[1] == "Cộng"
    assert last[-4:] == [12, 6, None, 600_000]
    text = squeezed(read(allowance_paper(session, made, on=date(2026, 11, 20))).text)
    assert squeezed("Tổng số tiền: 600.000 đồng") in text
    assert squeezed("Lê Thị 2xxvv2/4100.000200.000") in text
    assert "chưaxácminh" in text


@pytest.mark.parametrize("count", [1, 3])
def test_page_queries_do_not_grow(session, client, count, django_assert_max_num_queries):
    for number in range(count):
        stay(session, seat(session, f"Lê Thị {number}"), at(10, 8), at(10, 17))
    client.force_login(UserFactory(role="officer", role__council=session.council))
    address = reverse("sessions:allowances", kwargs={"session": session.pk})
    client.get(address)
    with django_assert_max_num_queries(12):
        page = client.get(address)
    assert len(page.context["statement"].rows) == count
