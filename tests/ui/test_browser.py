"""The frame, the components and the lists in Chromium: by keyboard, without scripts, narrow."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

pytestmark = pytest.mark.urls("tests.ui.list_site")
SERIOUS = {"serious", "critical"}


@pytest.fixture
def debug(monkeypatch):
    """The page of components is open to developers."""
    monkeypatch.setattr(settings, "DEBUG", True)


@pytest.fixture
def open_page(signed_in, live_server):
    """Opens a path in a new page; collects what the browser complains about."""

    def open_path(path, width=1440, **cookies):
        for name, value in cookies.items():
            signed_in.add_cookies([{"name": name, "value": value, "url": live_server.url}])
        page = signed_in.new_page()
        page.complaints = []
        page.requested = []
        page.on("console", lambda line: page.complaints.append(line.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("request", lambda request: page.requested.append(request.url))
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(live_server.url + path)
        return page

    return open_path


@pytest.fixture
def plain(signed_in, browser):
    """A signed-in browser without scripts."""
    state = signed_in.storage_state()
    context = browser.new_context(java_script_enabled=False, storage_state=state)
    yield context
    context.close()


def serious_findings(page) -> list[str]:
    results = Axe().run(page)
    return [
        f"{finding['id']}: {node['target']} {node['failureSummary']}"
        for finding in results.response["violations"]
        if finding["impact"] in SERIOUS
        for node in finding["nodes"]
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_components_have_no_serious_axe_finding(open_page, debug, theme):
    page = open_page("/giao-dien/", hdnd_theme=theme)
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == theme
    assert page.complaints == []  # axe adds styles of its own, which the policy refuses
    assert serious_findings(page) == []
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert serious_findings(page) == []


def test_paper_is_light_where_the_screen_is_dark(open_page, debug):
    page = open_page("/giao-dien/", hdnd_theme="dark")
    ink = "getComputedStyle(document.querySelector('h1')).color"
    on_screen = page.evaluate(ink)
    page.emulate_media(media="print", color_scheme="dark")
    on_paper = page.evaluate(ink)
    assert max(int(part) for part in re.findall(r"\d+", on_paper)[:3]) < 64, on_paper
    assert on_screen != on_paper


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_list_has_no_serious_axe_finding(open_page, make_agencies, theme):
    make_agencies(9)
    page = open_page("/co-quan/?kind=department", hdnd_theme=theme)
    assert page.complaints == []
    assert serious_findings(page) == []


def test_a_first_list_page_asks_for_twelve_files_at_most(open_page, make_agencies):
    make_agencies(9)
    page = open_page("/co-quan/")
    page.wait_for_load_state("networkidle")
    assert len(page.requested) <= 12


def width_of(page):
    return page.evaluate("document.documentElement.scrollWidth")


@pytest.mark.parametrize("path", ["/co-quan/?kind=department", "/khong-co/"])
@pytest.mark.parametrize("text", ["normal", "large"])
def test_nothing_leaves_a_narrow_screen(open_page, make_agencies, path, text):
    make_agencies(9)
    assert width_of(open_page(path, width=320, hdnd_text=text)) <= 320


@pytest.mark.parametrize("text", ["normal", "large"])
def test_no_component_leaves_a_narrow_screen(open_page, debug, text):
    assert width_of(open_page("/giao-dien/", width=320, hdnd_text=text)) <= 320


def test_arrows_move_space_selects_enter_opens(open_page, make_agencies, live_server):
    rows = make_agencies(4)
    page = open_page("/co-quan/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    assert page.locator("input[name=chon]:checked").get_attribute("value") == str(rows[1].pk)
    assert "Đã chọn 1 dòng" in page.locator("[data-bulk-count]").inner_text()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/co-quan/{rows[3].pk}/")


def test_filters_fetch_the_rows_and_stay_in_the_address(open_page, make_agencies):
    make_agencies(9)
    page = open_page("/co-quan/")
    page.fill("main input[name=q]", "007")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=007**")
    assert page.locator("#rows tbody tr").count() == 1
    assert page.locator("#so-dong").inner_text() == "1"
    # Saving afterwards saves what is shown, not what the page was opened with.
    page.click("summary:has-text('Bộ lọc đã lưu')")
    page.fill("#ten-bo-loc", "Số bảy")
    page.click("text=Lưu bộ lọc >> nth=-1")
    page.wait_for_load_state()
    page.click("summary:has-text('Bộ lọc đã lưu')")
    assert "q=007" in page.locator("a.menu-item:has-text('Số bảy')").get_attribute("href")


def test_the_slash_goes_to_the_search_box_and_escape_closes_menus(open_page, make_agencies):
    page = open_page("/co-quan/")
    page.click(".account-menu > summary")
    assert page.locator(".account-menu").get_attribute("open") is not None
    page.keyboard.press("Escape")
    assert page.locator(".account-menu").get_attribute("open") is None


def test_screen_settings_work_without_scripts(signed_in, live_server, browser, make_agencies):
    make_agencies(2)
    context = browser.new_context(
        java_script_enabled=False, storage_state=signed_in.storage_state()
    )
    page = context.new_page()
    page.goto(live_server.url + "/co-quan/?sap_xep=-name")
    page.click(".account-menu > summary")
    page.click("button:has-text('Lớn')")
    assert page.url.endswith("/co-quan/?sap_xep=-name")
    assert page.locator("html").get_attribute("data-text") == "large"
    page.click(".account-menu > summary")
    page.click("button:has-text('English')")
    assert page.locator("html").get_attribute("lang") == "en"


def test_lists_work_without_scripts(signed_in, live_server, browser, make_agencies):
    make_agencies(9)
    context = browser.new_context(
        java_script_enabled=False, storage_state=signed_in.storage_state()
    )
    page = context.new_page()
    page.goto(live_server.url + "/co-quan/")
    page.click("text=Trang sau")
    assert page.locator("#rows tbody tr").count() == 4
    page.fill("main input[name=q]", "003")
    page.keyboard.press("Enter")
    page.check("input[name=chon]")
    page.click("button:has-text('Ghi chú')")
    page.fill("input[name=reason]", "gấp")
    page.click("button:has-text('Ghi chú: 1 dòng')")
    assert "Đã ghi 1 cơ quan." in page.locator("#thong-bao").inner_text()


def test_a_draft_is_kept_and_dropped_after_sending(open_page, live_server):
    page = open_page("/nhap/")
    page.fill("[name=reason]", "chưa xong")
    page.wait_for_timeout(700)  # a draft is written half a second after the last key
    page.goto(live_server.url + "/nhap/")
    assert page.locator("[name=reason]").input_value() == ""
    page.click("text=Lấy lại bản nháp")
    assert page.locator("[name=reason]").input_value() == "chưa xong"
    page.click("button:has-text('Gửi')")
    page.wait_for_url("**/co-quan/?q=1")
    assert page.evaluate("Object.keys(localStorage).length") == 0
    page.goto(live_server.url + "/nhap/")
    assert page.locator("[data-draft]").is_hidden()


def test_a_draft_outlives_the_end_of_the_session(open_page, live_server, officer):
    """Typed, away from the desk, sent too late: after the sign-in the text is back."""
    page = open_page("/nhap/")
    page.fill("[name=reason]", "đoạn đã soạn")
    officer.set_password("mat-khau-thu-nghiem-1")  # ends the session
    officer.save()
    page.click("button:has-text('Gửi')")
    page.wait_for_url("**/dang-nhap/**")
    page.fill("input[name=login]", officer.username)
    page.fill("input[name=password]", "mat-khau-thu-nghiem-1")
    page.click("main button[type=submit]")
    page.wait_for_url("**/nhap/")
    assert page.locator("[name=reason]").input_value() == ""
    page.click("text=Lấy lại bản nháp")
    assert page.locator("[name=reason]").input_value() == "đoạn đã soạn"
    page.click("button:has-text('Gửi')")
    page.wait_for_url("**/co-quan/**")
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_a_refused_form_keeps_its_draft(open_page, live_server):
    page = open_page("/nhap/")
    page.evaluate("document.querySelector('[name=reason]').removeAttribute('maxlength')")
    page.fill("[name=reason]", "dài hơn hai mươi ký tự")
    page.click("button:has-text('Gửi')")
    page.wait_for_selector(".error-summary")
    page.goto(live_server.url + "/co-quan/")
    page.goto(live_server.url + "/nhap/")
    assert page.locator("[data-draft]").is_visible()


def test_a_protected_field_is_never_kept(open_page):
    page = open_page("/nhap/")
    page.evaluate("document.querySelector('[name=reason]').parentElement.dataset.protected = ''")
    page.fill("[name=reason]", "tên người tố cáo")
    page.wait_for_timeout(700)
    assert "tố cáo" not in page.evaluate("JSON.stringify(localStorage)")
