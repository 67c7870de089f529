from datetime import date, timedelta

import pytest

from hdnd_portal.handovers.labels import SENTENCES
from hdnd_portal.handovers.rules import FURTHEST, Facts, is_due, objection

TODAY = date(2026, 11, 23)
POSSIBLE = {
    "last_on": TODAY,
    "today": TODAY,
    "has_place": True,
    "is_self": False,
    "is_fit": True,
    "is_planned": False,
    "was_done_today": False,
}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, ""),
        ({"last_on": TODAY + timedelta(days=1)}, ""),
        ({"last_on": TODAY + FURTHEST}, ""),
        ({"last_on": TODAY + FURTHEST + timedelta(days=1)}, "too_far"),
        ({"last_on": TODAY - timedelta(days=1)}, "backdated"),
        ({"is_planned": True}, "planned"),
        ({"was_done_today": True}, "done"),
        ({"has_place": False}, "no_place"),
        ({"is_self": True, "is_fit": False}, "self"),
        ({"is_fit": False}, "unfit"),
        # What was done already is said first: the rest no longer matters.
        ({"was_done_today": True, "has_place": False, "is_fit": False}, "done"),
    ],
)
def test_work_passes_ahead_of_time_to_somebody_fit_and_once(changed, code):
    assert objection(Facts(**{**POSSIBLE, **changed})) == code
    assert not code or str(SENTENCES[code])


@pytest.mark.parametrize(("days", "due"), [(-1, True), (0, True), (1, False)])
def test_a_missed_day_is_due_and_a_later_one_is_not(days, due):
    assert is_due(TODAY + timedelta(days=days), TODAY) is due
