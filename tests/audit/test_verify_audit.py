"""The command that proves the trail: it must find what somebody with the database can do."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from hdnd_portal.audit import log
from hdnd_portal.audit.models import Entry
from hdnd_portal.audit.sealing import verify_chain

pytestmark = pytest.mark.django_db


def tamper(statement: str, *values: object) -> None:
    """Change the table as somebody would who owns it: with the triggers off."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        cursor.execute(statement, values)
        cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER USER")


@pytest.fixture
def five_entries(officer):
    for number in range(1, 6):
        log.record(f"a.act{number}", officer, by=officer, note="Đã duyệt", number=number)


def verify(capsys, *arguments: str) -> dict:
    """The command's answer; it must end with code 1 exactly when the trail is not sound."""
    code: object = 0
    try:
        call_command("verify_audit", "--json", *arguments)
    except SystemExit as ended:
        code = ended.code
    answer = json.loads(capsys.readouterr().out)
    assert code == (0 if answer["sound"] else 1)
    return answer


def test_a_whole_trail_is_sound_and_names_its_anchor(five_entries, capsys):
    answer = verify(capsys)
    last = Entry.objects.get(sequence=5)
    assert answer == {
        "sound": True,
        "checked": 5,
        "problem": "",
        "sequence": None,
        "anchor": f"5:{last.hash}",
    }


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE audit_entry SET actor_name = 'X' WHERE sequence = 3", "dòng 3 đã bị sửa"),
        (
            """UPDATE audit_entry SET details = '{"note": "Đã từ chối"}' WHERE sequence = 3""",
            "dòng 3 đã bị sửa",
        ),
        (
            "UPDATE audit_entry SET at = at - interval '1 microsecond' WHERE sequence = 3",
            "dòng 3 đã bị sửa",
        ),
        ("DELETE FROM audit_entry WHERE sequence = 3", "thiếu dòng 3"),
        (
            "UPDATE audit_entry SET previous_hash = repeat('a', 64) WHERE sequence = 3",
            "dòng 3 không nối",
        ),
    ],
)
def test_a_changed_row_is_found(five_entries, capsys, statement, problem):
    assert verify(capsys)["sound"]
    tamper(statement)

    answer = verify(capsys)
    assert answer["problem"].startswith(problem)
    assert answer["sequence"] == 3
    with pytest.raises(CommandError, match=problem):
        call_command("verify_audit")


def test_a_row_changed_with_its_hash_breaks_the_link_to_the_next(five_entries, capsys):
    verify(capsys)
    forged = Entry.objects.get(sequence=3)
    forged.event = "a.forged"
    tamper(
        "UPDATE audit_entry SET event = %s, hash = %s WHERE sequence = 3",
        forged.event,
        forged.expected_hash(),
    )
    assert verify(capsys)["problem"].startswith("dòng 4 không nối")


def test_a_cut_end_is_found_with_the_anchor_noted_before(five_entries, capsys):
    anchor = verify(capsys)["anchor"]
    tamper("DELETE FROM audit_entry WHERE sequence = 5")

    assert verify(capsys)["sound"]
    assert verify(capsys, "--anchor", anchor)["problem"] == "thiếu dòng 5 đã làm mốc"


def test_a_rebuilt_chain_is_found_with_the_anchor(five_entries, capsys):
    anchor = verify(capsys)["anchor"]
    tamper(
        "UPDATE audit_entry SET event = 'a.forged', sequence = NULL, hash = '', previous_hash = ''"
    )

    assert verify(capsys)["sound"]
    assert verify(capsys, "--anchor", anchor)["problem"] == ("dòng 5 không phải dòng đã làm mốc")


def test_an_entry_kept_out_of_the_chain_is_found(five_entries):
    assert verify_chain().is_sound
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        assert "không được niêm phong" in verify_chain().problem


def test_an_anchor_in_another_form_is_refused_with_code_2(db):
    with pytest.raises(CommandError) as refused:
        call_command("verify_audit", "--anchor", "5-abc")
    assert refused.value.returncode == 2
