"""Pages of a meeting: written down, signed, printed; who spoke is printed nowhere."""

from __future__ import annotations

import io

import docx
import pdfplumber
import pytest
from django.test import Client
from django.urls import reverse

from hdnd_portal.secret_text import Voter
from tests.voters.records import Held
from voters.models import MeetingRecord, Opinion
from voters.services import records

# The meeting with its people, record, opinions, counts, history, and what the user may do.
QUERIES = 25
NAME = "Nguyễn Thị Kín"


@pytest.fixture
def held(db):
    return Held()


@pytest.fixture
def officer(held) -> Client:
    client = Client()
    client.force_login(held.officer)
    return client


def at(held, name: str, **more: object) -> str:
    return reverse(f"voters:{name}", kwargs={"meeting": held.meeting.pk, **more})


def said(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_one_opinion_after_the_other_without_scripts(held, officer):
    page = at(held, "record_opinions")
    form = officer.get(page).context["form"]
    typed = {
        "key": str(form["key"].value()),
        "text": "Đường thôn Đông hỏng",
        "track": "recommendation",
        "unit": held.ground.units[1].pk,
        "speaker_name": NAME,
    }
    answer = officer.post(page, typed, follow=True)
    assert "Đã ghi ý kiến số 1." in said(answer)
    assert answer.context["form"]["unit"].value() == held.ground.units[1].pk
    # Pressed twice, or sent again by the browser: the key of the form is known.
    officer.post(page, typed)
    assert Opinion.objects.count() == 1
    assert NAME not in said(officer.get(at(held, "meeting")))


def test_what_is_typed_wrong_stays_and_gets_a_sentence(held, officer):
    page = at(held, "record_opinions")
    answer = officer.post(page, {"text": "", "village": "Thôn Đông", "unit": "²", "key": "x"})
    assert "Cần điền mục này." in said(answer)
    assert 'value="Thôn Đông"' in said(answer)


def test_the_page_that_a_browser_keeps_holds_no_opinion(held, officer):
    held.say("Đường thôn Đông hỏng")
    assert "Đường thôn Đông hỏng" not in said(officer.get(at(held, "record_opinions")))


def test_the_record_is_written_signed_and_opened_again(held, officer):
    first, second = held.mandates
    typed = {
        "starts_at_0": "09/11/2026",
        "starts_at_1": "08:00",
        "ends_at_0": "09/11/2026",
        "ends_at_1": "07:00",
        "chair": "Ông Hà Văn A",
        "secretary": "Bà Lò Thị B",
        "voter_count": "80",
        "speaker_count": "5",
        f"here_{first.pk}": "yes",
        f"here_{second.pk}": "no",
    }
    refused = said(officer.post(at(held, "edit_record"), typed))
    assert "Giờ kết thúc phải sau giờ bắt đầu." in refused
    assert f"Hãy ghi lý do vắng của đại biểu {second.person.name}." in refused
    assert not MeetingRecord.objects.exists()
    typed |= {"ends_at_1": "10:15", f"why_{second.pk}": "Ốm"}
    officer.post(at(held, "edit_record"), typed)
    shown = said(officer.post(at(held, "sign_record"), follow=True))
    assert "Đã ký biên bản cuộc tiếp xúc." in shown
    assert "Đã có biên bản" in shown
    assert "vắng: Ốm" in shown
    assert "Biên bản cuộc tiếp xúc đã ký" in said(officer.get(at(held, "record_opinions")))
    again = officer.post(at(held, "reopen_record"), {"mo-lai-reason": "Thiếu ý kiến"}, follow=True)
    assert "Biên bản được mở lại, lý do: Thiếu ý kiến" in said(again)


def test_what_a_record_lacks_is_named(held, officer):
    held.write(chair="", voter_count=None)
    shown = said(officer.post(at(held, "sign_record"), follow=True))
    assert "Chưa ký được, còn thiếu: người chủ trì, số cử tri dự." in shown


def test_who_spoke_is_shown_once_to_the_office_and_printed_nowhere(held, officer):
    opinion = held.say("Đường hỏng", speaker=Voter(NAME, "0900 123 456"))
    held.say("Tố cáo ông chủ tịch", is_letter=True)
    page = reverse("voters:opinion", kwargs={"opinion": opinion.pk})
    assert NAME not in said(officer.get(page))
    read = reverse("voters:read_speaker", kwargs={"opinion": opinion.pk})
    assert NAME not in said(officer.post(read, {"xem-reason": ""}))
    answer = officer.post(read, {"xem-reason": "Hỏi lại"})
    assert NAME in said(answer)
    assert "no-store" in answer.headers["Cache-Control"]
    held.write()
    records.sign_record(held.meeting, by=held.officer)
    printed = officer.get(at(held, "print_record", form="pdf")).content
    with pdfplumber.open(io.BytesIO(printed)) as pdf:
        text = " ".join(" ".join(one.extract_text().split()) for one in pdf.pages)
    assert "BIÊN BẢN" in text
    assert "Đường hỏng" in text
    assert "Cử tri dự: 80 người." in text
    assert "(lý do: Ốm)" in text
    assert "Có 1 nội dung khiếu nại, tố cáo được tách riêng" in text
    assert "DỰ THẢO" not in text
    written = officer.get(at(held, "print_record", form="docx")).content
    document = docx.Document(io.BytesIO(written))
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert any("Đường hỏng" in cell for cell in cells)
    paper = text + " ".join(cells) + " ".join(one.text for one in document.paragraphs)
    assert NAME not in paper
    assert "Tố cáo ông chủ tịch" not in paper


@pytest.mark.parametrize("count", [1, 3])
def test_the_meeting_asks_as_often_for_many_opinions_as_for_one(
    held, officer, count, django_assert_max_num_queries
):
    for number in range(count):
        held.say(f"ý kiến {number}")
    held.write()
    officer.get(at(held, "meeting"))
    with django_assert_max_num_queries(QUERIES):
        officer.get(at(held, "meeting"))
