"""`manage.py explain` with the rules and days of one council, and of units."""

import json
from datetime import date

import pytest
from django.core.management import call_command

from hdnd_portal.commands import Refused
from hdnd_portal.legal.models import CalendarDay, RuleOverride
from tests.factories import CouncilFactory


def explain(capsys, *words):
    call_command("explain", *words, "--json")
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def council(db):
    council = CouncilFactory()
    RuleOverride.objects.create(
        council=council, key="session.docs", value="7", unit="working_day",
        valid_from=date(2026, 1, 1), source="Quy chế làm việc, Điều 9",
    )  # fmt: skip
    CalendarDay.objects.create(council=council, day=date(2026, 12, 1), kind="off", reason="lễ hội")
    return council


DOCS = ("deadline", "session.docs", "--from", "2026-12-08")


def test_rules_and_days_of_the_council_are_applied(capsys, council):
    found = explain(capsys, *DOCS, "--council", council.code)
    # 7 working days back from 8 December without the 1st: 7, 4, 3, 2 December, 30, 27, 26 Nov.
    assert found["due"] == "2026-11-26"
    assert {"day": "2026-12-01", "why": "lễ hội"} in found["skipped"]
    assert (found["regime"], found["source"]) == ("WR-local", "Quy chế làm việc, Điều 9")


def test_without_a_council_the_shipped_rule_answers(capsys, council):
    assert explain(capsys, *DOCS)["due"] == "2026-12-03"


def test_timeline_of_the_council(capsys, council):
    found = explain(
        capsys, "timeline", "regular_end", "--opening", "2026-12-08", "--council", council.code
    )
    dates = {step["step"]: step["due"] for step in found["milestones"]}
    assert dates["documents"] == "2026-11-26"


@pytest.mark.django_db
def test_unknown_council_is_refused():
    with pytest.raises(Refused, match="“nowhere”"):
        call_command("explain", *DOCS, "--council", "nowhere")


def test_old_address_leads_to_the_units_of_today(capsys):
    text = "xã Tân Xã, huyện Thạch Thất, thành phố Hà Nội"
    found = explain(capsys, "unit", text, "--on", "2026-11-20")
    assert [unit["label"] for unit in found["units"]] == ["xã Hạ Bằng", "xã Hòa Lạc"]
    before = explain(capsys, "unit", text, "--on", "2025-06-30")
    assert [unit["label"] for unit in before["units"]] == ["xã Tân Xã"]


def test_unknown_address_is_refused():
    with pytest.raises(Refused, match="Không tìm thấy"):
        call_command("explain", "unit", "xã Không Đâu Cả, tỉnh Không Có")
