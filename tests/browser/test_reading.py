"""A delegate with a tablet: the next session, the frozen papers, receipts and private notes."""

from __future__ import annotations

import pytest

from tests.browser.people import TABLET, People, Someone
from tests.documents import material

# Of the sample province: its papers are frozen.
FROZEN_SESSION = "Kỳ họp thường lệ giữa năm 2026"


@pytest.fixture(params=[True, False], ids=["scripts", "plain"])
def delegate(request: pytest.FixtureRequest, people: People) -> Someone:
    """Somebody with a seat and nothing besides, on a tablet."""
    return people.one("daibieu", scripts=request.param, size=TABLET)


def frozen_session(someone: Someone) -> int:
    """Key of the session whose papers are frozen."""
    key: int = someone.portal.one(
        "SELECT id FROM council_sessions_councilsession WHERE name = %s", FROZEN_SESSION
    )
    return key


def receipts(someone: Someone, paper: int) -> list[tuple[object, ...]]:
    """Last page and whether read through, for this delegate and this line of the manifest."""
    return someone.portal.rows(
        "SELECT r.last_page, r.read_through_at IS NOT NULL FROM council_sessions_readingreceipt r "
        "JOIN accounts_user u ON u.id = r.user_id AND u.username = 'daibieu' "
        "JOIN council_sessions_frozenfile f ON f.version_id = r.version_id WHERE f.id = %s",
        paper,
    )


def unread_paper(someone: Someone) -> int:
    """A PDF of the manifest that the delegate has not opened and nothing has replaced."""
    key: int = someone.portal.one(
        "SELECT min(f.id) FROM council_sessions_frozenfile f "
        "JOIN council_sessions_dossierfreeze z ON z.id = f.freeze_id AND z.session_id = %s "
        "JOIN documents_version v ON v.id = f.version_id AND v.media_type = 'application/pdf' "
        "WHERE NOT EXISTS (SELECT 1 FROM council_sessions_frozenfile n WHERE n.replaces_id = f.id) "
        "AND NOT EXISTS (SELECT 1 FROM council_sessions_readingreceipt r JOIN accounts_user u "
        "ON u.id = r.user_id WHERE u.username = 'daibieu' AND r.version_id = f.version_id)",
        frozen_session(someone),
    )
    return key


def test_first_page_leads_to_the_next_session(delegate: Someone) -> None:
    page = delegate.open("/")
    delegate.look()
    lead = page.locator("main a[href^='/ky-hop/']").first
    assert lead.is_visible()
    with page.expect_navigation():
        lead.click()
    assert "/ky-hop/" in page.url
    delegate.look()


def test_opening_and_reading_a_paper_leaves_a_receipt(delegate: Someone) -> None:
    session, paper = frozen_session(delegate), unread_paper(delegate)
    page = delegate.open(f"/ky-hop/{session}/tai-lieu/")
    delegate.look()
    assert page.locator(".reading-item").count() >= 10
    assert receipts(delegate, paper) == []
    page.locator(f"a[href='/ky-hop/{session}/tai-lieu/{paper}/']").click()
    page.wait_for_url(f"**/tai-lieu/{paper}/")
    delegate.look()
    if delegate.scripts:
        page.locator(".reader-page canvas").first.wait_for()
        delegate.wait_for(
            "SELECT count(*) = 1 FROM council_sessions_readingreceipt r "
            "JOIN council_sessions_frozenfile f ON f.version_id = r.version_id "
            "JOIN accounts_user u ON u.id = r.user_id AND u.username = 'daibieu' WHERE f.id = %s",
            paper,
        )
        delegate.look()
    delegate.press("Đã đọc hết")
    [(_last_page, read_through)] = receipts(delegate, paper)
    assert read_through
    delegate.open(f"/ky-hop/{session}/tai-lieu/")
    line = page.locator(f"a[href='/ky-hop/{session}/tai-lieu/{paper}/']")
    assert "Đã đọc" in line.inner_text()
    file = delegate.portal.one(
        "SELECT version_id FROM council_sessions_frozenfile WHERE id = %s", paper
    )
    assert delegate.fetch(f"/van-ban/tep/{file}/").startswith(b"%PDF-")


DARK_SHARE = """() => {
  const canvas = document.querySelector(".reader-page[data-drawn] canvas");
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  let dark = 0;
  for (let at = 0; at < pixels.length; at += 4) dark += pixels[at] < 64 && pixels[at + 3] > 0;
  return dark / (pixels.length / 4);
}"""


@pytest.mark.parametrize("form", ["G4", "JPX"])
def test_a_scanned_paper_shows_its_picture(people: People, form: str) -> None:
    """Fax and JPEG 2000 pictures are decoded under the policy of the portal, without complaint."""
    delegate = people.one("daibieu", size=TABLET)
    session, paper = frozen_session(delegate), unread_paper(delegate)
    page = delegate.page
    scanned = material.scan(form)
    page.route(
        "**/van-ban/tep/*/",
        lambda route: route.fulfill(body=scanned, content_type="application/pdf"),
    )
    delegate.open(f"/ky-hop/{session}/tai-lieu/{paper}/")
    page.locator(".reader-page[data-drawn] canvas").first.wait_for()
    # The square in the middle of the page: 200 of 600 by 200 of 800.
    assert page.evaluate(DARK_SHARE) == pytest.approx(1 / 12, rel=0.05)
    page.unroute_all()
    delegate.look()


def test_a_note_is_read_by_its_writer_alone(delegate: Someone, people: People) -> None:
    session, paper = frozen_session(delegate), unread_paper(delegate)
    path = f"/ky-hop/{session}/tai-lieu/{paper}/"
    words = f"Hỏi lại số liệu ở bảng này ({'kịch bản' if delegate.scripts else 'trơn'})."
    page = delegate.open(path)
    page.fill("textarea[name=text]", words)
    delegate.press("Lưu ghi chú")
    assert words in delegate.text("aside.page-aside")
    for username in ("thanhvienban", "chutich", "chuyenvien"):
        other = people.one(username, scripts=delegate.scripts)
        other.open(path)
        assert words not in other.page.content()
    stored = delegate.portal.rows("SELECT * FROM council_sessions_note")
    assert stored
    assert words not in str(stored)
    delegate.open(path)
    delegate.press("Xóa ghi chú")
    assert words not in delegate.page.content()
