"""The plan of each kind of session, dated by hand for December 2026."""

from datetime import date

import pytest

from hdnd_portal.legal.calendar import DayKind, DayMark, WorkCalendar
from hdnd_portal.legal.register import shipped
from hdnd_portal.legal.timeline import TimelineRefused, kinds, plan_for, timeline

CALENDAR = WorkCalendar()


def dated(kind, opening, closing=None, **options):
    options.setdefault("calendar", CALENDAR)
    steps = timeline(kind, opening=opening, closing=closing, register=shipped(), **options)
    return {step.plan.step: step for step in steps}


def test_year_end_session_is_planned_back_from_its_opening():
    steps = dated("regular_end", date(2026, 12, 8), date(2026, 12, 10))
    assert {name: step.due_on for name, step in steps.items()} == {
        "conference_open": date(2026, 10, 24),
        "conference": date(2026, 11, 8),
        "convening": date(2026, 11, 18),
        "dossier_to_ban": date(2026, 11, 23),
        "ban_meeting": date(2026, 11, 28),
        "verification_report": date(2026, 11, 28),
        "promise_report": date(2026, 11, 28),
        "public_notice": date(2026, 11, 28),
        "documents": date(2026, 12, 3),
        "standing_programme_proposals": date(2026, 12, 3),
        "opening": date(2026, 12, 8),
        "budget": date(2026, 12, 9),
        "closing": date(2026, 12, 10),
        # Signature not known: three days after closing end on a Sunday.
        "resolution_up": date(2026, 12, 14),
        "election_results": date(2026, 12, 17),
        "resolution_sign": date(2026, 12, 21),
        "minutes_up": date(2026, 12, 21),
        "standing_programme": date(2026, 12, 25),
        "voter_contact_before": None,
        "voter_contact_after": None,
    }


def test_budget_after_9_december_is_warned_about():
    late = dated("regular_end", date(2026, 12, 8), date(2026, 12, 10))["budget"]
    assert "sau ngày cuối cùng 09/12/2026" in late.warning
    assert dated("regular_end", date(2026, 12, 7), date(2026, 12, 9))["budget"].warning == ""


def test_first_day_of_a_window_asks_for_nothing_earlier():
    # 24 October 2026 is a Saturday; 8 November, the last day of the window, a Sunday.
    steps = dated("regular_end", date(2026, 12, 8))
    assert steps["conference_open"].due_on == date(2026, 10, 24)
    assert steps["conference_open"].warning == ""
    assert steps["conference_open"].as_dict()["suggested"] is None
    assert steps["conference"].as_dict()["suggested"] == "2026-11-06"


def test_thematic_session_has_its_own_limits():
    steps = dated("thematic", date(2026, 12, 8))
    assert steps["convening"].due_on == date(2026, 12, 1)
    assert steps["public_notice"].due_on == date(2026, 12, 5)
    assert steps["minutes_up"].due_on is None
    assert "ngày bế mạc" in steps["minutes_up"].warning
    assert "budget" not in steps


def test_mid_year_session_fixes_the_oversight_programme():
    steps = dated("regular_mid", date(2027, 7, 6))
    assert steps["oversight_programme"].due_on == date(2027, 6, 26)
    assert "standing_programme" not in steps


def test_first_session_must_open_within_45_days_of_the_election():
    steps = dated("first", date(2026, 5, 4), election=date(2026, 3, 15))
    assert steps["first_session"].due_on == date(2026, 4, 29)
    assert "quá hạn" in steps["first_session"].warning


def test_signature_dates_the_sending_up():
    steps = dated(
        "regular_end", date(2026, 12, 8), date(2026, 12, 10), signature=date(2026, 12, 17)
    )
    assert steps["resolution_up"].due_on == date(2026, 12, 21)
    assert steps["resolution_up"].warning == ""


def test_explanation_names_the_rule_in_words():
    steps = dated("regular_end", date(2026, 12, 8), date(2026, 12, 10))
    explanation = steps["convening"].explanation()
    assert explanation["rule"] == "Triệu tập kỳ họp thường lệ"
    assert (explanation["start"], explanation["due"]) == ("2026-12-08", "2026-11-18")
    assert "10/12/2026" in steps["budget"].explanation()["warning"]
    assert steps["opening"].explanation() == {}
    unset = steps["voter_contact_before"].explanation()
    assert (unset["rule"], unset["mark"]) == ("Tiếp xúc cử tri trước kỳ họp", "U")
    assert "chưa có con số" in unset["warning"]


def test_opening_on_a_rest_day_is_warned_about():
    assert "Tết" in dated("regular_end", date(2027, 2, 5))["opening"].warning


def test_new_holiday_changes_the_plan():
    calendar = CALENDAR.corrected({date(2026, 12, 14): DayMark(DayKind.OFF, "nghỉ")})
    steps = dated("regular_end", date(2026, 12, 8), date(2026, 12, 10), calendar=calendar)
    assert steps["election_results"].due_on == date(2026, 12, 18)


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_kind_has_a_plan_from_the_register(kind):
    plans = plan_for(kind)
    assert len({plan.step for plan in plans}) == len(plans)
    for plan in plans:
        assert plan.owner_roles
        if plan.rule_key:
            assert shipped().canonical(plan.rule_key) == plan.rule_key


def test_steps_come_in_order_of_time():
    steps = timeline(
        "regular_end", opening=date(2026, 12, 8), register=shipped(), calendar=CALENDAR
    )
    days = [step.due_on for step in steps if step.due_on]
    assert days == sorted(days)


@pytest.mark.parametrize(
    "options",
    [
        {"kind": "evening", "opening": date(2026, 12, 8)},
        {"kind": "urgent", "opening": date(2026, 12, 8), "closing": date(2026, 12, 7)},
        {"kind": "urgent", "opening": date(2026, 12, 8), "signature": date(2026, 12, 7)},
    ],
)
def test_contradicting_days_are_refused(options):
    with pytest.raises(TimelineRefused):
        timeline(options.pop("kind"), register=shipped(), calendar=CALENDAR, **options)
