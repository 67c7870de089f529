"""Wrong calls of every command of ours: one Vietnamese sentence, exit code 2, JSON where asked."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.core.management import get_commands, load_command_class
from django.db import connection

from hdnd_portal.commands import SentenceCommand
from manage import asks_database

ROOT = Path(__file__).parent.parent.parent
OURS = sorted(
    name for name, app in get_commands().items() if app.split(".")[0] in {"hdnd_portal", "sessions"}
)


def refused(capsys, *words):
    """Exit code, standard output and the sentence of a refused call."""
    with pytest.raises(SystemExit) as left:
        load_command_class(get_commands()[words[0]], words[0]).run_from_argv(["manage.py", *words])
    out, sentence = capsys.readouterr()
    assert sentence.count("\n") == 1
    assert "Traceback" not in sentence
    assert "usage" not in sentence
    return left.value.code, out, sentence.strip()


def test_every_command_of_ours_complains_in_vietnamese():
    assert {"explain", "paper", "seed", "setup_council", "sample_accounts"} <= set(OURS)
    for name in OURS:
        assert isinstance(load_command_class(get_commands()[name], name), SentenceCommand), name


@pytest.mark.parametrize("name", OURS)
def test_unknown_option_is_one_sentence(capsys, name):
    words = [name, *{"explain": ("seats", "city", "--population", "1")}.get(name, ())]
    if name == "setup_council":
        words += ["51", "--term", "2026-2031"]
    code, _, sentence = refused(capsys, *words, "--khong-co")
    assert code == 2
    assert sentence == "Không hiểu tham số: --khong-co."


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("seed", "--documents", "abc"), "--documents phải là số nguyên không âm, đã nhập “abc”"),
        (("seed", "--documents", "-5"), "đã nhập “-5”"),
        (("seed", "--documents"), "--documents thiếu giá trị"),
        (("seed", "--docu", "5"), "Không hiểu tham số: --docu 5"),
        (("seed", "--petitions", "5"), "chưa có chỗ lưu đơn thư"),
        (("seed",), "từ 1 đến"),
        (("setup_council",), "Còn thiếu: code, --term"),
        (("setup_council", "51", "--term", "2026-2031", "--population", "1,5"), "--population"),
        (("sample_accounts", "--json=yes"), "--json không nhận giá trị"),
        (("paper", "--format", "pdf"), "Cần nêu tên văn bản mẫu"),
        (("paper", "nghi-quyet", "--out", "x.pdf"), "Không có văn bản mẫu"),
        (("verify_audit", "--anchor", "1"), "SỐ:MÃ BĂM"),
    ],
)
def test_wrong_arguments_are_one_sentence(capsys, words, part):
    code, out, sentence = refused(capsys, *words)
    assert code == 2
    assert out == ""
    assert part in sentence


@pytest.mark.parametrize(
    "words",
    [
        ("paper", "nghi-quyet", "--out", "x.pdf"),
        ("paper", "ballot", "--out", "/khong/co/x.pdf"),
        ("seed", "--documents", "abc"),
        ("setup_council", "51"),
    ],
)
def test_refusals_are_json_where_json_was_asked_for(capsys, words):
    code, out, sentence = refused(capsys, *words, "--json")
    assert code == 2
    assert json.loads(out) == {"error": sentence}


def test_papers_start_no_database():
    assert not asks_database(["manage.py", "paper", "ballot", "--out", "x.pdf"])
    assert asks_database(["manage.py", "seed", "--documents", "5"])


def run_alone(*words, url):
    """The command line in a process of its own, as an operator starts it."""
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "hdnd_portal.settings.dev",
            "DATABASE_URL": url,
        },
        capture_output=True,
        text=True,
        check=False,
    )


NOWHERE = "postgres://nobody@127.0.0.1:1/nowhere"


def test_paper_is_written_without_any_database(tmp_path):
    out = tmp_path / "phieu.docx"
    found = run_alone("paper", "ballot", "--out", str(out), url=NOWHERE)
    assert (found.returncode, found.stderr) == (0, "")
    assert out.read_bytes().startswith(b"PK")


def test_unreachable_database_is_a_sentence():
    found = run_alone("sample_accounts", "--json", url=NOWHERE)
    assert found.returncode == 2
    assert found.stderr.startswith("Chưa nối được cơ sở dữ liệu")
    assert found.stderr.count("\n") == 1
    assert json.loads(found.stdout)["error"] == found.stderr.strip()


@pytest.fixture
def empty_database(db):
    """A database that exists and was never migrated."""
    name = f"{connection.settings_dict['NAME']}_empty"
    chosen = connection.settings_dict
    server = {
        "host": chosen["HOST"] or None,
        "port": chosen["PORT"] or None,
        "user": chosen["USER"] or None,
        "password": chosen["PASSWORD"] or None,
    }
    with psycopg.connect(dbname="postgres", autocommit=True, **server) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}"')
        admin.execute(f'CREATE DATABASE "{name}"')
        yield psycopg.conninfo.make_conninfo(dbname=name, **server), chosen, name
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.parametrize(
    "words",
    [
        ("sample_accounts",),
        ("seed", "--documents", "5"),
        ("setup_council", "51", "--term", "2026-2031"),
        ("wipe_sample",),
        ("verify_audit",),
    ],
)
def test_database_without_tables_is_a_sentence(empty_database, words):
    _, chosen, name = empty_database
    password = f":{chosen['PASSWORD']}" if chosen["PASSWORD"] else ""
    place = chosen["HOST"] or ""
    login = f"{chosen['USER']}{password}@{place.replace('/', '%2F')}:{chosen['PORT']}"
    url = f"postgres://{login}/{name}"
    found = run_alone(*words, url=url)
    assert found.returncode == 2, found.stderr
    assert found.stderr == (
        "Cơ sở dữ liệu chưa có đủ bảng của phiên bản này. Hãy chạy: manage.py migrate\n"
    )
