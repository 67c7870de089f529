"""Bad input through the pages: a sentence, what was typed stays, and nothing is half saved."""

from __future__ import annotations

import unicodedata

import pytest
import time_machine
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.html import escape

from hdnd_portal.council.models import Term
from sessions.models import AgendaItem, CouncilSession, Note
from sessions.services import freezing
from tests.documents import material
from tests.factories import CouncilSessionFactory, TermFactory, UserFactory
from tests.sessions import dossiers as make

pytestmark = pytest.mark.django_db

LABELS = {"council_sessions", "documents", "audit", "notices", "reports"}
SCRIPT = "<script>alert('HĐND')</script>"
PLAN = {
    "kind": "regular_end",
    "name": "Kỳ họp thường lệ cuối năm 2026",
    "opening_on": "08/12/2026",
    "days": "2,5",
    "place": "Hội trường tỉnh",
}


def counts() -> dict[str, int]:
    """How many rows each table of the work has."""
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.app_label in LABELS
    }


@pytest.fixture
def planner(client):
    """An officer who may plan, signed in."""
    officer = UserFactory(role="officer", role__council=TermFactory().council)
    client.force_login(officer)
    return client


def plan(client: Client, **changed: str):
    """Send the form of a new session, some fields changed."""
    return client.post(reverse("sessions:create"), {**PLAN, **changed})


@time_machine.travel("2026-10-01T08:00:00+07:00", tick=False)
@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("opening_on", "31/02/2026", "Tháng 2 không có ngày 31."),
        ("opening_on", "29/02/2027", "Năm 2027 không phải năm nhuận, tháng 2 không có ngày 29."),
        ("opening_on", "08/13/2026", "Không có tháng 13."),
        ("opening_on", "mùng tám", "Ghi ngày theo dạng ngày/tháng/năm, ví dụ 08/12/2026."),
        ("opening_on", "30/09/2026", "Ngày khai mạc 30/09/2026 đã qua."),
        ("opening_on", "08/02/2027", "Tết"),
        ("name", "", "Cần điền mục này."),
        ("name", "Ố" * 500, "Dài quá 200 ký tự, đang có 500. Hãy rút gọn."),
        ("ordinal", "9" * 30, "999"),
        ("days", "hai ngày", "Ghi số, ví dụ 12,5."),
    ],
)
def test_a_session_that_cannot_be_planned(planner, field, typed, sentence):
    before = counts()
    response = plan(planner, **{field: typed})
    page = response.content.decode()
    assert response.status_code == 200
    assert sentence in page
    kept = {**PLAN, field: typed}
    assert all(escape(value) in page for value in kept.values())
    assert counts() == before


@time_machine.travel("2026-10-01T08:00:00+07:00", tick=False)
def test_names_are_stored_composed_and_without_signs_nobody_types(planner):
    name = unicodedata.normalize("NFD", "Kỳ họp chuyên đề về đất đai")
    response = plan(planner, name=f"\x00{name}\u200b\x00", place=f"Nhà{chr(0)} văn hóa")
    held = CouncilSession.objects.get()
    assert response.url == reverse("sessions:plan", kwargs={"session": held.pk})
    assert (held.name, held.place) == ("Kỳ họp chuyên đề về đất đai", "Nhà văn hóa")


@time_machine.travel("2026-10-01T08:00:00+07:00", tick=False)
def test_a_half_character_is_no_error(planner):
    fields = "&".join(f"{key}={value}" for key, value in {**PLAN, "name": "K%ED%A0%80p"}.items())
    kind = "application/x-www-form-urlencoded"
    assert planner.post(reverse("sessions:create"), fields, content_type=kind).status_code == 302
    assert CouncilSession.objects.get().name == "K\ufffd\ufffd\ufffdp"


@time_machine.travel("2026-10-01T08:00:00+07:00", tick=False)
def test_a_script_in_a_title_is_only_text(planner):
    plan(planner, name=f"Kỳ họp {SCRIPT}")
    held = CouncilSession.objects.get()
    place = {"session": held.pk}
    item = {"title": f"Báo cáo {SCRIPT}", "kind": "report", "urgency": "normal"}
    planner.post(reverse("sessions:add_item", kwargs=place), item)
    item = AgendaItem.objects.get()
    assert (held.name, item.title) == (f"Kỳ họp {SCRIPT}", f"Báo cáo {SCRIPT}")
    for address in (
        reverse("sessions:list"),
        reverse("sessions:plan", kwargs=place),
        reverse("sessions:agenda", kwargs=place),
        reverse("sessions:edit_item", kwargs={**place, "item": item.pk}),
        reverse("home"),
    ):
        assert SCRIPT not in planner.get(address).content.decode(), address
    assert escape(SCRIPT) in planner.get(reverse("sessions:agenda", kwargs=place)).content.decode()


