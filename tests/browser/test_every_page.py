"""Every page is looked at: axe in light and dark, four widths, no word from the console.

A route that answers a browser with a page and is not looked at here fails.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from tests.accounts.test_browser import add_virtual_device
from tests.accounts.test_second_factor import code_now
from tests.browser.pages import APART, NO_PAGE, PAGES, admin_pages, records_of
from tests.browser.people import NARROW, WIDTHS, People, overflow
from tests.browser.portal import Portal
from tests.browser.test_admin import WRITABLE
from tests.test_routes import ROUTES, is_admin, view_class

# Their account gets a second factor, and no other test signs in with it.
SECOND_FACTOR = "thuongtruc2"
LIST_DEPTH = 4  # /quan-tri/app/model/


@pytest.fixture(scope="module")
def records(portal: Portal) -> dict[str, Any]:
    """Keys of the records that the pages show."""
    return records_of(portal)


def answers_get(route: str) -> bool:
    """Whether a browser can open the route."""
    view: Any = view_class(ROUTES[route])
    return view is None or ("get" in view.http_method_names and hasattr(view, "get"))


def test_no_page_is_left_out():
    pages = {route for route in ROUTES if not is_admin(ROUTES[route]) and answers_get(route)}
    looked_at = PAGES.keys() | APART | NO_PAGE.keys()
    assert sorted(pages - looked_at) == [], "add the page to tests/browser/pages.py"
    assert sorted(looked_at - pages) == []


def kind_of(path: str) -> str:
    """Which pages of the admin are alike; a form that is filled in is like no other."""
    if path.count("/") == LIST_DEPTH:
        return "list"
    is_read = path.count("/") > LIST_DEPTH and not any(f"/{model}/" in path for model in WRITABLE)
    return "record" if is_read else path


def test_pages_of_the_admin_bear_a_look(people: People, records: dict[str, Any]):
    admin = people.one("admin")
    found: list[str] = []
    seen: set[str] = set()
    for path in admin_pages(records["rows"]):
        if path.endswith("/add/") and admin.status(path) == 403:
            continue  # a record of the work, of which the sample has none
        admin.open(path)
        # One template each, the first stands for all in what axe finds: the lists, and the forms of
        # records of the work, which are only read.
        kind = kind_of(path)
        found += overflow(admin.page, (NARROW,)) if kind in seen else admin.faults(WIDTHS)
        seen.add(kind)
    assert found == []


def test_answer_to_an_invitation_bears_a_look(people: People, records: dict[str, Any]):
    guest = people.visitor()
    guest.open(records["answer"])
    guest.look(widths=WIDTHS)
    guest.open(records["too_late"], status=410)
    guest.look(widths=WIDTHS)
    guest.context.close()


PUBLIC = [
    "account_login",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
]


def test_pages_before_the_sign_in_bear_a_look(people: People):
    visitor = people.visitor()
    for route in PUBLIC:
        visitor.open(reverse(route))
        visitor.look(widths=WIDTHS)
    wrong = {"uidb36": "1", "key": "het-han"}
    visitor.open(reverse("account_reset_password_from_key", kwargs=wrong))
    visitor.look(widths=WIDTHS)
    visitor.context.close()


def test_pages_of_errors_bear_a_look(people: People, portal: Portal):
    officer = people.one("chuyenvien")
    officer.open("/khong-co-trang-nay/", status=404)
    officer.look(widths=WIDTHS)
    officer.open(reverse("accounts:review"), status=403)
    officer.look(widths=WIDTHS)
    # What breaks is shown by the template alone, which no running page leads to.
    broken = f"{portal.address}/loi/"
    officer.page.route(
        broken,
        lambda route: route.fulfill(
            status=500, content_type="text/html; charset=utf-8", body=render_to_string("500.html")
        ),
    )
    officer.open("/loi/", status=500)
    officer.look(widths=WIDTHS)

    visitor = people.visitor()
    visitor.open(reverse("account_login"))
    visitor.context.clear_cookies()
    visitor.page.fill("input[name=login]", "ai-do")
    visitor.page.fill("input[name=password]", "mat-khau")
    visitor.page.click("main button[type=submit]")
    visitor.says("Chưa gửi được")
    visitor.forgive()
    visitor.look(widths=WIDTHS)
    visitor.context.close()


def test_pages_of_the_second_factor_bear_a_look(people: People, portal: Portal):
    # Browsers allow passkeys on names only, not on addresses such as 127.0.0.1.
    someone = people.visitor(host="localhost")
    add_virtual_device(someone.page)
    password = people.passwords[SECOND_FACTOR]
    someone.sign_in(SECOND_FACTOR, password)
    page = someone.page

    def look_at(route: str, **kwargs: object) -> None:
        someone.open(reverse(route, kwargs=kwargs))
        if "/xac-nhan/" in page.url and "reauthenticate" not in route:
            someone.look(widths=WIDTHS)
            page.fill("input[name=password]", password)
            page.click("main button[type=submit]")
            page.wait_for_url(f"**{reverse(route, kwargs=kwargs)}")
        someone.look(widths=WIDTHS)

    look_at("mfa_index")
    look_at("account_reauthenticate")
    look_at("mfa_activate_totp")
    secret = page.locator("code.secret").inner_text().strip()
    page.fill("input[name=code]", code_now(secret))
    page.click("main form button[type=submit]")
    page.wait_for_load_state()
    for route in ("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp"):
        look_at(route)
    look_at("mfa_add_webauthn")
    page.fill("input[name=name]", "Máy tính bảng")
    page.get_by_role("button", name="Thêm khóa").click()
    page.wait_for_url(lambda url: not url.endswith("/them/"))
    look_at("mfa_list_webauthn")
    key = portal.one("SELECT id FROM mfa_authenticator WHERE type = 'webauthn'")
    look_at("mfa_edit_webauthn", pk=key)
    look_at("mfa_remove_webauthn", pk=key)
    look_at("mfa_reauthenticate")
    look_at("mfa_reauthenticate_webauthn")

    page.context.clear_cookies()
    someone.open("/")
    page.fill("input[name=login]", SECOND_FACTOR)
    page.fill("input[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_url(f"**{reverse('mfa_authenticate')}")
    someone.look(widths=WIDTHS)
    someone.context.close()


@pytest.mark.parametrize("route", sorted(PAGES))
def test_page_bears_a_look(people: People, records: dict[str, Any], route: str):
    look = PAGES[route]
    someone = people.one(records["agent"] if look.who == "AGENT" else look.who)
    someone.open(look.path(route, records))
    someone.look(widths=WIDTHS)
