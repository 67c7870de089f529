"""Pages of contact plans, as each kind of reader meets them."""

from __future__ import annotations

import io

import docx
import pdfplumber
import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import CommuneFactory, CouncilSessionFactory
from tests.voters.plans import ENDS, OPENING, STARTS, Ground
from voters.models import ContactPlan

# The checks compare the meetings with communes, delegates, calendar, sittings and other plans: one
# query for each.
QUERIES, LIST_QUERIES = 16, 6

TYPED = {
    "timing": "before",
    "starts_on": f"{STARTS:%d/%m/%Y}",
    "ends_on": f"{ENDS:%d/%m/%Y}",
    "least_there": "2",
    "most_there": "3",
    "least_each": "1",
    "at_once": "3",
}


@pytest.fixture
def ground(db):
    return Ground()


@pytest.fixture
def officer(ground) -> Client:
    client = Client()
    client.force_login(ground.officer)
    return client


def page_of(plan) -> str:
    return reverse("voters:plan", kwargs={"plan": plan.pk})


def said(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def test_from_the_empty_list_to_a_plan_that_is_laid_out(ground, officer):
    assert "Chưa có kế hoạch tiếp xúc cử tri nào" in said(officer, reverse("voters:plans"))
    answer = officer.post(
        reverse("voters:create_plan"), {**TYPED, "session": ground.session.pk}, follow=True
    )
    plan = ContactPlan.objects.get()
    assert answer.redirect_chain[-1][0] == page_of(plan)
    officer.post(reverse("voters:lay_out", kwargs={"plan": plan.pk}))
    shown = said(officer, page_of(plan))
    assert "Đã xếp 6 cuộc tiếp xúc." in shown
    assert "Kế hoạch giữ đủ các điều kiện." in shown
    for unit in ground.units:
        assert unit.name in shown


def test_why_there_is_no_plan_is_said_in_words(ground, officer):
    plan = ground.plan(least_there=3, most_there=3, least_each=5)
    address = reverse("voters:lay_out", kwargs={"plan": plan.pk})
    shown = " ".join(officer.post(address, follow=True).content.decode().split())
    assert "Không xếp được; các cuộc đã có vẫn giữ nguyên." in shown
    assert "Tổ đại biểu số 1 có ít xã, phường: chỉ có 9 lượt đại biểu dự, không đủ 20 lượt" in shown
    assert "{" not in shown.partition("<main")[2]


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("starts_on", "31/02/2026", "Tháng 2 không có ngày 31."),
        (
            "ends_on",
            "08/12/2026",
            "Tiếp xúc trước kỳ họp phải xong trước ngày khai mạc 08/12/2026.",
        ),
        ("most_there", "1", "không được nhỏ hơn số ít nhất"),
        ("at_once", "0", ""),
        ("session", "999999999999999999", "Hãy chọn một mục trong danh sách."),
        ("session", "²", "Hãy chọn một mục trong danh sách."),
        ("timing", "<script>", "Hãy chọn một mục trong danh sách."),
    ],
)
def test_what_is_typed_wrong_gets_a_sentence_and_stays(ground, officer, name, typed, sentence):
    sent = {**TYPED, "session": ground.session.pk, name: typed}
    shown = " ".join(officer.post(reverse("voters:create_plan"), sent).content.decode().split())
    assert sentence in shown
    assert f'value="{TYPED["least_each"]}"' in shown
    assert not ContactPlan.objects.exists()


def test_a_meeting_is_moved_by_hand_and_a_clash_is_refused_on_the_form(ground, officer):
    plan = ground.laid_out()
    first, second = plan.meetings.order_by("pk")[:2]
    people = [mandate.pk for mandate in second.mandates.all()]
    sent = {
        "unit": first.unit_id,
        "group": first.group_id,
        "starts_at_0": f"{second.starts_at:%d/%m/%Y}",
        "starts_at_1": "08:00",
        "ends_at_0": f"{second.starts_at:%d/%m/%Y}",
        "ends_at_1": "17:00",
        "mode": "combined",
        "place": "Nhà văn hóa thôn 1",
        "mandates": people,
    }
    address = reverse("voters:change_meeting", kwargs={"plan": plan.pk, "meeting": first.pk})
    refused = " ".join(officer.post(address, sent).content.decode().split())
    assert f"đã có cuộc tiếp xúc tại {second.unit.name}" in refused
    assert "Nhà văn hóa thôn 1" in refused
    free = {**sent, "starts_at_1": "18:00", "ends_at_1": "20:00"}
    assert officer.post(address, free).headers["Location"] == page_of(plan)
    assert "Nhà văn hóa thôn 1" in said(officer, page_of(plan))


def test_the_plan_is_printed_with_every_meeting(ground, officer):
    plan = ground.laid_out()
    address = reverse("voters:print_plan", kwargs={"plan": plan.pk, "form": "pdf"})
    with pdfplumber.open(io.BytesIO(officer.get(address).content)) as pdf:
        text = " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)
    assert "KẾ HOẠCH" in text
    assert "gồm 6 cuộc" in text
    address = reverse("voters:print_plan", kwargs={"plan": plan.pk, "form": "docx"})
    document = docx.Document(io.BytesIO(officer.get(address).content))
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    for unit in ground.units:
        assert any(unit.name in cell for cell in cells)


@pytest.mark.parametrize("more", [0, 3])
def test_the_page_asks_as_often_for_many_meetings_as_for_few(
    ground, officer, more, django_assert_num_queries
):
    for number in range(more):
        unit = CommuneFactory(parent=ground.council.unit)
        ground.groups[number % 2].units.add(unit)
    plan = ground.laid_out()
    officer.get(page_of(plan))
    with django_assert_num_queries(QUERIES):
        officer.get(page_of(plan))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_many_plans_as_for_one(
    ground, officer, count, django_assert_num_queries
):
    for number in range(count):
        session = CouncilSessionFactory(
            council=ground.council,
            term=ground.term,
            opening_on=OPENING.replace(day=8 + number),
            closing_on=OPENING.replace(day=8 + number),
        )
        ContactPlan.objects.create(
            council=ground.council,
            session=session,
            timing="before",
            starts_on=STARTS,
            ends_on=ENDS,
            created_by=ground.officer,
        )
    officer.get(reverse("voters:plans"))
    with django_assert_num_queries(LIST_QUERIES):
        officer.get(reverse("voters:plans"))