@pytest.mark.parametrize("title", ["", "Ẫ" * 501])
def test_an_item_that_cannot_be(planner, title):
    held = CouncilSessionFactory(term=Term.objects.get())
    before = counts()
    note = "Cần bổ sung biểu số 3"
    response = planner.post(
        reverse("sessions:add_item", kwargs={"session": held.pk}),
        {"title": title, "kind": "report", "note": note},
    )
    page = response.content.decode()
    assert response.status_code == 200
    sentence = "Dài quá 500 ký tự, đang có 501. Hãy rút gọn." if title else "Cần điền mục này."
    assert sentence in page
    assert note in page
    assert title in page
    assert counts() == before


def test_a_note_of_a_million_letters_is_refused_and_kept_on_the_page(client):
    scene = make.complete()
    freeze = freezing.freeze_dossiers(scene.session, by=scene.officer)
    client.force_login(scene.delegate)
    place = {"session": scene.session.pk, "paper": freeze.files.first().pk}
    typed = "ữ" * 1_000_000
    before = counts()
    response = client.post(reverse("sessions:write_note", kwargs=place), {"text": typed})
    page = response.content.decode()
    assert "Dài quá 4000 ký tự, đang có 1000000. Hãy rút gọn." in page
    assert typed in page
    assert counts() == before
    assert not Note.objects.exists()


def test_a_form_too_large_to_read_gets_a_page_that_says_so(client):
    scene = make.complete()
    client.force_login(scene.delegate)
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000):
        response = client.post(
            reverse("sessions:ask_absence", kwargs={"session": scene.session.pk}),
            "text=" + "a" * 2000,
            content_type="application/x-www-form-urlencoded",
        )
    assert response.status_code == 400
    assert "Nội dung gửi lên dài quá" in response.content.decode()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("trống.pdf", b"", "Tệp “trống.pdf” trống (0 byte) nên chưa được nhận."),
        ("báo cáo.pdf", material.MINIMAL_EXE, "Tệp “báo cáo.pdf” là chương trình máy tính"),
        ("to.pdf", material.pdf() + b" " * 70_000, "Tệp “to.pdf” vượt quá dung lượng cho phép"),
        (
            "hỏng.docx",
            material.with_part(material.word(), "word/document.xml", b"<w:p>"),
            "Tệp “hỏng.docx” bị lỗi, không đọc được, nên chưa được nhận.",
        ),
        (
            "thiếu.xlsx",
            material.with_part(material.sheet(), "xl/workbook.xml", None),
            "Tệp “thiếu.xlsx” bị lỗi, không đọc được, nên chưa được nhận.",
        ),
    ],
)
@pytest.mark.parametrize("route", ["add_files", "replace_file"])
@override_settings(FILE_SIZE_LIMIT=60_000)
def test_a_file_that_is_not_taken(client, route, name, content, sentence):
    scene = make.requested()
    part = scene.part("submission")
    client.force_login(scene.agency_user)
    kwargs = {"part": part.pk}
    if route == "replace_file":
        kwargs["file"] = make.put(part, scene.agency_user).pk
    before = counts()
    field = "files" if route == "add_files" else "file"
    sent = {field: SimpleUploadedFile(name, content)}
    response = client.post(reverse(f"sessions:{route}", kwargs=kwargs), sent, follow=True)
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert counts() == before


@pytest.mark.parametrize(
    ("list_name", "query"),
    [
        ("documents:list", "year=31/02/2026"),
        ("documents:list", "year=99999999999"),
        ("sessions:list", "year=hai"),
    ],
)
def test_a_mistyped_filter_says_so_and_is_kept(client, list_name, query):
    client.force_login(UserFactory(role="office_head", role__council=TermFactory().council))
    response = client.get(f"{reverse(list_name)}?{query}")
    page = response.content.decode()
    assert response.status_code == 200
    assert query.partition("=")[2] in page
    assert list(response.context["object_list"]) == []
    assert response.context["list"].filterset.form.errors
