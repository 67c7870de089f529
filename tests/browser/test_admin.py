"""The administrator's pages: reference data is kept here, records of the work are only read."""

from __future__ import annotations

import pytest

from tests.browser.people import People, Someone

WRITABLE = [
    "council/administrativeunit",
    "council/council",
    "council/term",
    "council/body",
    "council/person",
    "council/mandate",
    "council/membership",
    "council/agency",
    "council/field",
    "council/fielddesk",
    "accounts/user",
    "legal/ruleoverride",
    "legal/calendarday",
    "council_sessions/reviewlevel",
]
# Records of the work, as far as they are shown; every other model of an app is of this kind.
READ_ONLY = (
    "/audit/entry/",
    "/legal/computeddeadline/",
    "/council_sessions/",
    "/documents/",
    "/handovers/",
    "/reports/",
    "/notices/delivery/",
)


@pytest.fixture
def admin(people: People) -> Someone:
    """Quản trị."""
    return people.one("admin")


def model_links(admin: Someone) -> list[str]:
    """Paths of all lists on the first page of the admin."""
    page = admin.open("/quan-tri/")
    links = page.locator("#content-main .model-list a, #content-main th[scope=row] a").all()
    return [link.get_attribute("href") or "" for link in links]


def test_every_list_of_the_admin_opens(admin: Someone) -> None:
    paths = model_links(admin)
    assert len(paths) >= len(WRITABLE)
    for path in paths:
        admin.open(path)
        assert admin.complaints == []


@pytest.mark.parametrize("model", WRITABLE)
def test_reference_data_can_be_added(admin: Someone, model: str) -> None:
    page = admin.open(f"/quan-tri/{model}/add/")
    assert page.locator("#content-main form input[name=_save]").count() >= 1
    assert admin.complaints == []


def test_records_of_the_work_are_only_read(admin: Someone) -> None:
    kept = tuple(f"/{model}/" for model in WRITABLE)
    links = [path for path in model_links(admin) if not path.endswith(kept)]
    paths = [path for path in links if any(part in path for part in READ_ONLY)]
    assert len(paths) >= 11
    for path in paths:
        page = admin.open(path)
        assert page.locator("#content a.addlink").count() == 0
        answer = admin.context.request.get(f"{admin.portal.address}{path}add/")
        assert answer.status == 403
        record = page.locator("#result_list tbody th a").first
        if record.count():
            admin.open(record.get_attribute("href") or "")
            assert (
                page.locator("#content-main [name^=_save], #content-main .deletelink").count() == 0
            )
