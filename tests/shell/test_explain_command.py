"""`manage.py explain` as operators call it: JSON, sentences, exit codes, no database."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from hdnd_portal.commands import Refused
from hdnd_portal.legal.register import shipped
from hdnd_portal.shell.management.commands.explain import Command
from manage import asks_database

ROOT = Path(__file__).parent.parent.parent


def explain(capsys, *words):
    call_command("explain", *words, "--json")
    return json.loads(capsys.readouterr().out)


def refused(capsys, *words):
    """Exit code, standard output and the sentence of a refused call."""
    with pytest.raises(SystemExit) as left:
        Command().run_from_argv(["manage.py", "explain", *words])
    out, sentence = capsys.readouterr()
    assert sentence.count("\n") == 1
    assert "Traceback" not in sentence
    return left.value.code, out, sentence.strip()


def test_deadline_as_json(capsys):
    found = explain(capsys, "deadline", "kn.accept", "--from", "2026-11-20")
    wanted = ("due", "raw_due", "value", "unit", "counted", "regime", "mark")
    assert [found[name] for name in wanted] == [
        "2026-12-01", "2026-12-01", 7, "working_day", 7, "KN-2026", "F",
    ]  # fmt: skip
    assert found["skipped"][0] == {"day": "2026-11-21", "why": "thứ Bảy"}
    assert "155/2026" in found["source"]


def test_deadline_with_stops_extensions_and_days(capsys):
    found = explain(
        capsys, "deadline", "TC.SETTLE", "--from", "2026-11-02",
        "--stop", "2026-11-10..2026-11-20", "--stop", "2026-11-15..2026-11-25",
        "--extend", "tc.settle.ext1", "--extend", "tc.settle.ext2",
        "--day", "2027-02-15=off",
    )  # fmt: skip
    # 90 days and 15 stopped days after 2 November: Monday 15 February 2027, made a day off.
    assert (found["raw_due"], found["due"], found["counted"]) == ("2027-02-15", "2027-02-16", 90)
    assert found["stops"] == [{"from": "2026-11-10", "to": "2026-11-25"}]


def test_deadline_in_hours_is_a_moment(capsys):
    found = explain(capsys, "deadline", "pdp.breach", "--from", "2026-11-20T17:30+07:00")
    assert found["due"] == "2026-11-23T17:30:00+07:00"


@pytest.mark.parametrize(
    ("key", "start", "raw", "due"),
    [
        # Before the Civil Code of 2015 too: 12 October 2013 was a Saturday.
        ("kn.s1", "2013-09-12", "2013-10-12", "2013-10-14"),
        ("trust.report", "2015-12-08", "2015-11-08", "2015-11-08"),
    ],
)
def test_limits_of_before_2017_are_counted(capsys, key, start, raw, due):
    found = explain(capsys, "deadline", key, "--from", start)
    assert (found["raw_due"], found["due"]) == (raw, due)


def test_day_switch_moves_the_limit(capsys):
    words = ("deadline", "kn.accept", "--from", "20/11/2026", "--day", "2026-11-24=off")
    assert explain(capsys, *words)["due"] == "2026-12-02"


def test_deadline_by_regime(capsys):
    words = ("deadline", "kn.accept", "--from", "2026-11-20", "--regime", "kn-2011")
    found = explain(capsys, *words)
    assert (found["due"], found["regime"], found["unit"]) == ("2026-11-30", "KN-2011", "day")


def test_majority_as_json(capsys):
    found = explain(capsys, "majority", "vote.resolution", "--base", "85", "--for", "43")
    assert (found["passed"], found["needed"]) == (True, 43)
    assert found["arithmetic"] == "2 × 43 = 86 > 85 = 1 × 85"


RATING = ("confidence", "--regime", "CF-2023", "--kind", "rating", "--in-office", "85",
          "--issued", "84", "--returned", "84", "--high", "20", "--medium")  # fmt: skip


def test_rating_as_json(capsys):
    found = explain(capsys, *RATING, "8", "--low", "56")
    assert (found["outcome"], found["base"], found["base_count"]) == ("REMOVE", "returned", 84)


def test_vote_as_json(capsys):
    found = explain(
        capsys, "confidence", "--regime", "CF-2023", "--kind", "vote", "--in-office", "85",
        "--issued", "84", "--returned", "84", "--for", "42", "--against", "42",
    )  # fmt: skip
    assert found["outcome"] == "KEPT"


def test_broken_control_sum_is_named(capsys):
    code, out, sentence = refused(capsys, *RATING, "8", "--low", "57", "--json")
    assert code == 2
    assert json.loads(out)["control"] == "high + medium + low + invalid = returned"
    assert "85" in sentence


def test_timeline_as_json(capsys):
    found = explain(
        capsys, "timeline", "regular_end", "--opening", "2026-12-08", "--closing", "2026-12-10"
    )
    dates = {step["step"]: step["due"] for step in found["milestones"]}
    assert dates["convening"] == "2026-11-18"
    assert dates["minutes_up"] == "2026-12-21"


@pytest.mark.parametrize(("kind", "steps"), [("resolution_legal", 9), ("resolution-individual", 6)])
def test_what_follows_a_resolution(capsys, kind, steps):
    found = explain(
        capsys, "timeline", kind, "--adoption", "2026-12-09", "--closing", "2026-12-10",
        "--signature", "2026-12-12", "--effect", "2027-01-01",
    )  # fmt: skip
    dates = {step["step"]: step["due"] for step in found["milestones"]}
    assert len(dates) == steps
    assert dates["to_ubtvqh"] == "2026-12-15"
    assert dates["authenticate"] == "2026-12-21"  # the 20th is a Sunday
    assert dates.get("to_gazette", "2026-12-16") == "2026-12-16"  # three working days
    assert dates["publish"] == "2026-12-31"
    # Ten days after adoption, a bound and no time limit: on a rest day it stays.
    assert dates.get("effect", "2026-12-19") == "2026-12-19"
    assert all(step["source"] for step in found["milestones"])


def test_shortened_procedure_publishes_once_signed(capsys):
    found = explain(
        capsys, "timeline", "resolution_legal", "--adoption", "2026-12-10", "--signature",
        "2026-12-12", "--effect", "2026-12-11",
    )  # fmt: skip
    steps = {step["step"]: step for step in found["milestones"]}
    assert steps["publish"]["due"] == "2026-12-12"
    assert "trình tự rút gọn" in steps["effect"]["warning"]
    assert "ngày bế mạc" in steps["authenticate"]["warning"]


def test_a_resolution_of_before_april_2025_has_its_limits_too(capsys):
    found = explain(
        capsys, "timeline", "resolution_legal", "--closing", "2024-12-10", "--signature",
        "2024-12-12",
    )  # fmt: skip
    dates = {step["step"]: step["due"] for step in found["milestones"]}
    # 15 December 2024 was a Sunday.
    assert (dates["to_ubtvqh"], dates["to_checking"]) == ("2024-12-16", "2024-12-16")
    assert (dates["authenticate"], dates["to_gazette"]) == ("2024-12-20", "2024-12-17")


def test_an_extraordinary_session_is_one_of_the_older_law(capsys):
    found = explain(capsys, "timeline", "extraordinary", "--opening", "2024-03-05")
    dates = {step["step"]: step["due"] for step in found["milestones"]}
    assert (dates["convening"], dates["public_notice"]) == ("2024-02-27", "2024-03-02")
    assert found["name"] == "Kỳ họp bất thường"


def test_every_share_of_the_register_is_explained(capsys):
    """Whatever is decided by a share: votes, quorums, requests, closed sittings, trust."""
    keys = {
        key
        for key, history in shipped().rows.items()
        if history[-1].unit == "fraction" and history[-1].valid_to is None
    }
    assert {"vote.resolution", "session.quorum", "standing.majority"} <= keys
    for key in keys:
        found = explain(
            capsys, "majority", key, "--base", "90", "--for", "90", "--on", "2026-11-23"
        )
        assert found["passed"] is True
        assert found["source"]


def test_seats_as_json(capsys):
    assert explain(capsys, "seats", "province", "--population", "1.070.000")["seats"] == 51


def test_rule_shows_its_history(capsys):
    found = explain(capsys, "rule", "complaint.report.standing")
    assert found["key"] == "gs.report.tt"
    assert [row["mark"] for row in found["rows"]] == ["S", "S"]


def test_people_get_sentences(capsys):
    call_command("explain", "deadline", "session.notice.regular", "--from", "2026-12-08")
    out = capsys.readouterr().out
    assert "Hạn: thứ Bảy, 28/11/2026" in out
    assert "chưa xác minh" in out


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["deadline", "kn.acept", "--from", "2026-11-20"], "kn.accept"),
        (["deadline", "kn.accept", "--from", "2026-02-31"], "không có trong lịch"),
        (["deadline", "kn.accept", "--from", "31/02/2026"], "không có trong lịch"),
        (["deadline", "kn.accept", "--from", "tomorrow"], "Không đọc được ngày"),
        (["deadline", "kn.accept", "--from", "0000-01-01"], "không có trong lịch"),
        (["deadline", "kn.accept", "--from", "1066-01-01"], "nằm ngoài lịch"),
        (["deadline", "pdp.breach", "--from", "2026-11-20T25:00"], "Không đọc được giờ"),
        (["deadline", "kn.accept"], "Còn thiếu"),
        (["deadline", "tcd.freq.chair", "--from", "2026-11-20"], "chưa có con số"),
        (["deadline", "vote.resolution", "--from", "2026-11-20"], "tỷ lệ"),
        (["deadline", "tcd.refuse", "--from", "2026-06-30"], "chưa có hiệu lực"),
        (["deadline", "tc.settle", "--from", "2026-11-02", "--stop", "2026-11-10"], "TỪ..ĐẾN"),
        (["deadline", "tc.settle", "--from", "2026-11-02", "--stop", "2026-11-10..2026-11-09"],
         "phải sau"),
        (["deadline", "tc.settle", "--from", "2026-11-02", "--extend", "kn.s1"], "gia hạn"),
        (["deadline", "kn.accept", "--from", "2026-11-20", "--day", "2026-11-24"], "NGÀY=work"),
        (["deadline", "kn.accept", "--from", "2026-11-20", "--regime", "XX-1"], "chế độ"),
        (["majority", "vote.resolution", "--base", "85", "--for", "86"], "lớn hơn tổng số"),
        (["majority", "vote.resolution", "--base", "85", "--for", "-1"], "không được âm"),
        (["majority", "vote.resolution", "--base", "0", "--for", "0"], "lớn hơn 0"),
        (["majority", "vote.resolution", "--base", "8.5", "--for", "1"], "số nguyên"),
        (["majority", "kn.accept", "--base", "85", "--for", "1"], "không phải là tỷ lệ"),
        ([*RATING, "8"], "--low"),
        (["confidence", "--regime", "CF-1999", "--kind", "rating", "--in-office", "85",
          "--issued", "84", "--returned", "84", "--high", "1", "--medium", "1", "--low", "1"],
         "CF-2023"),
        (["timeline", "regular_end"], "--opening"),
        (["timeline", "resolution_legal"], "--signature"),
        (["timeline", "resolution_legal", "--adoption", "2026-12-10", "--signature", "2026-12-09"],
         "trước ngày thông qua"),
        (["timeline", "extraordinary", "--opening", "2026-12-08"], "thematic"),
        (["timeline", "yearly", "--opening", "2026-12-08"], "regular_end"),
        (["timeline", "urgent", "--opening", "2026-12-08", "--closing", "2026-12-01"], "trước"),
        (["seats", "village", "--population", "10"], "commune-mountain"),
        (["seats", "province", "--population", "-10"], "không được âm"),
        (["seats", "province", "--population", "0"], "lớn hơn 0"),
        (["weather"], "deadline"),
        (["seats", "province", "--population", "10", "--quick"], "--quick"),
    ],
)  # fmt: skip
def test_wrong_input_leaves_with_2_and_one_sentence(capsys, words, part):
    code, _, sentence = refused(capsys, *words)
    assert code == 2
    assert part in sentence


def test_refusal_is_an_exception_for_callers_in_python():
    with pytest.raises(Refused):
        call_command("explain", "seats", "province", "--population", "0")


def run_alone(*words, **environment):
    """The command line in a process of its own, as an operator starts it."""
    return subprocess.run(
        [sys.executable, "manage.py", "explain", *words],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "hdnd_portal.settings.dev"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


NOWHERE = "postgres://nobody@127.0.0.1:1/nowhere"


def test_answers_without_any_database():
    found = run_alone("seats", "city", "--population", "1275000", DATABASE_URL=NOWHERE)
    assert (found.returncode, found.stderr) == (0, "")
    assert "51 đại biểu" in found.stdout


def test_starts_no_embedded_server():
    assert not asks_database(
        ["manage.py", "explain", "deadline", "kn.accept", "--from", "2026-11-20"]
    )
    assert asks_database(["manage.py", "explain", "rule", "kn.accept", "--council", "t1"])
    assert asks_database(["manage.py", "explain", "rule", "kn.accept", "--council=t1"])
    assert asks_database(["manage.py", "migrate"])


def test_council_without_a_database_is_a_sentence():
    found = run_alone("rule", "kn.accept", "--council", "t1", DATABASE_URL=NOWHERE)
    assert found.returncode == 2
    assert found.stderr == "Chưa nối được cơ sở dữ liệu để đọc quy tắc của đơn vị.\n"
