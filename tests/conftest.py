"""Fixtures for every test: the database of this checkout, and Redis for the tests that want it.

PostgreSQL is the embedded one in `.run/test`, unless DATABASE_URL names another. It is shared by
the processes of pytest-xdist and stops with the last of them; KEEP_DB=1 leaves it running, which
makes short runs start faster.
"""

from __future__ import annotations

import gc
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import hypothesis
import psycopg
import pytest
from django.conf import settings
from pytest_django import DjangoDbBlocker

from hdnd_portal.embedded import Postgres, Valkey

ROOT = Path(__file__).resolve().parent.parent

# Playwright keeps an event loop in the process, in which Django would refuse every query of the
# tests that come after; they are as synchronous as ever.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# A busy machine makes an example slow, not wrong.
hypothesis.settings.register_profile("portal", deadline=None)
hypothesis.settings.load_profile("portal")

# The files that take longest, begun first: with two processes nothing long is left for one alone.
LONGEST = (
    "tests/browser/test_session_journey.py",
    # While the first process prepares the portal, the other does what needs none.
    "tests/browser/test_recording.py",
    "tests/accounts/test_browser.py",
    "tests/ui/test_browser.py",
    "tests/setup/test_recovery.py",
    "tests/test_route_states.py",
    "tests/setup/test_production.py",
    "tests/test_garbage.py",
    "tests/test_routes.py",
    "tests/sample/test_loading.py",
    "tests/sessions/test_two_day_session.py",
    "tests/test_admin_routes.py",
)
# Its pages are dealt one by one, to whoever is free at the end.
LAST = "tests/browser/test_every_page.py"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, what is dealt one by one last; all others keep their order."""
    place = {path: number for number, path in enumerate(LONGEST)} | {LAST: len(LONGEST) + 1}
    items.sort(key=lambda item: place.get(item.nodeid.partition("::")[0], len(LONGEST)))


def pytest_collection_finish() -> None:
    """Leave what is loaded by now out of the search for garbage: a fifth of the time of a request.

    The web server does so, too (`hdnd_portal/asgi.py`).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(scope="session")
def database_server() -> Iterator[Postgres | None]:
    """The embedded PostgreSQL, or None where DATABASE_URL names a server."""
    server = settings.EMBEDDED_POSTGRES
    if server is None:
        yield None
        return
    with server.hold(keep=os.environ.get("KEEP_DB") == "1"):
        yield server


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    database_server: Postgres | None,
    django_db_modify_db_settings_parallel_suffix: None,
    request: pytest.FixtureRequest,
) -> None:
    """Called by pytest-django before it makes the test database: the server must run by then.

    The tables are made once for all processes and runs, in a database that each copies.
    """
    if request.config.getoption("reuse_db") and not request.config.getoption("create_db"):
        return
    settings.DATABASES["default"]["TEST"] = {
        **settings.DATABASES["default"].get("TEST", {}),
        "TEMPLATE": migrated_template(),
    }


def migrations_digest() -> str:
    """Changes with every migration of every app, ours and others', and with what ours call."""
    from django.apps import apps  # noqa: PLC0415 -- settings must be loaded first

    digest = hashlib.sha256((ROOT / "hdnd_portal" / "schema.py").read_bytes())
    for app in apps.get_app_configs():
        for path in sorted(Path(app.path).glob("migrations/*.py")):
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def address_of(database: str) -> str:
    """Address of a database on the server of the tests."""
    return urlsplit(settings.DATABASE_URL)._replace(path=f"/{database}").geturl()


def migrated_template() -> str:
    """Name of a database with all tables, which is made where there is none yet."""
    name = f"template_{migrations_digest()}"
    with psycopg.connect(address_of("postgres"), autocommit=True) as connection:
        # Of two processes one makes it, the other waits.
        connection.execute("SELECT pg_advisory_lock(hashtext('template of the tests'))")
        found = connection.execute("SELECT datname FROM pg_database WHERE datname ~ '^template_'")
        there = {row[0] for row in found}
        if name in there:
            return name
        for old in there:
            connection.execute(f'DROP DATABASE "{old}"')
        connection.execute(f'DROP DATABASE IF EXISTS "making_{name}"')
        connection.execute(f'CREATE DATABASE "making_{name}"')
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity=0"],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": address_of(f"making_{name}")},
            stdin=subprocess.DEVNULL,
            check=True,
        )
        connection.execute(f'ALTER DATABASE "making_{name}" RENAME TO "{name}"')
    return name


# What Django writes by itself and no test changes.
KEPT = ("django_content_type", "auth_permission")


def empty_tables(_test_case: object) -> None:
    """Delete the rows of those tables that have any.

    Django truncates every table after a transactional test, which takes a second, and which
    append-only ones refuse.
    """
    from django.db import connection, transaction  # noqa: PLC0415 -- settings must be loaded first

    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    names = [connection.ops.quote_name(name) for name in tables if name not in KEPT]
    filled_one = "SELECT '{0}' WHERE EXISTS (SELECT FROM {0})"
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(filled_one.format(name) for name in names))
        filled = [name for (name,) in cursor.fetchall()]
        with transaction.atomic():
            for table in filled:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        with transaction.atomic():
            # Foreign keys are looked at in the end, when nothing is left.
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            for table in filled:
                cursor.execute(f"DELETE FROM {table}")  # noqa: S608 -- a table of our own
        with transaction.atomic():
            for table in filled:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Empty tables in our own way, and leave no connection that keeps the database from going."""
    from django.db import connection  # noqa: PLC0415 -- settings must be loaded first
    from django.test import TransactionTestCase  # noqa: PLC0415

    TransactionTestCase._fixture_teardown = empty_tables
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        # A thread of some test may hold its connection still; the database is dropped all the same.
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="module")
def everybody(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[object]:
    """`tests.everybody.Everybody` for all cases of a module."""
    from tests.everybody import gathered  # noqa: PLC0415 -- settings must be loaded first

    with django_db_blocker.unblock(), gathered() as people:
        yield people


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[Valkey]:
    """A Redis-protocol server for one test, which may stop it."""
    server = Valkey(tmp_path)
    with server.hold():
        yield server


@pytest.fixture(autouse=True)
def _files_of_one_test(tmp_path: Path) -> Iterator[None]:
    """What a test stores goes with it."""
    storages = {
        **settings.STORAGES,
        "default": {
            **settings.STORAGES["default"],
            "OPTIONS": {
                **settings.STORAGES["default"]["OPTIONS"],
                "location": str(tmp_path / "files"),
            },
        },
    }
    from django.test import override_settings  # noqa: PLC0415 -- settings must be loaded first

    with override_settings(STORAGES=storages, FILE_STORE_URL=f"file://{tmp_path / 'files'}"):
        yield
