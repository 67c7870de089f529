"""In Chromium: passkeys, sign-in without JavaScript, and the admin pages under the strict CSP."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from playwright.sync_api import Page, expect

from hdnd_portal.accounts.roles import Role
from tests.accounts.factories import PASSWORD, CouncilFactory, UserFactory, user_with
from tests.accounts.test_second_factor import code_now, give_authenticator_app
from tests.ui.conftest import browser_type_launch_args  # noqa: F401 -- a fixture

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _fresh_limits(browser_type_launch_args):  # noqa: F811 -- the fixture
    """Rate limits of django-allauth live in the cache."""
    cache.clear()


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser had to say against the pages, CSP refusals among it."""
    found: list[str] = []
    page.on("console", lambda said: found.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def sign_in(page: Page, url: str, user) -> None:
    """Fill in the sign-in page and send it."""
    page.goto(f"{url}/tai-khoan/dang-nhap/")
    page.get_by_label("Tên đăng nhập hoặc thư điện tử").fill(user.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()


def add_virtual_device(page: Page) -> None:
    """A device with a finger on its sensor, as DevTools offers it."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def test_passkey_is_added_and_signs_in_without_a_password(page, live_server, complaints):
    # Browsers allow passkeys on names only, not on addresses such as 127.0.0.1.
    url = live_server.url.replace("127.0.0.1", "localhost")
    user = UserFactory(password=PASSWORD)
    add_virtual_device(page)
    sign_in(page, url, user)
    page.wait_for_url(f"{url}/")
    page.goto(f"{url}/tai-khoan/bao-mat/khoa/them/")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Xác nhận").click()
    page.get_by_label("Tên khóa").fill("Máy tính bảng")
    page.get_by_role("button", name="Thêm khóa").click()
    expect(page.get_by_role("heading", name="Mã dự phòng")).to_be_visible()
    key = Authenticator.objects.get(user=user, type=Authenticator.Type.WEBAUTHN)
    assert str(key) == "Máy tính bảng"

    page.context.clear_cookies()
    page.goto(f"{url}/tai-khoan/dang-nhap/")
    page.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    page.wait_for_url(f"{url}/")
    expect(page.get_by_text(user.name).first).to_be_attached()
    assert complaints == []


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_password_and_code_work_without_javascript(page, live_server):
    user = UserFactory(password=PASSWORD)
    give_authenticator_app(user)
    sign_in(page, live_server.url, user)
    expect(page.get_by_role("button", name="Dùng khóa truy cập")).to_be_hidden()
    page.get_by_label("Mã xác thực").fill(code_now())
    page.get_by_role("button", name="Tiếp tục").click()
    page.wait_for_url(f"{live_server.url}/")


ADMIN_PAGES = [
    "/quan-tri/",
    "/quan-tri/accounts/user/",
    "/quan-tri/accounts/user/add/",
    "/quan-tri/accounts/deputyship/add/",
    "/quan-tri/council/person/",
    "/quan-tri/council/agency/add/",
]


def test_admin_pages_break_no_rule_of_the_csp(page, live_server, complaints):
    admin = user_with(Role.ADMIN)
    admin.set_password(PASSWORD)
    admin.save()
    sign_in(page, live_server.url, admin)
    page.wait_for_url(f"{live_server.url}/")
    for path in [*ADMIN_PAGES, f"/quan-tri/accounts/user/{admin.pk}/change/"]:
        response = page.goto(live_server.url + path)
        assert response is not None
        assert response.status == 200, path
        assert complaints == [], path
    page.get_by_text("Thêm một Phân vai trò").click()
    expect(page.locator("#id_role_assignments-1-role")).to_be_visible()
    assert complaints == []


OWN_PAGES = [
    "/tai-khoan/bao-mat/",
    "/tai-khoan/nguoi-thay/",
    "/tai-khoan/ra-soat/",
    "/tai-khoan/phien/",
    "/tai-khoan/mat-khau/doi/",
    "/tai-khoan/bao-mat/khoa/",
    "/tai-khoan/dang-xuat/",
]


def serious(page: Page) -> list[str]:
    """What axe finds serious or worse."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{problem['id']}: {problem['nodes'][0]['html'][:120]}"
        for problem in found
        if problem["impact"] in {"serious", "critical"}
    ]


def test_account_pages_are_accessible_and_fit_a_phone(page, live_server):
    head = user_with(Role.OFFICE_HEAD, CouncilFactory())
    head.set_password(PASSWORD)
    head.save()
    page.set_viewport_size({"width": 320, "height": 700})
    for path in ["/tai-khoan/dang-nhap/", "/tai-khoan/mat-khau/quen/"]:
        page.goto(live_server.url + path)
        assert serious(page) == [], path
    sign_in(page, live_server.url, head)
    page.wait_for_url(f"{live_server.url}/")
    for path in OWN_PAGES:
        page.goto(live_server.url + path)
        assert serious(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
