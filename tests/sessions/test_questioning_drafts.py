"""The resolution and the notice on questioning: every figure from the rows, nothing typed lost."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from hdnd_portal.documents.models import Wording
from hdnd_portal.documents.papers import render_docx, render_pdf
from sessions.article_text import read_articles
from sessions.models import ResolutionArticle
from sessions.question_papers import conclusion_notice, conclusion_resolution
from sessions.questioning import Host
from sessions.services import answering, asking, promising, question_desk, resolutions
from sessions.services import questioning_drafts as drafts
from sessions.services.refusals import SessionRefused
from sessions.workflow.question import Rating, WritingReason
from tests.everybody import signed_in
from tests.factories import AgendaItemFactory, CouncilSessionFactory
from tests.sessions import questions as make

AFTER = "2026-12-10T03:00:00Z"
ADOPTED = date(2026, 12, 9)

pytestmark = pytest.mark.django_db


@pytest.fixture
def it(db):
    """Three questions of two delegates: answered and promised, answered in writing, owed."""
    with time_machine.travel(make.MONDAY, tick=False):
        found = make.scene()
        spoken = make.sent(found)
        written = make.sent(found, by=found.other, title="Nước sạch")
        owed = make.sent(found, title="Trường học")
        make.chosen(found, spoken)
        for one in (written, owed):
            question_desk.order_writing(one, reason=WritingReason.OUTSIDE_GROUPS, by=found.officer)
        make.answered(found, written)
    with time_machine.travel(AFTER, tick=False):
        answering.answer_orally(spoken, summary="Quý II", by=found.officer)
        asking.rate_answer(spoken, rating=Rating.PARTLY, reason="Chưa rõ", by=found.author)
        promising.cut_promise(
            spoken,
            text="Thông xe đoạn An Sơn.",
            made_on=ADOPTED,
            due_on=date(2027, 6, 30),
            by=found.officer,
        )
        found.item = AgendaItemFactory(session=found.session, kind="questioning", state="passed")
        yield found


def drafted(it):
    return drafts.draft_on_questioning(it.item, adopted_on=ADOPTED, by=it.officer)


def test_every_figure_name_and_day_comes_from_the_rows(it):
    agency = it.world.agency.name
    text = drafts.articles_now(it.session)

    assert (
        "02 đại biểu gửi 03 chất vấn đến 01 người bị chất vấn; 01 chất vấn đã được trả lời trực "
        "tiếp tại phiên họp, 01 chất vấn đã được trả lời bằng văn bản, 01 chất vấn chưa được trả "
        "lời."
    ) in text
    assert "không có chất vấn được trả lời rõ, 01 chất vấn được trả lời một phần" in text
    assert "1. Giao thông: 01 chất vấn, người trả lời: " in text
    assert (
        f"1. {agency}:\na) Thông xe đoạn An Sơn, hoàn thành chậm nhất ngày 30 tháng 6 năm 2027."
        in text
    )
    assert f"1. {agency}: 01 chất vấn, chậm nhất ngày 14 tháng 12 năm 2026." in text
    assert "chậm nhất 10 ngày trước ngày khai mạc kỳ họp tiếp theo" in text


def test_the_day_of_the_report_is_counted_from_the_next_session(it):
    CouncilSessionFactory(
        term=it.world.term,
        council=it.world.council,
        opening_on=date(2027, 7, 6),
        closing_on=date(2027, 7, 8),
        ordinal=4,
    )
    assert "chậm nhất ngày 26 tháng 6 năm 2027" in drafts.articles_now(it.session)


def test_the_resolution_is_in_form_and_follows_the_rows_while_nobody_typed(it):
    found = drafted(it)

    assert drafts.articles_kept(found) == drafts.articles_now(it.session) == found.made_articles
    about_articles = ("articles", "clauses", "dates", "effect", "references", "printable")
    failed = [
        one.code
        for one in resolutions.findings_of(found)
        if not one.passed and one.code.startswith(about_articles)
    ]
    assert failed == []
    promising.cut_promise(
        it.session.questions.get(group__isnull=False),
        text="Bố trí vốn",
        made_on=ADOPTED,
        by=it.officer,
    )
    assert "b) Bố trí vốn." not in drafts.articles_kept(found)
    drafts.make_articles_again(found, by=it.officer)
    assert "b) Bố trí vốn." in drafts.articles_kept(found)


def test_what_was_typed_is_replaced_only_when_said(client, it):
    found = drafted(it)
    ResolutionArticle.objects.filter(resolution=found, number="1").update(text="Sửa tay.")

    with pytest.raises(SessionRefused, match="articles_edited"):
        drafts.make_articles_again(found, by=it.officer)
    client.force_login(it.officer)
    address = reverse("sessions:questioning_draft", kwargs={"session": it.session.pk})
    page = client.get(address)
    assert "Sửa tay." in page.text  # in the comparison
    assert client.post(address, {}).status_code == 422
    assert "Sửa tay." in drafts.articles_kept(found)
    assert client.post(address, {"over_edited": "on"}).status_code == 302
    assert drafts.articles_kept(found) == drafts.articles_now(it.session)


def test_articles_written_without_the_record_count_as_typed(it):
    found = resolutions.draft_from_item(
        it.item, form="individual", adopted_on=ADOPTED, by=it.officer
    )
    assert not drafts.is_edited(found)  # nothing stands there yet
    resolutions.write_articles_of(found, read_articles("Điều 1. Tự soạn.", titled=False))
    assert drafts.is_edited(found)
    assert drafts.resolution_on_questioning(it.session) == found


def test_a_settled_resolution_and_a_session_without_questions_are_left_alone(it):
    found = drafted(it)
    type(found).objects.filter(pk=found.pk).update(state="checked")
    with pytest.raises(SessionRefused, match="resolution_settled"):
        drafts.make_articles_again(found, by=it.officer, over_edited=True)
    other = CouncilSessionFactory(
        term=it.world.term,
        council=it.world.council,
        opening_on=ADOPTED,
        closing_on=ADOPTED,
        ordinal=5,
    )
    item = AgendaItemFactory(session=other, kind="questioning", state="passed")
    with pytest.raises(SessionRefused, match="nothing_asked"):
        drafts.draft_on_questioning(item, adopted_on=ADOPTED, by=it.officer)


def test_the_office_words_the_sentences_and_the_papers_are_printed(it):
    Wording.objects.create(
        council=it.world.council,
        key="questioning.promises",
        text="Những việc đã hứa trước cử tri:",
        released_at=timezone.now(),
        released_by=it.officer,
    )
    host = Host(it.world.council, it.session)

    assert "Những việc đã hứa trước cử tri:" in drafts.articles_now(it.session)
    for describe in (conclusion_notice, conclusion_resolution):
        paper = describe(host, on=date(2026, 12, 10))
        assert render_docx(paper)
        assert render_pdf(paper)
    assert render_docx(conclusion_notice(Host(it.world.council), on=date(2026, 12, 10)))


def test_the_office_makes_the_draft_from_the_page_and_others_read_it(it):
    address = reverse("sessions:questioning_draft", kwargs={"session": it.session.pk})
    officer = signed_in(it.officer)
    wrong = officer.post(address, {"item": it.item.pk, "adopted_on": "01/12/2026"})
    assert wrong.status_code == 422
    assert wrong.context["form"].errors.keys() == {"adopted_on"}

    made = officer.post(address, {"item": it.item.pk, "adopted_on": "09/12/2026"})

    found = drafts.resolution_on_questioning(it.session)
    text = reverse("sessions:resolution_text", kwargs={"resolution": found.pk})
    assert made.headers["Location"] == text
    assert found.title == f"Về chất vấn và trả lời chất vấn tại {it.session.name}"
    assert officer.get(address).context["is_same"]
