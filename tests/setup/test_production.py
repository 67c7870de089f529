"""Production starts only with secrets of its own and without sample accounts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from hdnd_portal import startup
from hdnd_portal.settings.services import broker, database, file_store, sample_secrets
from tools.check import production_environment

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLE_NOTE_KEY = "c2FtcGxlLWtleS10aGF0LXByb2R1Y3Rpb24tcmVmdXM="
OWN_NOTE_KEY = "T3duLWtleS1vZi1vbmUtb2ZmaWNlLWZvci1ub3Rlcy4="
SAMPLE_KEY = "sample-secret-key-that-production-refuses-to-start-with-replace-it"


CHECK = ("manage.py", "check", "--deploy", "--fail-level", "WARNING")
LOAD = ("-c", "import hdnd_portal.settings.production")


def in_production(*command: str, **changed: str | None) -> subprocess.CompletedProcess[str]:
    """Run Python with the environment of a real office, some values changed or missing."""
    environment = {**os.environ, **production_environment()}
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # set for Playwright, in tests only
    for name, value in changed.items():
        environment.pop(name, None)
        if value is not None:
            environment[name] = value
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )


def test_complete_environment_is_accepted() -> None:
    done = in_production(*CHECK)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("System check identified no issues")


def test_forms_may_lead_to_the_sign_on_of_the_province() -> None:
    """Chromium holds the redirect after a form to form-action, too."""
    shown = (
        "-c",
        (
            "import hdnd_portal.settings.production as s;"
            "print(s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'])"
        ),
    )
    assert in_production(*shown).stdout == "[\"'self'\"]\n"
    sign_on = {
        "OIDC_SERVER_URL": "https://sso.tinh.example:8443/realms/a/.well-known/openid-configuration",
        "OIDC_CLIENT_ID": "hdnd",
        "OIDC_CLIENT_SECRET": "x" * 40,
    }
    done = in_production(*shown, **sign_on)
    assert done.stdout == "[\"'self'\", 'https://sso.tinh.example:8443']\n", done.stderr


@pytest.mark.parametrize(
    "name",
    [
        "SECRET_KEY",
        "NOTE_KEYS",
        "ALLOWED_HOSTS",
        "PORTAL_URL",
        "DATABASE_URL",
        "REDIS_URL",
        "FILE_STORE_URL",
        "EMAIL_URL",
        "DEFAULT_FROM_EMAIL",
    ],
)
def test_missing_value_is_named(name: str) -> None:
    done = in_production(*LOAD, **{name: None})
    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1].endswith(f"Set the {name} environment variable")


@pytest.mark.parametrize("key", [SAMPLE_KEY, "short", "k" * 27])
def test_sample_or_short_secret_is_refused(key: str) -> None:
    done = in_production(*CHECK, SECRET_KEY=key)
    assert done.returncode == 1
    assert done.stderr.startswith("SECRET_KEY is the sample of .env.example or shorter than 50")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("keys", [SAMPLE_NOTE_KEY, "", f"{OWN_NOTE_KEY},{SAMPLE_NOTE_KEY}"])
def test_sample_or_no_key_of_notes_is_refused(keys: str) -> None:
    done = in_production(*CHECK, NOTE_KEYS=keys)
    assert done.returncode == 1
    assert done.stderr.startswith("NOTE_KEYS is empty or the sample of .env.example")
    assert "Traceback" not in done.stderr


def test_sample_file_holds_the_secrets_that_are_refused() -> None:
    assert {SAMPLE_KEY, SAMPLE_NOTE_KEY} <= sample_secrets(ROOT / ".env.example")


@pytest.mark.django_db
def test_sample_accounts_keep_production_from_starting() -> None:
    get_user_model().objects.create(username="mau", is_sample=True)
    with override_settings(SAMPLE_ALLOWED=False):
        with pytest.raises(ImproperlyConfigured, match="holds sample accounts"):
            startup.refuse_sample_accounts()
        found = startup.check_sample_accounts(app_configs=None, databases=["default"])
        assert [problem.id for problem in found] == ["hdnd_portal.E001"]
    startup.refuse_sample_accounts()


@pytest.mark.django_db
def test_accounts_of_the_office_start() -> None:
    get_user_model().objects.create(username="vanthu", is_sample=False)
    with override_settings(SAMPLE_ALLOWED=False):
        startup.refuse_sample_accounts()


def test_address_of_a_unix_socket_is_understood_by_all() -> None:
    entry = database("postgres://hdnd@%2Frun%2Fpg/portal?sslmode=disable")
    assert (entry["HOST"], entry["NAME"], entry["USER"]) == ("/run/pg", "portal", "hdnd")
    assert entry["OPTIONS"]["sslmode"] == "disable"
    assert broker("unix:///run/valkey.sock") == "redis+socket:///run/valkey.sock"
    assert broker("redis://:secret@host:6379/1") == "redis://:secret@host:6379/1"


def test_file_store_is_a_folder_or_a_bucket() -> None:
    folder = file_store("file:///srv/h%C4%91nd/files")
    assert folder["OPTIONS"]["location"] == "/srv/hđnd/files"
    bucket = file_store("s3://ho-so/2026?endpoint_url=https://s3.example.vn&region_name=vn-1")
    assert bucket["OPTIONS"]["bucket_name"] == "ho-so"
    assert bucket["OPTIONS"]["location"] == "2026"
    assert bucket["OPTIONS"]["endpoint_url"] == "https://s3.example.vn"
    with pytest.raises(ValueError, match="must begin with file:// or s3://, not ftp://"):
        file_store("ftp://host/files")
