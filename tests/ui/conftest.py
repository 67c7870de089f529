"""A council with agencies, and somebody who may see them."""

import os
from datetime import date

import pytest
from django.conf import settings
from django.test import Client

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import AdministrativeUnit, Agency, Council
from tests.chromium import CHROMIUM


@pytest.fixture
def officer(db) -> User:
    return User.objects.create(username="cv.anh", name="Nguyễn Thị Hồng Ánh", is_superuser=True)


@pytest.fixture
def council(db) -> Council:
    unit = AdministrativeUnit.objects.create(
        code="97", kind="province", name="Tỉnh Mẫu", valid_from=date(2025, 7, 1)
    )
    return Council.objects.create(code="mau", unit=unit, name="HĐND tỉnh Mẫu", place="Mẫu")


@pytest.fixture
def make_agencies(council):
    """Agencies named Sở 001 … with days that repeat and are partly missing."""

    def make(count: int, **fields) -> list[Agency]:
        return Agency.objects.bulk_create(
            Agency(
                council=council,
                kind=fields.get("kind", "department"),
                name=f"Sở {number:03}",
                code=f"S{number:03}",
                valid_from=date(2026, 1, 1 + number % 3) if number % 4 else None,
            )
            for number in range(count)
        )

    return make


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The Chromium of the machine, with nothing fetched behind our back."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    # Playwright keeps an event loop in the thread of the test; the database is used beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    }


@pytest.fixture
def signed_in(transactional_db, live_server, context, officer):
    """A browser context signed in as the officer."""
    client = Client()
    client.force_login(officer)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
    )
    return context
