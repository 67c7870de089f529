"""From an empty plan to a delegate who has read the papers: the office's way through one session.

Each test is one stretch of the way and begins where the one before ended. The whole way is walked
twice: with scripts, where every page is also looked at by axe, at 320 px, light and dark; and
without scripts, by plain forms.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from datetime import date, timedelta
from functools import cache

import holidays
import pikepdf
import pytest
from django.utils import timezone
from playwright.sync_api import FilePayload, Locator, Page, Route

from tests.browser.people import DESK, PHONE, TABLET, People, Someone
from tests.browser.portal import Portal
from tests.documents import material

TUESDAY, THURSDAY = 1, 3
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Of the sample province.
LAST_SESSION = "Kỳ họp thường lệ giữa năm 2026"
ITEM_TITLE = "Nghị quyết về quy hoạch chợ đầu mối"
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
    missed = page.locator("tr[id^=moc-]", has_text="Quá hạn")
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
    assert page.locator("tr[id^=moc-]", has_text="Quá hạn").count() == 0


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
    page.fill("[name=title]", ITEM_TITLE)
    page.select_option("[name=kind]", "resolution")
    presenter = page.locator("[name=presenter] option", has_text="Sở Công Thương").first
    page.select_option("[name=presenter]", presenter.get_attribute("value"))
    ban = page.locator("[name=verifying_body] option", has_text="Kinh tế").first
    page.select_option("[name=verifying_body]", ban.get_attribute("value"))
    page.check("[name=needs_resolution]")
    officer.press("Lưu nội dung")
    assert ITEM_TITLE in titles(page)
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


@cache
def signed_paper() -> bytes:
    """The submission as it comes back, with a signature."""
    return material.pdf(2, text="signed")


def part_of(walk: Walk, kind: str) -> int:
    """Key of the part of this kind in the dossier of the walk's own item."""
    key: int = walk.portal.one(
        "SELECT p.id FROM council_sessions_dossierpart p "
        "JOIN council_sessions_dossier d ON d.id = p.dossier_id "
        "JOIN council_sessions_agendaitem i ON i.id = d.item_id "
        "WHERE i.session_id = %s AND i.title = %s AND p.kind = %s",
        walk.session,
        ITEM_TITLE,
        kind,
    )
    return key


def dossier_path(walk: Walk) -> str:
    """Path of the dossier of the walk's own item."""
    item = walk.portal.one(
        "SELECT id FROM council_sessions_agendaitem WHERE session_id = %s AND title = %s",
        walk.session,
        ITEM_TITLE,
    )
    return walk.at(f"ho-so/{item}/")


def upload(someone: Someone, *files: FilePayload) -> None:
    """Choose files for the part that is open, and wait until the page lists them."""
    page = someone.page
    had = page.locator(".file-row").count()
    if someone.scripts:
        page.set_input_files("[data-upload] input[name=files]", list(files))
    else:
        page.set_input_files("[data-upload] input[name=files]", list(files))
        someone.press("Thêm tệp đã chọn")
    page.locator(".file-row").nth(had + len(files) - 1).wait_for()


def drop(page: Page, name: str, text: str) -> None:
    """Drop a file on the upload box, as a mouse does that brings one from the desktop."""
    carried = page.evaluate_handle(
        """([name, text]) => {
            const carried = new DataTransfer();
            carried.items.add(new File([text], name, { type: "application/pdf" }));
            return carried;
        }""",
        [name, text],
    )
    page.dispatch_event("[data-upload]", "dragover", {"dataTransfer": carried})
    page.dispatch_event("[data-upload]", "drop", {"dataTransfer": carried})


