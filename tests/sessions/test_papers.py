"""Papers printed from the record: the manifest, the programme, what convenes the session."""

import io
from datetime import date

import docx
import pytest
from django.urls import reverse

from hdnd_portal.documents.models import Document, Register
from hdnd_portal.documents.papers import Paper
from hdnd_portal.reports.models import Job
from sessions.draft_papers import DRAFTS, source_of
from sessions.manifest_paper import manifest_paper
from sessions.models import AgendaItem, DossierFreeze
from sessions.services import freezing
from tests.documents.papers.reading import read, squeezed
from tests.documents.papers.word_reading import read_word
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    CouncilSessionFactory,
    MembershipFactory,
    SittingFactory,
    UserFactory,
)
from tests.sessions import dossiers as make
from tests.sessions.test_freezing import addition

pytestmark = pytest.mark.django_db
PRINTED = date(2026, 11, 20)


@pytest.fixture
def session():
    session = CouncilSessionFactory(state="agreed", ordinal=3)
    first = SittingFactory(session=session)
    AgendaItemFactory(session=session, title="Báo cáo công tác", sitting=first, number="1")
    AgendaItemFactory(session=session, title="Nội dung kín", is_closed=True)
    session.refresh_from_db()
    return session


@pytest.fixture
def signer(session):
    committee = BodyFactory(term=session.term, kind="standing_committee", code="TT")
    return MembershipFactory(body=committee, role="chair")


def officer(session):
    return UserFactory(role="officer", role__council=session.council)


def draft(session, word, signer=None) -> Paper:
    return DRAFTS[word].describe(source_of(session, signer=signer, on=PRINTED))


@pytest.mark.parametrize("word", list(DRAFTS))
def test_a_draft_is_marked_and_takes_no_number(session, signer, word):
    reading = read(draft(session, word, signer))
    page = reading.first
    assert page.find("DỰ THẢO").is_bold
    assert page.find("Số:").text.replace("\u00a0", " ").startswith("Số:        /")
    assert page.find(f"{session.council.place}, ngày").text.endswith("năm 2026")
    assert "TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN" in reading.text
    assert signer.person.name in reading.text
    assert not Register.objects.exists()
    assert not Document.objects.exists()
    words = squeezed(reading.text)
    assert "1.Báocáocôngtác" in words
    assert "Nộidungkín" in words  # delegates attend closed sittings, too
    assert read_word(draft(session, word, signer)).find("DỰ THẢO")


def test_the_decision_convenes_with_time_place_and_programme(session, signer):
    session.place = "Hội trường tỉnh"
    text = squeezed(read(draft(session, "quyet-dinh-trieu-tap", signer)).text)
    for words in (
        "QUYẾT ĐỊNH:",
        f"Điều 1. Triệu tập Kỳ họp thứ 3 ({session.name})",
        "khai mạc lúc",
        "Địa điểm: Hội trường tỉnh.",
        "- Như Điều 3;",
        "- Lưu: VT, CTHĐND.",
        "DỰ KIẾN CHƯƠNG TRÌNH KỲ HỌP THỨ 3",
    ):
        assert squeezed(words) in text


def test_a_session_without_sittings_chair_or_ordinal_is_drafted_all_the_same():
    bare = CouncilSessionFactory(ordinal=None, days=1, place="")
    bare.refresh_from_db()
    bare.closing_on = bare.opening_on
    for word in DRAFTS:
        text = read(draft(bare, word)).text
        assert "khai mạc lúc" not in text
        assert "bế mạc" not in text
        assert "sẽ thông báo sau" in text.replace("\u00a0", " ")
        assert "Hội trường" not in text
        assert "CHỦ TỊCH" in text


def test_a_vice_chair_signs_for_the_chair(session, signer):
    signer.role = "vice_chair"
    signer.save()
    text = read(draft(session, "thong-bao-trieu-tap", signer)).text
    assert "KT. CHỦ TỊCH" in text
    assert "THÔNG BÁO" in text


def frozen_with_supplement():
    scene = make.complete()
    freeze = freezing.freeze_dossiers(scene.session, by=scene.officer)
    old = freeze.files.first()
    freezing.supplement(
        scene.session,
        [addition(scene, replaces=old)],
        parts=[],
        reason="Sửa số liệu",
        by=scene.officer,
    )
    return scene, DossierFreeze.objects.get(pk=freeze.pk)


