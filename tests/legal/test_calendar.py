"""The working-day calendar: decreed years, Tết, swaps, corrections."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hdnd_portal.legal.calendar import (
    CalendarRefused,
    DayKind,
    DayMark,
    WorkCalendar,
    note_for,
)

CALENDAR = WorkCalendar()
DAYS = st.dates(date(2020, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 1, 1), "Tết Dương lịch"),
        # Decreed swap: Friday off, Saturday 10 January worked.
        (date(2026, 1, 2), "nghỉ hoán đổi, làm bù thứ Bảy 10/01/2026"),
        (date(2026, 1, 10), ""),
        # Tết 2026: Monday 16 to Friday 20 February.
        (date(2026, 2, 13), ""),
        (date(2026, 2, 16), "Tết Nguyên đán"),
        (date(2026, 2, 20), "Tết Nguyên đán"),
        (date(2026, 2, 21), "thứ Bảy"),
        (date(2026, 2, 23), ""),
        # Hùng Kings' day 2026 falls on a Sunday: Monday in lieu (Labour Code Art. 111(3)).
        (date(2026, 4, 26), "Giỗ Tổ Hùng Vương"),
        (date(2026, 4, 27), "Giỗ Tổ Hùng Vương (nghỉ bù)"),
        (date(2026, 4, 30), "Ngày Chiến thắng 30/4"),
        (date(2026, 5, 1), "Ngày Quốc tế Lao động 1/5"),
        # National Day 2026 with the decreed swap of Saturday 22 August.
        (date(2026, 8, 22), ""),
        (date(2026, 8, 31), "nghỉ hoán đổi, làm bù 22/08/2026"),
        (date(2026, 9, 1), "Quốc khánh"),
        (date(2026, 9, 2), "Quốc khánh"),
        (date(2026, 9, 3), ""),
        # 24 November is announced, not seen in law: worked until switched on.
        (date(2026, 11, 24), ""),
        (date(2027, 11, 24), ""),
        (date(2027, 2, 3), ""),
        (date(2027, 2, 4), "Tết Nguyên đán"),
        (date(2027, 2, 6), "Tết Nguyên đán"),
        (date(2027, 2, 10), "Tết Nguyên đán"),
        (date(2027, 2, 11), ""),
        # 1 May 2027 is a Saturday: Monday 3 May in lieu.
        (date(2027, 5, 3), "Ngày Quốc tế Lao động 1/5 (nghỉ bù)"),
        (date(2026, 11, 22), "Chủ nhật"),
        # Earlier decreed years.
        (date(2023, 1, 20), "Tết Nguyên đán"),
        (date(2023, 1, 26), "Tết Nguyên đán"),
        (date(2025, 4, 26), ""),
        (date(2025, 5, 2), "nghỉ hoán đổi, làm bù 26/04/2025"),
        # Worked in December for a day off of the January after it.
        (date(2014, 12, 27), ""),
        (date(2015, 1, 2), "nghỉ hoán đổi, làm bù 27/12/2014"),
    ],
)
def test_day_is_off_for_the_right_reason(day, why):
    assert CALENDAR.why_off(day) == why
    assert CALENDAR.is_working(day) == (why == "")


def test_pending_day_can_be_switched_on_with_its_day_in_lieu():
    calendar = WorkCalendar(pending={"culture-day"})
    assert calendar.why_off(date(2026, 11, 24)) == "Ngày Văn hóa Việt Nam"
    # 24 November 2029 is a Saturday.
    assert calendar.why_off(date(2029, 11, 26)) == "Ngày Văn hóa Việt Nam (nghỉ bù)"
    assert WorkCalendar().why_off(date(2029, 11, 26)) == ""


def test_correction_wins_over_holiday_and_weekend():
    calendar = CALENDAR.corrected(
        {
            date(2027, 2, 4): DayMark(DayKind.WORK, "đi làm theo thông báo"),
            date(2027, 2, 11): DayMark(DayKind.OFF, "Tết Nguyên đán theo thông báo"),
        }
    )
    assert calendar.is_working(date(2027, 2, 4))
    assert calendar.why_off(date(2027, 2, 11)) == "Tết Nguyên đán theo thông báo"
    assert CALENDAR.is_working(date(2027, 2, 11))


@pytest.mark.parametrize("day", [date(1994, 12, 31), date(2100, 1, 1)])
def test_year_without_calendar_is_refused(day):
    with pytest.raises(CalendarRefused):
        CALENDAR.is_working(day)


@given(DAYS, st.integers(1, 40))
def test_back_and_forth_meet_on_working_days(day, number):
    there = CALENDAR.add_working_days(day, number)
    assert CALENDAR.is_working(there)
    worked = sum(CALENDAR.is_working(day + timedelta(n)) for n in range(1, (there - day).days + 1))
    assert worked == number
    if CALENDAR.is_working(day):
        assert CALENDAR.back_working_days(there, number) == day


@given(DAYS)
def test_working_and_off_exclude_each_other(day):
    assert CALENDAR.is_working(day) is (CALENDAR.why_off(day) == "")
    assert CALENDAR.is_working(CALENDAR.next_working_day(day))
    assert CALENDAR.previous_working_day(day) <= day <= CALENDAR.next_working_day(day)


@pytest.mark.parametrize(("year", "part"), [(2026, ""), (2027, "2027 là dự kiến"), (2031, "2031")])
def test_years_not_yet_decided_say_so(year, part):
    assert part in note_for(year)
    assert bool(note_for(year)) is bool(part)