def test_agency_hands_in_and_the_office_receives_and_returns(walk: Walk) -> None:
    officer, agency = walk.officer, walk.one("so.congthuong")
    page = officer.open(walk.at("ho-so/"))
    officer.look()
    page = officer.open(f"{dossier_path(walk)}yeu-cau/")
    officer.look()
    officer.press("Gửi yêu cầu")
    officer.look()
    submission, draft = part_of(walk, "submission"), part_of(walk, "draft")

    desk = agency.open("/ky-hop/ho-so/")
    agency.look()
    assert desk.locator(f"a[href='/ky-hop/ho-so/{submission}/']").count() >= 1
    agency.open(f"/ky-hop/ho-so/{submission}/")
    agency.look()
    assert "Vì sao có hạn này" in (desk.locator(".page-signs").text_content() or "")
    upload(
        agency,
        FilePayload(name="to-trinh.pdf", mimeType=PDF, buffer=material.pdf(2)),
        FilePayload(name="phu-luc.xlsx", mimeType=XLSX, buffer=material.sheet()),
        FilePayload(name="thuyet-minh.docx", mimeType=DOCX, buffer=material.word()),
    )
    if walk.scripts:
        held = []

        def hold(route: Route) -> None:
            held.append(desk.locator("[data-upload-list] progress").count())
            route.continue_()

        desk.route(f"**/ho-so/{submission}/tep/", hold)
        drop(desk, "gia-mao.pdf", "MZ this is a program")
        desk.locator("[data-upload-list] [data-result=refused]").wait_for()
        assert held == [1]  # the bar was there while the file was on its way
        assert "gia-mao.pdf" in agency.text("[data-upload-list]")
        desk.unroute(f"**/ho-so/{submission}/tep/")
        agency.complaints.clear()  # the refused file answers 4xx, which the console repeats
        agency.open(f"/ky-hop/ho-so/{submission}/")
    assert desk.locator(".file-row").count() == 3
    agency.press("Gửi hồ sơ")
    agency.look()
    agency.open(f"/ky-hop/ho-so/{draft}/")
    upload(agency, FilePayload(name="du-thao.pdf", mimeType=PDF, buffer=material.pdf(3)))
    agency.press("Gửi hồ sơ")

    page = officer.open(dossier_path(walk))
    officer.look()
    officer.press("Tiếp nhận", within=f"#phan-{draft}")
    box = page.locator(f"#phan-{submission} details.confirm", has_text="Trả lại")
    box.locator("summary").click()
    box.locator("select").select_option("not_signed")
    box.locator("textarea").fill("Thiếu chữ ký của Giám đốc Sở.")
    with page.expect_navigation():
        box.get_by_role("button", name="Trả lại và báo cho cơ quan").click()

    agency.open(f"/ky-hop/ho-so/{submission}/")
    assert "Chưa ký, chưa đóng dấu hoặc chưa ký số" in agency.text()
    assert "Thiếu chữ ký của Giám đốc Sở." in agency.text()
    agency.look()
    row = desk.locator(".file-row", has_text="to-trinh.pdf")
    row.locator("summary").click()
    row.locator("input[type=file]").set_input_files(
        FilePayload(name="to-trinh-da-ky.pdf", mimeType=PDF, buffer=signed_paper())
    )
    with desk.expect_navigation():
        row.get_by_role("button", name="Thay bằng bản này").click()
    agency.press("Gửi hồ sơ")
    officer.open(dossier_path(walk))
    officer.press("Tiếp nhận", within=f"#phan-{submission}")
    versions = walk.portal.rows(
        "SELECT v.number, v.name FROM documents_version v "
        "JOIN council_sessions_dossierfile f ON f.file_id = v.file_id AND f.part_id = %s "
        "WHERE v.name LIKE 'to-trinh%%' ORDER BY v.number",
        submission,
    )
    assert versions == [(1, "to-trinh.pdf"), (2, "to-trinh-da-ky.pdf")]