def test_the_manifest_is_printed_with_every_file_hash_and_supplement():
    scene, freeze = frozen_with_supplement()
    reading = read(manifest_paper(freeze))
    words = squeezed(reading.text)
    assert [page.is_landscape for page in reading.pages] == [False, True, True]
    assert reading.first.find("DANH MỤC TÀI LIỆU").is_bold
    assert not any(line.text.startswith("Số:") for line in reading.first.lines)
    assert freeze.manifest_sha256 in words
    assert squeezed("và khớp: danh mục khi chốt không bị thay đổi.") in words
    assert squeezed("gồm 03 tài liệu, 6 trang.") in words
    assert squeezed("01 tài liệu, 8 trang. Lý do: Sửa số liệu.") in words
    for line in freeze.files.all():
        assert line.sha256[:32] in words
        assert line.sha256[32:] in words
        assert squeezed(line.part_title) in words
    assert squeezed("thay cho dòng 1") in words
    assert "Phụ lục II\n" in reading.text
    for page in reading.pages:
        for line in page.body:
            assert line.x1 <= page.right + 0.5
    assert scene.officer.name in reading.text


def test_a_changed_manifest_says_so_in_print():
    _, freeze = frozen_with_supplement()
    freeze.manifest_sha256 = "0" * 64
    assert squeezed("KHÔNG khớp") in squeezed(read(manifest_paper(freeze)).text)


def test_names_the_fonts_lack_do_not_keep_the_manifest_from_the_printer():
    scene = make.complete()
    AgendaItem.objects.filter(pk=scene.report.pk).update(title="Báo cáo \U0001f389 năm")
    freeze = freezing.freeze_dossiers(scene.session, by=scene.officer)
    assert squeezed("Báo cáo ? năm") in squeezed(read(manifest_paper(freeze)).text)


@pytest.mark.parametrize(
    ("form", "start", "how"),
    [("pdf", b"%PDF-", "inline"), ("docx", b"PK", "attachment")],
)
def test_drafts_are_sent_in_both_forms(client, session, form, start, how):
    client.force_login(officer(session))
    kwargs = {"session": session.pk, "draft": "quyet-dinh-trieu-tap", "form": form}
    answer = client.get(reverse("sessions:draft", kwargs=kwargs))
    assert answer.status_code == 200
    assert answer.content.startswith(start)
    assert answer["Content-Disposition"] == (
        f'{how}; filename="du-thao-quyet-dinh-trieu-tap-{session.pk}.{form}"'
    )
    if form == "docx":
        texts = [p.text for p in docx.Document(io.BytesIO(answer.content)).paragraphs]
        assert "QUYẾT ĐỊNH" in texts


def test_pages_of_the_session_offer_the_drafts_to_the_office_only(client, session):
    client.force_login(officer(session))
    for page in ("plan", "agenda"):
        text = client.get(reverse(f"sessions:{page}", kwargs={"session": session.pk})).text
        assert text.count("/du-thao/") == 2 * len(DRAFTS)


def test_a_letter_the_fonts_lack_is_said_and_the_page_kept(client, session):
    AgendaItemFactory(session=session, title="Báo cáo \U0001f389")
    client.force_login(officer(session))
    kwargs = {"session": session.pk, "draft": "chuong-trinh", "form": "pdf"}
    answer = client.get(reverse("sessions:draft", kwargs=kwargs), follow=True)
    assert answer.redirect_chain == [
        (reverse("sessions:agenda", kwargs={"session": session.pk}), 302)
    ]
    assert "phông chữ của văn bản không có ký tự \U0001f389" in answer.text


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_a_job_prints_the_manifest(client, form, django_capture_on_commit_callbacks):
    scene, _ = frozen_with_supplement()
    client.force_login(scene.officer)
    kwargs = {"session": scene.session.pk}
    url = reverse("sessions:manifest_paper", kwargs={**kwargs, "form": form})
    assert url in client.get(reverse("sessions:manifest", kwargs=kwargs)).text
    with django_capture_on_commit_callbacks(execute=True):
        asked = client.post(url)
    job = Job.objects.get()
    assert (job.state, client.get(asked.url).status_code) == ("done", 200)
    answer = client.get(reverse("documents:version", kwargs={"version": job.result_id}))
    assert answer.status_code == 200
    assert f"danh-muc-tai-lieu-{scene.session.pk}.{form}" in answer["Content-Disposition"]


def test_the_manifest_is_printed_once_it_is_frozen_and_in_known_forms(client):
    scene = make.complete()
    client.force_login(scene.officer)
    kwargs = {"session": scene.session.pk}
    too_early = client.post(reverse("sessions:manifest_paper", kwargs={**kwargs, "form": "pdf"}))
    freezing.freeze_dossiers(scene.session, by=scene.officer)
    unknown = client.post(reverse("sessions:manifest_paper", kwargs={**kwargs, "form": "odt"}))
    assert (too_early.status_code, unknown.status_code) == (404, 404)
    assert not Job.objects.exists()
