from datetime import date
from decimal import Decimal

import pytest

from sessions.schedule import ScheduleRefused, check_opening, half_days


def weekday(day):
    return day.weekday() < 5


def test_two_and_a_half_days_from_a_tuesday_end_on_thursday_morning():
    halves = half_days(date(2026, 12, 8), Decimal("2.5"), weekday)

    assert [(h.starts_at.date(), h.starts_at.hour) for h in halves] == [
        (date(2026, 12, 8), 8),
        (date(2026, 12, 8), 13),
        (date(2026, 12, 9), 8),
        (date(2026, 12, 9), 13),
        (date(2026, 12, 10), 8),
    ]


def test_a_session_over_the_weekend_goes_on_on_monday():
    halves = half_days(date(2026, 12, 11), Decimal(2), weekday)

    assert {h.starts_at.date() for h in halves} == {date(2026, 12, 11), date(2026, 12, 14)}


@pytest.mark.parametrize(
    ("days", "code"), [("2.3", "days_step"), ("0", "days_range"), ("16", "days_range")]
)
def test_refused_lengths(days, code):
    with pytest.raises(ScheduleRefused) as refused:
        half_days(date(2026, 12, 8), Decimal(days), weekday)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("opening", "why", "code"),
    [
        (date(2026, 11, 19), None, "opening_past"),
        (date(2029, 1, 2), None, "opening_far"),
        (date(2027, 2, 6), "Tết Nguyên đán", "opening_day_off"),
    ],
)
def test_refused_opening_days(opening, why, code):
    with pytest.raises(ScheduleRefused) as refused:
        check_opening(opening, today=date(2026, 11, 20), why_off=why, accepts_day_off=False)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("opening", "why", "accepts"),
    [(date(2026, 11, 20), None, False), (date(2026, 12, 12), "thứ Bảy", True)],
)
def test_accepted_opening_days(opening, why, accepts):
    check_opening(opening, today=date(2026, 11, 20), why_off=why, accepts_day_off=accepts)
