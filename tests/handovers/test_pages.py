from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from docx import Document
from pypdfium2 import PdfDocument

from hdnd_portal.accounts.models import RoleAssignment
from hdnd_portal.handovers.models import Handover
from hdnd_portal.handovers.services import hand_over, page_of
from tests.accounts.factories import user_with
from tests.factories import PersonFactory, PostFactory
from tests.handovers.scene import LATER, TODAY, Role, Scene


@pytest.fixture
def scene(db):
    with time_machine.travel("2026-11-23T09:00:00+07:00", tick=False):
        yield Scene()


@pytest.fixture
def head(scene, client):
    client.force_login(scene.head)
    return client


def plan_page(user):
    held = RoleAssignment.objects.filter(user=user).first()
    return reverse("handovers:plan", kwargs={"assignment": held.pk})


def test_the_page_shows_what_passes_before_anything_passes(scene, head):
    scene.milestone("Gửi tài liệu", scene.leaver)
    scene.milestone("Việc của người khác", scene.head)

    page = head.get(plan_page(scene.leaver)).content.decode()

    assert "Đứng tên, chuyển sang tên người nhận: 1" in page
    assert "Gửi tài liệu" in page
    assert "Việc của người khác" not in page
    assert not Handover.objects.exists()


def test_the_first_click_hands_over_and_the_second_leads_to_what_was_done(scene, head):
    data = {"successor": scene.successor.pk, "last_on": "23/11/2026", "reason": "Nghỉ hưu"}

    first = head.post(plan_page(scene.leaver), data)
    second = head.post(plan_page(scene.leaver), data, follow=True)

    made = Handover.objects.get()
    assert first.url == page_of(made)
    assert second.redirect_chain == [(page_of(made), 302)]
    assert "vừa được bàn giao hôm nay" in second.content.decode()
    again = head.get(plan_page(scene.leaver)).content.decode()
    assert "Xem bàn giao" in again
    assert 'name="successor"' not in again


def test_a_refused_form_keeps_what_was_typed(scene, head):
    data = {"successor": scene.successor.pk, "last_on": "22/11/2026", "reason": "Nghỉ hưu"}
    page = head.post(plan_page(scene.leaver), data).content.decode()
    assert "sớm nhất là hôm nay" in page
    assert 'value="Nghỉ hưu"' in page
    assert not Handover.objects.exists()


def test_a_planned_one_is_cancelled_with_its_reason(scene, head):
    data = {"successor": scene.colleague.pk, "last_on": "30/11/2026"}
    page = head.post(plan_page(scene.agent), data, follow=True).content.decode()
    assert "Đến ngày 30/11/2026" in page
    made = Handover.objects.get()
    address = reverse("handovers:cancel", kwargs={"handover": made.pk})

    assert "hãy ghi lý do" in head.post(address, follow=True).content.decode()
    done = head.post(address, {"huy-reason": "Ở lại"}, follow=True).content.decode()

    assert "Đã hủy bàn giao" in done
    made.refresh_from_db()
    assert (made.state, made.cancel_reason) == ("cancelled", "Ở lại")


def test_a_person_without_an_account_can_be_chosen(scene, head):
    person = PersonFactory(name="Lê Văn Mới", email="moi@so.example")
    PostFactory(person=person, agency=scene.agency)
    page = head.get(plan_page(scene.agent)).content.decode()
    assert "Chưa có tài khoản" in page

    data = {"successor": f"nguoi-{person.pk}", "last_on": "23/11/2026"}
    head.post(plan_page(scene.agent), data)

    assert Handover.objects.get().successor.person == person


def test_another_councils_people_are_not_there(scene, client):
    client.force_login(user_with(Role.OFFICE_HEAD))
    assert client.get(plan_page(scene.leaver)).status_code == 404


def test_who_has_left_still_reads_the_record_and_nothing_else(scene, client):
    made = done_one(scene)
    with time_machine.travel("2026-12-23T09:00:00+07:00"):
        client.force_login(scene.agent)
        assert client.get(page_of(made)).status_code == 200
        assert client.get(reverse("handovers:list")).status_code == 403


def done_one(scene):
    scene.owed()
    return hand_over(
        scene.desk, successor=scene.colleague, last_on=TODAY, today=TODAY, by=scene.head
    )


def test_the_minutes_name_who_what_and_what_stays(scene, head):
    made = done_one(scene)

    def printed(form):
        address = reverse("handovers:paper", kwargs={"handover": made.pk, "form": form})
        return BytesIO(head.get(address).content)

    with PdfDocument(printed("pdf")) as pages:
        pdf = " ".join(page.get_textpage().get_text_range() for page in pages)
    document = Document(printed("docx"))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    word = " ".join([*(p.text for p in document.paragraphs), *cells])
    for text in (" ".join(pdf.split()), " ".join(word.split())):
        for words in (scene.agent.name, scene.colleague.name, "Ngân sách", "Sửa đường 5"):
            assert words in text
        assert "vẫn ở cơ quan" in text
        assert "DỰ THẢO" not in text


@pytest.mark.parametrize("count", [1, 3])
def test_list_queries_do_not_grow(scene, head, count, django_assert_num_queries):
    for _ in range(count):
        other = user_with(Role.AGENCY, scene.council, agency=scene.agency)
        Handover.objects.create(
            council=scene.council,
            agency=scene.agency,
            leaver=other,
            successor=scene.colleague,
            last_on=LATER,
            planned_by=scene.head,
        )
    head.get(reverse("handovers:list"))
    for name in ("list", "choose"):
        with django_assert_num_queries(6):
            assert head.get(reverse(f"handovers:{name}")).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_what_passes_is_read_with_as_many_queries(scene, head, count, django_assert_num_queries):
    for number in range(count):
        scene.milestone(f"m{number}", scene.leaver)
        user_with(Role.OFFICER, scene.council)
    head.get(plan_page(scene.leaver))
    with django_assert_num_queries(33):
        head.get(plan_page(scene.leaver))