def test_ban_adds_its_report_and_the_office_sees_who_owes_what(walk: Walk) -> None:
    officer, ban = walk.officer, walk.one("truongban.kinhte")
    report = part_of(walk, "verification")
    ban.open("/ky-hop/ho-so/")
    ban.look()
    ban.open(f"/ky-hop/ho-so/{report}/")
    upload(ban, FilePayload(name="tham-tra.pdf", mimeType=PDF, buffer=material.pdf(4)))
    page = officer.open(walk.at("ho-so/"))
    owed = page.locator("section, .panel", has_text="Ai còn phải gửi gì").last
    assert "Báo cáo thẩm tra" in owed.inner_text()
    ban.press("Gửi hồ sơ")
    officer.open(dossier_path(walk))
    officer.press("Tiếp nhận", within=f"#phan-{report}")
    page = officer.open(walk.at("tien-do/"))
    officer.look()
    row = row_of(page, "Sở Công Thương")
    assert [cell.strip() for cell in row.locator("td").all_inner_texts()][:2] == ["3", "2"]
    assert officer.fetch(walk.at("tien-do/?dang=xlsx")).startswith(b"PK")


def test_office_freezes_and_supplements_and_delegates_are_told(walk: Walk) -> None:
    officer, delegate = walk.officer, walk.one("daibieu")
    page = officer.open(walk.at("chot-ho-so/"))
    officer.look()
    officer.press("Chốt hồ sơ")
    assert page.locator("[role=alert]").count() >= 1  # what is missing must be accepted
    page.check("[name=accepts_missing]")
    officer.press("Chốt hồ sơ")
    officer.open(walk.at("danh-muc/"))
    officer.look()
    assert "khớp: danh mục không bị thay đổi" in officer.text()
    line = row_of(page, "to-trinh-da-ky.pdf")
    cells = [cell.strip() for cell in line.locator("td").all_inner_texts()]
    assert cells[3:5] == ["2", "2"]  # version, pages
    assert cells[5] == hashlib.sha256(signed_paper()).hexdigest()
    assert "to-trinh.pdf" not in officer.text()

    officer.open(walk.at("bo-sung/"))
    officer.look()
    added = FilePayload(name="so-lieu-moi.pdf", mimeType=PDF, buffer=material.pdf(1))
    page.set_input_files("input[name=files]", added)
    choice = page.locator("[name=part] option", has_text=ITEM_TITLE).first
    page.select_option("[name=part]", choice.get_attribute("value"))
    page.fill("textarea[name=reason]", "Số liệu quý IV vừa được công bố.")
    officer.press("Bổ sung và báo đại biểu")
    officer.open(walk.at("danh-muc/"))
    assert "so-lieu-moi.pdf" in officer.text("#bo-sung-1")
    assert "Số liệu quý IV vừa được công bố." in officer.text("#bo-sung-1")
    officer.look()
    delegate.open("/thong-bao/")
    assert delegate.text().count(walk.name) >= 2  # the freeze, and the supplement
    delegate.look()


def test_delegate_takes_all_papers_along_as_zip_and_as_one_pdf(walk: Walk) -> None:
    delegate = walk.one("daibieu")
    page = delegate.open(walk.at("tai-lieu/"))
    delegate.look()
    assert "to-trinh-da-ky.pdf" in delegate.text()
    assert "so-lieu-moi.pdf" in delegate.text()
    bundles = {}
    for button in ("Tải gói ZIP", "Tải PDF gộp"):
        delegate.open(walk.at("tai-lieu/"))
        delegate.press(button)
        job = page.url
        delegate.wait_for(
            "SELECT state = 'done' FROM reports_job WHERE id = %s", job.rstrip("/").split("/")[-1]
        )
        page.goto(job)
        delegate.look()
        link = page.get_by_role("link", name="Lấy kết quả").get_attribute("href")
        bundles[button] = delegate.fetch(link)
    names = zipfile.ZipFile(io.BytesIO(bundles["Tải gói ZIP"])).namelist()
    assert sum(name.endswith("to-trinh-da-ky.pdf") for name in names) == 1
    with pikepdf.open(io.BytesIO(bundles["Tải PDF gộp"])) as merged:
        assert len(merged.pages) >= 2 + 3 + 4 + 1
        with merged.open_outline() as outline:
            assert len(outline.root) >= 1


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
