"""From the list to the proof: the pages of letters over many recommendations."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from hdnd_portal.answer_letters.models import AnswerLetter
from hdnd_portal.commitments.models import Reply
from hdnd_portal.reports import jobs
from tests.answer_letters import material
from tests.answer_letters.brought import awaited, brought, upload
from tests.answer_letters.material import ASKED
from tests.route_cases import World

NOW = "2026-11-23T02:00:00Z"


@pytest.fixture
def world(db):
    with time_machine.travel(NOW, tick=False):
        yield World()


def signed_in(world, role=Role.AGENCY) -> Client:
    """A browser of the role."""
    made = Client()
    made.force_login(world.user(role))
    return made


def typed(part, *rows, **said) -> dict[str, object]:
    """The form of a part as a browser sends it."""
    fields = {"answers": [row.pk for row in rows], "text": part.answer, "codes": "", **said}
    return {f"p{part.pk}-{name}": value for name, value in fields.items()}


def address(name: str, letter: AnswerLetter, **more: int) -> str:
    return reverse(f"answer_letters:{name}", kwargs={"letter": letter.pk, **more})


def test_pages_lead_from_the_list_to_the_proof(world):
    client = signed_in(world)
    rows = awaited(world, 3)
    begin = reverse("answer_letters:begin")
    assert begin in client.get(reverse("commitments:list")).content.decode()
    assert str(world.agency) in client.get(begin).content.decode()
    content = material.numbered(ASKED[:3])
    answer = client.post(begin, {"agency": world.agency.pk, "file": upload(content)})
    letter = AnswerLetter.objects.get()
    assert "Đang đọc" in client.get(answer["Location"]).content.decode()
    jobs.run(letter.job_id)
    page = client.get(answer["Location"]).content.decode()
    for words in ("2345/SXD-VP", "Chưa thấy trả lời: 2 kiến nghị", " %: “", rows[0].text,
                  "Chưa xem"):  # fmt: skip
        assert words in page
    first, second, third = letter.parts.filter(state="open")
    here = address("part", letter, part=first.pk)
    refused = client.post(here, typed(first, rows[0], claimed="done", done_on="31/02/2026"))
    assert (refused.status_code, "không có ngày 31" in refused.content.decode()) == (422, True)
    refused = client.post(here, typed(first, claimed="explained", codes="CK999999"))
    assert "Không có mã CK999999" in refused.content.decode()
    # Kept though something is lacking, and asked for field by field.
    answer = client.post(here, typed(first, rows[0], claimed="done"), follow=True)
    page = answer.content.decode()
    for words in ("trước khi gửi còn thiếu", "Ghi ngày hoàn thành.", "Đã xác nhận"):
        assert words in page
    client.post(here, typed(first, rows[0], claimed="done", done_on="20/10/2026", evidence="45/BB"))
    onward = client.post(
        address("part", letter, part=second.pk), typed(second, rows[1], claimed="explained")
    )
    assert onward["Location"].endswith(f"#phan-{third.position}")
    client.post(address("part", letter, part=third.pk), {"aside": "1"})
    page = client.get(address("letter", letter)).content.decode()
    assert "Gửi 2 trả lời" in page
    assert "Chưa thấy trả lời: 3 kiến nghị" in page
    said = client.post(address("settle", letter), follow=True).content.decode()
    assert "Đã gửi 2 trả lời." in said
    shown = reverse("commitments:commitment", kwargs={"commitment": rows[0].pk})
    assert "2345/SXD-VP" in client.get(shown).content.decode()
    again = client.post(begin, {"agency": world.agency.pk, "file": upload(content)})
    assert "Mở công văn đó" in again.content.decode()


def test_same_part_pressed_twice_is_confirmed_once(world):
    client = signed_in(world)
    row = awaited(world, 1)[0]
    letter = brought(world)
    part = letter.parts.filter(state="open").first()
    for _time in range(2):
        client.post(address("part", letter, part=part.pk), typed(part, row, claimed="explained"))
    assert letter.answers.count() == 1
    for name in ("settle", "settle", "drop"):
        client.post(address(name, letter), {"leave_out": "on"})
    assert Reply.objects.sent().count() == 1
    late = [{"reopen": "1"}, typed(part, row, claimed="explained"), typed(part, row, claimed="x")]
    for data in late:
        said = client.post(address("part", letter, part=part.pk), data, follow=True)
        assert "đã được gửi hoặc bỏ" in said.content.decode()
    said = client.post(address("number", letter), {"reference": ""}, follow=True)
    assert "đã được gửi hoặc bỏ" in said.content.decode()


def test_part_is_merged_looked_at_again_and_set_aside(world):
    client = signed_in(world)
    awaited(world, 1)
    letter = brought(world)
    first, second = list(letter.parts.filter(state="open"))[:2]
    client.post(address("part", letter, part=second.pk), {"merge": "1"})
    client.post(address("part", letter, part=first.pk), {"aside": "1"})
    client.post(address("part", letter, part=first.pk), {"reopen": "1"})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("open", "merged")
    said = client.post(address("part", letter, part=second.pk), typed(second), follow=True)
    assert "đã được gộp vào phần trước" in said.content.decode()
    number = client.post(address("number", letter), {"reference": "", "signed_on": "xx"})
    assert number.status_code == 422
    ahead = client.post(
        address("number", letter), {"reference": "1/SXD", "signed_on": "01/01/2100"}
    )
    assert "Ngày công văn chưa đến" in ahead.content.decode()


def test_part_is_split_at_a_paragraph_and_merged_again(world):
    client = signed_in(world)
    rows = awaited(world, 2)
    letter = brought(world, material.numbered(ASKED[:2]))
    first, second = letter.parts.filter(state="open")
    client.post(address("part", letter, part=second.pk), {"merge": "1"})
    first.refresh_from_db()
    whole, place = first.answer, first.position
    lines = whole.split("\n")
    here = address("part", letter, part=first.pk)
    [at] = [at for at, line in enumerate(lines) if line == (second.asked or second.answer)]
    assert "Tách phần này" in client.get(address("letter", letter)).content.decode()
    codes = ", ".join(row.code for row in rows[:2])
    client.post(here, typed(first, claimed="explained", codes=codes))
    for wrong in ("", f"{at}-{len(lines) + 1}", f"0-{len(lines)}", "x"):
        data = {"split": "1", f"tach{first.pk}-place": wrong}
        said = client.post(here, data, follow=True).content.decode()
        assert "hãy chọn đoạn mở đầu" in said
    assert letter.answers.count() == 2
    client.post(here, {"split": "1", f"tach{first.pk}-place": f"{at}-{len(lines)}"})
    one, two = letter.parts.filter(state="open")
    assert (one.position, two.position) == (place, place + 1)
    assert f"{one.answer}\n{two.answer}" == whole
    assert (one.claimed, letter.answers.count()) == ("", 0)
    assert [part.proposals[0]["key"] for part in (one, two)] == [row.pk for row in rows[:2]]
    client.post(address("part", letter, part=two.pk), {"merge": "1"})
    one.refresh_from_db()
    assert one.answer == whole


def test_office_enters_what_came_on_paper(world):
    client = signed_in(world, Role.OFFICER)
    begin = reverse("answer_letters:begin")
    data = {"agency": world.agency.pk, "file": upload(material.numbered(ASKED[:1]))}
    client.post(begin, data)
    letter = AnswerLetter.objects.get()
    assert letter.on_behalf
    page = client.get(address("letter", letter)).content.decode()
    assert "văn phòng nhập thay" in page


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(world, django_assert_max_num_queries, count):
    client = signed_in(world)
    rows = awaited(world, count)
    letter = brought(world, material.numbered(ASKED[:count]))
    for part, row in zip(letter.parts.filter(state="open"), rows, strict=False):
        client.post(address("part", letter, part=part.pk), typed(part, row, claimed="explained"))
    client.get(address("letter", letter))
    with django_assert_max_num_queries(12):
        assert client.get(address("letter", letter)).context["ready"] == count
