"""Signs, dates and numbers as the screens write them, and the tags that show them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.template.exceptions import TemplateSyntaxError

from hdnd_portal.ui import formats, signs
from hdnd_portal.ui.components import MenuItem, TimelineEntry
from hdnd_portal.ui.icons import SPRITE, icon_body, icon_svg, sprite_svg
from hdnd_portal.ui.signs import due_sign, explanation_of
from hdnd_portal.ui.tones import Tone, register_tones, tone_of

DAY = date(2026, 11, 20)


def render(text: str, **context) -> str:
    return Template("{% load ui %}" + text).render(Context(context))


@pytest.mark.parametrize(
    ("due_on", "done", "expected"),
    [
        (None, None, ("none", "chưa có hạn")),
        (date(2026, 12, 20), None, ("later", "còn 30 ngày")),
        (date(2026, 11, 23), None, ("soon", "còn 3 ngày")),
        (date(2026, 11, 20), None, ("today", "hạn hôm nay")),
        (date(2026, 11, 18), None, ("overdue", "quá hạn 2 ngày")),
        (date(2026, 11, 18), date(2026, 11, 18), ("done", "xong đúng hạn")),
        (date(2026, 11, 18), date(2026, 11, 19), ("done_late", "xong, muộn 1 ngày")),
    ],
)
def test_due_sign_says_how_far(due_on, done, expected):
    sign = due_sign(due_on, DAY, done=done)
    assert (sign.due, sign.words) == expected


def test_working_days_are_counted_by_whoever_registered(monkeypatch):
    monkeypatch.setattr(signs, "_working_days", [lambda after, up_to: 4])
    sign = due_sign(date(2026, 11, 26), DAY, unit="working_day")
    assert sign.words == "còn 4 ngày làm việc"
    assert due_sign(date(2026, 11, 26), DAY, unit="day").words == "còn 6 ngày"
    # Nothing but days off up to the due day: "no working day left" would read as overdue.
    monkeypatch.setattr(signs, "_working_days", [lambda after, up_to: 0])
    assert due_sign(date(2026, 11, 22), DAY, unit="working_day").words == "còn 2 ngày"
    assert due_sign(date(2026, 11, 26), DAY, unit="working_day", left=2).words == (
        "còn 2 ngày làm việc"
    )


def test_explanation_reads_both_spellings_of_the_legal_dictionary():
    plain = explanation_of(
        {"key": "session.docs", "rule": "Gửi tài liệu", "value": 5, "unit": "working_day",
         "start": "2026-12-08", "source": "Điều 35", "mark": "U",
         "skipped": [["2026-11-21", "thứ Bảy"]], "warning": None}
    )  # fmt: skip
    assert plain.count == "5 ngày làm việc"
    assert plain.skipped == ((date(2026, 11, 21), "thứ Bảy"),)
    assert (plain.start, plain.is_verified, plain.warning) == (date(2026, 12, 8), False, "")
    full = explanation_of(
        {"key": "k", "name": "Tên", "from": "2026-12-08T07:00:00+07:00", "value": "1/3",
         "unit": "fraction", "verified": True, "mark": "F",
         "skipped": [{"day": "2026-11-21", "why": "thứ Bảy"}]}
    )  # fmt: skip
    assert (full.rule, full.start, full.is_verified) == ("Tên", date(2026, 12, 8), True)
    assert full.skipped == plain.skipped
    assert explanation_of(None) is None
    assert explanation_of({}) is None


def test_deadline_explains_itself_and_marks_what_is_unverified():
    given = {"rule": "Gửi tài liệu", "mark": "U", "skipped": [["2026-11-21", "thứ <Bảy>"]]}
    html = render("{% deadline due on=on explanation=e %}", due=DAY, on=DAY, e=given)
    assert "<details" in html
    assert "chưa xác minh" in html
    assert "thứ &lt;Bảy&gt;" in html
    assert "thứ Bảy, 21/11/2026" in html
    assert "<details" not in render("{% deadline due on=on %}", due=DAY, on=DAY)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1234567, "1.234.567"),
        (0, "0"),
        (-1234, "-1.234"),
        (Decimal("12.50"), "12,5"),
        (2.5, "2,5"),
        (1000.0, "1.000"),
        (None, ""),
        ("", ""),
    ],
)
def test_numbers_have_points_and_a_comma(value, expected):
    assert formats.number(value) == expected


def test_dates_are_written_in_the_time_of_vietnam():
    assert formats.date_text(date(2026, 12, 8)) == "08/12/2026"
    assert formats.date_text(date(2026, 12, 8), weekday=True) == "thứ Ba, 08/12/2026"
    late = datetime(2026, 12, 7, 18, 30, tzinfo=UTC)
    assert formats.date_text(late) == "08/12/2026"
    assert "01:30 ngày 08/12/2026" in formats.datetime_html(late)
    assert 'datetime="2026-12-08T01:30+07:00"' in formats.datetime_html(late)
    assert formats.date_html(None) == ""


def test_state_badge_takes_its_tone_from_the_machine():
    register_tones("tests.machine", {"sent": Tone.AMBER})
    html = render("{% state_badge 'sent' label machine='tests.machine' %}", label="Đã <gửi>")
    assert 'data-state="amber"' in html
    assert "Đã &lt;gửi&gt;" in html
    assert "<svg" in html
    with pytest.raises(KeyError):
        tone_of("tests.machine", "unknown")
    with pytest.raises(ValueError, match="purple"):
        render("{% state_badge 'x' 'X' tone='purple' %}")


def test_a_misspelt_argument_is_an_error():
    with pytest.raises(TemplateSyntaxError):
        render("{% empty_state titel='x' %}")


def test_icons_exist_and_speak_only_with_a_label():
    assert all(icon_body(name) for name in SPRITE)
    assert all(f'id="i-{name}"' in sprite_svg() for name in SPRITE)
    assert 'aria-hidden="true"' in icon_svg("clock")
    assert 'aria-label="Mật &amp; kín"' in icon_svg("lock", "Mật & kín")
    for name in ("no-such-icon", "../../secret", ""):
        with pytest.raises((FileNotFoundError, IsADirectoryError)):
            icon_body(name)


def test_menu_shows_what_is_not_possible_and_why():
    items = [MenuItem("Sửa", "/sua/"), MenuItem("Đóng băng", why_not="Còn 3 hồ sơ.")]
    html = render("{% menu 'Việc khác' items %}", items=items)
    assert '<a class="menu-item" href="/sua/">' in html
    assert "Còn 3 hồ sơ." in html


def test_panel_escapes_its_title_and_keeps_its_content():
    html = render("{% panel title=t %}<b>{{ inner }}</b>{% endpanel %}", t="<Hồ sơ>", inner="<x>")
    assert "&lt;Hồ sơ&gt;" in html
    assert "<b>&lt;x&gt;</b>" in html
    assert 'aria-labelledby="ho-so-ten"' in html


def test_timeline_escapes_what_people_wrote():
    entry = TimelineEntry(DAY, "trả lại", by="<An>", note="<script>")
    html = render("{% timeline entries %}", entries=[entry])
    assert "<script>" not in html
    assert "&lt;An&gt;" in html


@pytest.mark.parametrize(("state", "polls"), [("running", True), ("done", False)])
def test_progress_asks_again_until_the_job_has_ended(state, polls):
    job = SimpleNamespace(done=1234, total=2468, state=state, message="")
    html = render("{% progress job title='Giấy mời' poll_url='/v/1/' %}", job=job)
    assert ('hx-get="/v/1/"' in html) is polls
    assert "1.234/2.468" in html
    assert 'max="2468" value="1234"' in html
