"""The inbox, the letters that did not arrive, and the mail of the sample set-up."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from hdnd_portal.council.models import Person
from hdnd_portal.documents.models import File, Version
from hdnd_portal.notices import send
from hdnd_portal.notices.deliver import deliver_due
from hdnd_portal.notices.models import CaughtMail, Delivery, Notice
from hdnd_portal.notices.views.letters import send_rows_again


@pytest.fixture(autouse=True)
def _caught_mail(settings):
    settings.EMAIL_BACKEND = "hdnd_portal.notices.caught.Backend"


def tell(person, title="Giấy mời dự kỳ họp", **more) -> Notice:
    return send.after_commit("a.told", to=[person], about=None, title=title, **more)[0]


def test_the_bell_counts_and_opening_a_notice_notes_the_reading(client, officer):
    tell(officer, "Việc đầu", url="/thong-bao/")
    second = tell(officer, "Việc sau", url="/viec-nen/")
    client.force_login(officer)
    page = client.get(reverse("notices:inbox")).content.decode()
    assert '<span class="topbar-count">2</span>' in page

    response = client.post(reverse("notices:open", args=[second.pk]))

    assert response.url == "/viec-nen/"
    second.refresh_from_db()
    assert second.read_at is not None
    first_read = second.read_at
    client.post(reverse("notices:open", args=[second.pk]))
    second.refresh_from_db()
    assert second.read_at == first_read
    shown = client.get(reverse("notices:inbox"))
    assert [notice.title for notice in shown.context["object_list"]] == ["Việc đầu", "Việc sau"]
    assert '<span class="topbar-count">1</span>' in shown.content.decode()


def test_all_notices_are_marked_read_at_once_and_only_ones_own(client, officer, make_user):
    tell(officer)
    other = tell(make_user("binh"))
    client.force_login(officer)
    client.post(reverse("notices:mark_all_read"))
    other.refresh_from_db()
    assert other.read_at is None
    assert not Notice.objects.visible_to(officer).unread().exists()


def test_a_title_cannot_carry_a_script(client, officer):
    tell(officer, "<script>x</script>", body="<img src=x>")
    client.force_login(officer)
    page = client.get(reverse("notices:inbox")).content.decode()
    assert "&lt;script&gt;x" in page
    assert "<img src=x>" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_inbox_costs_the_same_for_any_number(
    client, officer, number, django_assert_max_num_queries
):
    for index in range(number):
        tell(officer, f"Việc {index}")
    client.force_login(officer)
    with django_assert_max_num_queries(12) as captured:
        response = client.get(reverse("notices:inbox"))
    assert len(response.context["object_list"]) == number
    assert len(captured) <= 8


def given_up(council, **more) -> Delivery:
    return send.email(
        "a.told", address="", name="Trần Văn Khách", subject="Giấy mời", body="Kính mời.",
        about=council, phone="0900 000 001", **more,
    )  # fmt: skip


def test_the_list_of_letters_tells_why_and_whom_to_call(client, officer, council, make_user):
    given_up(council)
    person = Person.objects.create(name="Lê Văn Bình", sex="male", phone="0900 000 002")
    told = make_user("binh", person=person, name="Lê Văn Bình")
    send.after_commit("a.told", to=[told], about=council, title="Triệu tập")
    Delivery.objects.filter(notice__isnull=False).update(state="failed", last_error="Hộp thư đầy.")
    client.force_login(officer)

    page = client.get(reverse("letters:list")).content.decode()

    assert "Chưa có địa chỉ thư điện tử." in page
    assert "0900 000 001" in page
    assert "0900 000 002" in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_letters_costs_the_same_for_any_number(
    client, officer, council, make_user, number, django_assert_max_num_queries
):
    people = [make_user(f"u{index}") for index in range(number)]
    send.after_commit("a.told", to=people, about=council, title="Triệu tập")
    Delivery.objects.update(state="failed")
    client.force_login(officer)
    with django_assert_max_num_queries(12):
        client.get(reverse("letters:list"))


def test_a_letter_is_sent_again_to_a_corrected_address(
    client, officer, council, django_capture_on_commit_callbacks
):
    letter = given_up(council)
    client.force_login(officer)
    address = reverse("letters:send_again", args=[letter.pk])

    refused = client.post(address, {"address": "không phải thư"})
    assert refused.status_code == 422
    assert "không phải thư" in refused.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(address, {"address": "dung@example.vn"}, follow=True)

    assert "Đã xếp thư vào hàng chờ để gửi lại." in page.content.decode()
    assert Delivery.objects.get().state == "sent"
    again = client.post(address, {"address": "dung@example.vn"}, follow=True)
    assert "không cần gửi lại" in again.content.decode()


def test_caught_mail_shows_its_text_its_links_and_its_files(client, officer, council, settings):
    settings.PORTAL_URL = "http://127.0.0.1:8000"
    key = storages["default"].save("2026/11/a", ContentFile(b"%PDF-1.7 ..."))
    paper = File.objects.create(council=council, title="Giấy mời")
    version = Version.objects.create(
        file=paper, number=1, name="Giấy mời số 12.pdf", key=key, sha256="0" * 64, size=12,
        media_type="application/pdf",
    )  # fmt: skip
    send.email(
        "a.told", address="khach@example.vn", name="<b>Khách</b>", subject="Giấy mời số 12",
        body="Kính mời.", about=council, url="/tra-loi/abc/", attachments=[version.pk],
    )  # fmt: skip
    deliver_due()
    client.force_login(officer)
    mail = CaughtMail.objects.get()

    assert "Giấy mời số 12" in client.get(reverse("caught_mail:list")).content.decode()
    found = client.get(reverse("caught_mail:list"), {"q": "ai khác"})
    assert list(found.context["object_list"]) == []
    page = client.get(reverse("caught_mail:detail", args=[mail.pk])).content.decode()
    assert 'href="http://127.0.0.1:8000/tra-loi/abc/"' in page
    assert "&lt;b&gt;Khách&lt;/b&gt;" in page
    file = client.get(reverse("caught_mail:attachment", args=[mail.pk, 0]))
    assert file.content == b"%PDF-1.7 ..."
    assert file["Content-Disposition"].startswith("attachment;")
    assert client.get(reverse("caught_mail:attachment", args=[mail.pk, 1])).status_code == 404


def test_caught_mail_is_a_page_of_sample_set_ups_only(client, officer, make_user, settings):
    client.force_login(make_user("dai-bieu", Role.DELEGATE))
    assert client.get(reverse("caught_mail:list")).status_code == 403
    client.force_login(officer)
    assert client.get(reverse("caught_mail:list")).status_code == 200
    settings.SAMPLE_ALLOWED = False
    assert client.get(reverse("caught_mail:list")).status_code == 403


def test_letters_taken_by_a_worker_meanwhile_do_not_stop_the_others(officer, council):
    """Between the list and the press of the button one of the letters goes out."""
    letters = [given_up(council) for _ in range(3)]
    Delivery.objects.update(address="khach@example.vn")
    Delivery.objects.filter(pk=letters[1].pk).update(state="sent", sent_at="2026-11-22T08:00+07:00")
    said = send_rows_again(letters, officer, {})
    assert said == "Đã xếp 2 thư để gửi lại."
    assert list(Delivery.objects.order_by("pk").values_list("state", flat=True)) == [
        "waiting",
        "sent",
        "waiting",
    ]


def test_caught_mail_is_searched_for_anything_that_can_be_typed(client, officer, settings):
    settings.SAMPLE_ALLOWED = True
    client.force_login(officer)
    assert client.get(reverse("caught_mail:list"), {"q": "\0a"}).status_code == 200
