"""Pages of an import: upload, preview with filters, choice, record, undo."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from hdnd_portal.documents.table_rows import heading_key
from tests.voters.imported import begun, done, read, recorded, workbook
from tests.voters.records import Held
from voters.import_sentences import COLUMNS
from voters.models import Opinion, OpinionImport
from voters.opinion_rows import HEADINGS

# The list of rows: who asks, the import with its plan, count, page, what the frame needs.
QUERIES = 7


@pytest.fixture
def held(db):
    return Held()


@pytest.fixture
def officer(held) -> Client:
    client = Client()
    client.force_login(held.officer)
    return client


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def row(held, words="Sửa cầu", unit=None):
    return [str(unit or held.meeting.unit), "", "KN", "", words]


def at(name: str, batch: OpinionImport) -> str:
    return reverse(f"voters:{name}", kwargs={"batch": batch.pk})


def test_from_the_file_to_the_opinions_and_back(held, officer):
    page = reverse("voters:import_opinions", kwargs={"plan": held.plan.pk})
    assert page in text(officer.get(reverse("voters:plan", kwargs={"plan": held.plan.pk})))
    data = workbook(row(held), row(held, "Xa", "xã Không Có"), row(held, "", held.meeting.unit))

    def send():
        return officer.post(page, {"file": SimpleUploadedFile("y-kien.xlsx", data)}, follow=True)

    answer = send()
    batch = OpinionImport.objects.get()
    assert answer.redirect_chain[-1][0] == at("opinion_import", batch)
    assert "Đang xử lý tệp" in text(answer)
    again = text(send())
    assert "Tệp này đã được nhập cho kế hoạch lúc" in again
    assert f'<a href="{at("opinion_import", batch)}">Mở lần nhập đó</a>' in again
    done(batch)
    shown = text(officer.get(at("opinion_import", batch)))
    assert "Không tìm thấy xã, phường này trong địa bàn.</a> <strong>1 dòng" in shown
    refused = officer.post(at("record_import", batch), {}, follow=True)
    assert "Còn 2 dòng có vấn đề." in text(refused)
    officer.post(at("record_import", batch), {"leave_out": "on"})
    batch.refresh_from_db()
    done(batch)
    assert Opinion.objects.get().text == "Sửa cầu"
    answer = officer.post(at("undo_import", batch), {"huy-reason": "Nhầm tệp"}, follow=True)
    assert f"{held.officer} đã hủy toàn bộ: Nhầm tệp" in text(answer)
    assert not Opinion.objects.standing().exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Hãy chọn tệp hoặc dán bảng."),
        ({"pasted": "Xã\tNội dung", "file": SimpleUploadedFile("a.xlsx", b"x")}, "Chỉ chọn một"),
        ({"file": SimpleUploadedFile("a.xlsx", b"Xa,Noi dung")}, "a.xlsx"),
    ],
)
def test_what_is_not_taken_gets_a_sentence_on_the_form(held, officer, typed, sentence):
    page = reverse("voters:import_opinions", kwargs={"plan": held.plan.pk})
    answer = officer.post(page, typed)
    assert answer.status_code == 200
    assert sentence in text(answer)
    assert not OpinionImport.objects.exists()


def test_a_file_that_cannot_be_read_says_why_on_its_page(held, officer):
    batch = done(begun(held, workbook(["A"], head=["Nội dung"])))
    assert "Bảng thiếu cột xã/phường. Các cột tìm thấy: nội dung." in text(
        officer.get(at("opinion_import", batch))
    )


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_rows_do_not_grow(held, officer, django_assert_num_queries, count):
    batch = recorded(held, read(held, *(row(held, f"Lời {n}") for n in range(count))))
    page = at("opinion_import_rows", batch)
    officer.get(page)
    with django_assert_num_queries(QUERIES):
        answer = officer.get(page)
    assert len(answer.context["object_list"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_imports_do_not_grow(held, officer, django_assert_num_queries, count):
    for n in range(count):
        begun(held, workbook(row(held, f"Lời {n}")))
    page = reverse("voters:import_opinions", kwargs={"plan": held.plan.pk})
    officer.get(page)
    with django_assert_num_queries(7):
        answer = officer.get(page)
    assert len(answer.context["batches"]) == count


def test_the_rows_are_filtered_by_what_is_wrong(held, officer):
    batch = read(held, row(held), row(held, "Xa", "xã Không Có"))
    page = at("opinion_import_rows", batch)
    for query, words in (("problem=commune_unknown", "Xa"), ("state=ready", "Sửa cầu")):
        assert [one.text for one in officer.get(f"{page}?{query}").context["object_list"]] == [
            words
        ]


def test_the_empty_workbook_is_read_back(held, officer):
    answer = officer.get(reverse("voters:import_template", kwargs={"plan": held.plan.pk}))
    book = load_workbook(io.BytesIO(answer.content))
    head = [cell.value for cell in book.active[1]]
    for name, label in zip(COLUMNS, head, strict=True):
        assert heading_key(label) in HEADINGS[name]
