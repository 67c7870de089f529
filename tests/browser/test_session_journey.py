"""From an empty plan to a delegate who has read the papers: the office's way through one session.

Each test is one stretch of the way and begins where the one before ended. The whole way is walked
twice: with scripts, where every page is also looked at by axe, at 320 px, light and dark; and
without scripts, by plain forms.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import holidays
import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page

from tests.browser.people import DESK, PHONE, TABLET, People, Someone
from tests.browser.portal import Portal

TUESDAY, THURSDAY = 1, 3
# Of the sample province.
LAST_SESSION = "Kỳ họp thường lệ giữa năm 2026"
COPIED_TITLE = "Nghị quyết về bảo vệ nguồn nước sinh hoạt nông thôn"


class Walk:
    """The session on its way, and who walks."""

    def __init__(self, people: People, *, scripts: bool) -> None:
        self.people = people
        self.portal: Portal = people.portal
        self.scripts = scripts
        self.session = 0
        self.name = "Kỳ họp thường lệ cuối năm, " + ("đủ kịch bản" if scripts else "biểu mẫu trơn")
        self.opening_on = opening_day(weeks=3)

    def one(self, username: str) -> Someone:
        """The person, with or without scripts as this walk goes; delegates read on a tablet."""
        size = TABLET if username.startswith(("daibieu", "thanhvienban")) else DESK
        return self.people.one(username, scripts=self.scripts, size=size)

    @property
    def officer(self) -> Someone:
        """Chuyên viên."""
        return self.one("chuyenvien")

    def at(self, part: str = "") -> str:
        """Path of a part of the session; the way must have come as far as a session."""
        assert self.session, "the way stopped before there was a session"
        return f"/ky-hop/{self.session}/{part}"


def opening_day(*, weeks: int) -> date:
    """A working day in the middle of a week about so many weeks from now."""
    today = timezone.localdate()
    days_off = holidays.country_holidays("VN", years=[today.year, today.year + 1])
    day = today + timedelta(weeks=weeks)
    while (
        not TUESDAY <= day.weekday() <= THURSDAY
        or day in days_off
        or (day.month, day.day) == (11, 24)
    ):
        day += timedelta(days=1)
    return day


def written(day: date) -> str:
    """As people here write it."""
    return f"{day:%d/%m/%Y}"


@pytest.fixture(scope="module", params=[True, False], ids=["scripts", "plain"])
def walk(request: pytest.FixtureRequest, people: People) -> Walk:
    """The way, with and without scripts."""
    return Walk(people, scripts=request.param)


def titles(page: Page) -> list[str]:
    """Titles of the agenda, as they stand."""
    return [title.strip() for title in page.locator(".agenda-title").all_inner_texts()]


def numbers(page: Page) -> list[str]:
    """Numbers of the agenda, as they stand."""
    return [number.strip() for number in page.locator(".agenda-number").all_inner_texts()]


def row_of(page: Page, words: str) -> Locator:
    """The row of a table with these words."""
    return page.locator("tr", has_text=words).first


def test_officer_plans_a_session_and_sees_its_milestones(walk: Walk) -> None:
    officer = walk.officer
    officer.open("/")
    officer.look()
    officer.follow("Kỳ họp")
    officer.look()
    page = officer.open("/ky-hop/moi/")
    officer.look()
    page.select_option("[name=kind]", "regular_end")
    page.fill("[name=name]", walk.name)
    page.fill("[name=opening_on]", "31/02/2027")
    page.fill("[name=days]", "2,5")
    officer.press("Lập kỳ họp")
    assert page.locator("[role=alert]").count() >= 1
    assert page.input_value("[name=name]") == walk.name  # what was typed is kept
    officer.look()
    page.fill("[name=opening_on]", written(walk.opening_on))
    officer.press("Lập kỳ họp")

    walk.session = officer.number_in_path()
    assert walk.name in officer.text("h1")
    officer.look()
    milestones = page.locator("tr[id^=moc-]")
    assert milestones.count() >= 8
    explained = [row.text_content() or "" for row in milestones.all()]
    with_reason = [text for text in explained if "Vì sao có hạn này" in text]
    assert len(with_reason) >= 8
    assert all("Quy tắc" in text and "Căn cứ" in text for text in with_reason)
    assert any("Ngày không tính" in text for text in explained)
    assert any("Luật 72/2025/QH15" in text for text in explained)
    assert any("chưa xác minh" in text for text in explained)
    # Three weeks before the opening some days have passed already.
    missed = page.locator("tr[id^=moc-]", has_text="Đã lỡ")
    assert missed.count() >= 1
    officer.says(f"Có {missed.count()} mốc đã quá ngày")


def test_officer_moves_the_opening_day_after_a_preview(walk: Walk) -> None:
    officer = walk.officer
    later = opening_day(weeks=9)
    page = officer.open(walk.at("doi-ngay/"))
    officer.look()
    page.fill("[name=opening_on]", written(later))
    page.fill("[name=reason]", "Chờ số liệu ngân sách của cả năm.")
    officer.press("Xem trước thay đổi")
    assert page.get_by_text("Những gì sẽ thay đổi").count() == 1
    changed = page.locator("td[data-label='Sẽ là'] strong")
    assert changed.count() >= 8
    officer.look()
    officer.open(walk.at())
    assert written(walk.opening_on) in officer.text()  # a preview changes nothing
    page = officer.open(walk.at("doi-ngay/"))
    page.fill("[name=opening_on]", written(later))
    page.fill("[name=reason]", "Chờ số liệu ngân sách của cả năm.")
    officer.press("Xem trước thay đổi")
    officer.press("Xác nhận đổi ngày")
    walk.opening_on = later
    assert written(later) in officer.text()
    assert page.locator("tr[id^=moc-]", has_text="Đã lỡ").count() == 0


def test_officer_builds_the_agenda_by_law_by_copying_and_by_hand(walk: Walk) -> None:
    officer = walk.officer
    page = officer.open(walk.at("chuong-trinh/"))
    officer.look()
    officer.open(walk.at("chuong-trinh/bao-cao/"))
    officer.look()
    offered = page.locator("input[name=keys]").count()
    assert offered >= 10
    page.locator("input[name=keys]").first.uncheck()
    officer.press("Thêm vào chương trình")
    by_law = titles(page)
    assert len(by_law) >= offered - 1
    officer.look()

    page = officer.open(walk.at("chuong-trinh/chep/"))
    officer.look()
    last = page.locator("[name=tu] option", has_text=LAST_SESSION)
    page.select_option("[name=tu]", last.get_attribute("value"))
    officer.press("Xem nội dung")
    for box in page.locator("label.check-row").all():
        if COPIED_TITLE not in box.inner_text():
            box.locator("input").uncheck()
    officer.press("Chép nội dung đã chọn")
    assert [title for title in titles(page) if title not in by_law] == [COPIED_TITLE]

    officer.open(walk.at("chuong-trinh/them/"))
    officer.look()
    page.fill("[name=title]", "Nghị quyết về quy hoạch chợ đầu mối")
    page.select_option("[name=kind]", "resolution")
    presenter = page.locator("[name=presenter] option", has_text="Sở Công Thương").first
    page.select_option("[name=presenter]", presenter.get_attribute("value"))
    ban = page.locator("[name=verifying_body] option", has_text="Kinh tế").first
    page.select_option("[name=verifying_body]", ban.get_attribute("value"))
    page.check("[name=needs_resolution]")
    officer.press("Lưu nội dung")
    assert "Nghị quyết về quy hoạch chợ đầu mối" in titles(page)
    item = page.locator(".agenda-item", has_text="quy hoạch chợ đầu mối")
    assert "Thẩm tra: Ban Kinh tế" in " ".join(item.inner_text().split())

    page.select_option("[name=style]", "continuous")
    officer.press("Đánh số lại")
    assert numbers(page) == [str(n) for n in range(1, len(titles(page)) + 1)]


def test_officer_orders_the_agenda_by_drag_and_by_buttons(walk: Walk) -> None:
    officer = walk.officer
    page = officer.open(walk.at("chuong-trinh/"))
    before = titles(page)
    first = page.locator(".agenda-item").first
    down = first.get_by_role("button", name=re.compile("^Chuyển xuống"))
    down.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert titles(page)[:2] == [before[1], before[0]]
    assert numbers(page)[:2] == ["1", "2"]
    if not walk.scripts:
        return  # dragging needs scripts; the buttons are the way without
    order = titles(page)
    handle = page.locator("[data-handle]").nth(0)
    target = page.locator(".agenda-item").nth(2)
    handle.scroll_into_view_if_needed()
    grip, goal = handle.bounding_box(), target.bounding_box()
    assert grip
    assert goal
    page.mouse.move(grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2)
    page.mouse.down()
    page.mouse.move(goal["x"] + 20, goal["y"] + goal["height"] - 4, steps=12)
    page.mouse.up()
    officer.says("Thứ tự đã đổi, chưa lưu.")
    dragged = titles(page)
    assert dragged != order
    officer.press("Lưu thứ tự")
    assert titles(page) == dragged
    page.reload()
    assert titles(page) == dragged


def test_a_late_item_needs_the_chairs_recorded_decision(walk: Walk) -> None:
    officer = walk.officer
    page = officer.open(walk.at())
    for move in ("Ghi nhận hội nghị liên tịch đã thống nhất", "Triệu tập kỳ họp"):
        carry(officer, move)
    page = officer.open(walk.at("chuong-trinh/them/"))
    page.fill("[name=title]", "Nghị quyết về khắc phục thiên tai")
    page.select_option("[name=kind]", "resolution")
    officer.press("Lưu nội dung")
    assert page.locator("[role=alert]").count() >= 1
    assert page.input_value("[name=title]") == "Nghị quyết về khắc phục thiên tai"
    officer.look()

    officer.open(walk.at("chuong-trinh/y-kien-chu-toa/"))
    officer.look()
    page.select_option("[name=decided_by]", index=1)
    page.fill("textarea[name=text]", "Đồng ý bổ sung vì tính chất cấp bách.")
    officer.press("Ghi ý kiến")
    officer.open(walk.at("chuong-trinh/them/"))
    page.fill("[name=title]", "Nghị quyết về khắc phục thiên tai")
    page.select_option("[name=kind]", "resolution")
    page.select_option("[name=chair_decision]", index=1)
    officer.press("Lưu nội dung")
    assert "Nghị quyết về khắc phục thiên tai" in titles(page)
    item = page.locator(".agenda-item", has_text="khắc phục thiên tai")
    assert "Đồng ý bổ sung vì tính chất cấp bách." in item.inner_text()
    officer.look()


def carry(officer: Someone, move: str) -> None:
    """Carry the session on, by the box beside the plan."""
    box = officer.page.locator("aside details.confirm", has_text=move)
    box.locator("summary").click()
    with officer.page.expect_navigation():
        box.get_by_role("button", name=move).click()


def test_office_issues_invitations_and_a_guest_answers_by_the_link(walk: Walk) -> None:
    officer = walk.officer
    guest, address = "Bà Hồ Thị Khách", f"khach.{walk.session}@khach.example"
    page = officer.open(walk.at("giay-moi/"))
    officer.look()
    officer.open(walk.at("giay-moi/khach/"))
    officer.look()
    page.fill("[name=name]", guest)
    page.fill("[name=title]", "Đại diện cử tri")
    officer.press("Thêm khách mời")
    assert guest in officer.text()
    [(delegates, guests)] = re.findall(r"cho (\d+) đại biểu và (\d+) khách mời", officer.text())
    assert (int(delegates) > 80, guests) == (True, "1")
    officer.press("Phát hành giấy mời")
    officer.says("Trang này cho biết tiến độ")
    asked = walk.portal.one(
        "SELECT count(*) FROM council_sessions_invitation WHERE session_id = %s", walk.session
    )
    assert asked == int(delegates) + 1
    if walk.scripts:
        officer.says("Đã xong.", seconds=180)  # the page follows the worker by itself
    officer.wait_for(
        "SELECT bool_and(coalesce(d.state, '') IN ('sent', 'given_up')) "
        "FROM council_sessions_invitation i LEFT JOIN notices_delivery d ON d.id = i.delivery_id "
        "WHERE session_id = %s",
        walk.session,
    )
    officer.open(walk.at("giay-moi/"))
    assert f"Đã lập {asked}/{asked}" in officer.text()
    assert f"Thư đã gửi {delegates}" in officer.text()
    assert "Chưa gửi được 1" in officer.text()
    officer.look()
    row = row_of(page, guest)
    for name, begin in (("PDF", b"%PDF-"), ("DOCX", b"PK")):
        link = row.get_by_role("link", name=name, exact=True).get_attribute("href")
        assert officer.fetch(link).startswith(begin)

    row.locator("summary").click()
    row.locator("input[type=email]").fill(address)
    with page.expect_navigation():
        row.get_by_role("button", name="Gửi lại").click()
    officer.says("Đang gửi lại cho")
    officer.wait_for("SELECT count(*) = 1 FROM notices_caughtmail WHERE recipients = %s", address)

    [letter] = walk.portal.letters(address)
    [attached] = letter.iter_attachments()
    assert attached.get_content_type() == "application/pdf"
    visitor = walk.people.visitor(scripts=walk.scripts, size=PHONE)
    visitor.open(walk.portal.link_in(letter))
    assert walk.name in visitor.text()
    visitor.look()
    visitor.press("Tôi sẽ dự")
    visitor.says("Đã ghi nhận: Sẽ dự")
    visitor.look()
    visitor.context.close()
    officer.open(walk.at("giay-moi/"))
    assert "Sẽ dự" in row_of(page, guest).inner_text()


def test_delegate_asks_to_be_absent_and_the_chair_agrees(walk: Walk) -> None:
    delegate = walk.one("daibieu")
    page = delegate.open(walk.at("xin-vang/"))
    delegate.look()
    page.select_option("[name=reason]", index=1)
    page.fill("textarea[name=text]", "Điều trị tại bệnh viện trong tuần đó.")
    delegate.press("Gửi đề nghị")
    delegate.says("Đã gửi đề nghị vắng mặt tới Chủ tọa.")
    chair = walk.one("chutich")
    chair.open(walk.at("vang-mat/"))
    assert "Điều trị tại bệnh viện trong tuần đó." in chair.text()
    chair.look()
    chair.press("Đồng ý")
    chair.says("Đã có ý kiến")
    delegate.open(walk.at("xin-vang/"))
    assert "Đồng ý" in delegate.text()
    other = walk.one("thanhvienban")
    other.open(walk.at("xin-vang/"))
    assert "Điều trị tại bệnh viện" not in other.text()
