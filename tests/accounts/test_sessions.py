"""Limits of a session: idle, absolute, own list; and the council chosen in it."""

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.urls import reverse

from hdnd_portal.accounts.models import Deputyship
from hdnd_portal.accounts.roles import Role
from tests.accounts.factories import (
    PASSWORD,
    AssignmentFactory,
    CouncilFactory,
    UserFactory,
    user_with,
)

pytestmark = pytest.mark.django_db
MORNING = "2026-11-23T08:00:00+07:00"
LOGIN = "/tai-khoan/dang-nhap/"


def test_officer_is_locked_after_fifteen_idle_minutes(client):
    with time_machine.travel(MORNING, tick=False) as clock:
        client.force_login(user_with(Role.OFFICER))
        clock.shift(15 * 60)
        assert client.get("/").status_code == 200
        clock.shift(15 * 60 + 1)
        response = client.get("/tai-khoan/nguoi-thay/?trang=2")
        assert response.url == f"{LOGIN}?next=/tai-khoan/nguoi-thay/%3Ftrang%3D2"
        assert "lâu không thao tác" in client.get(response.url).content.decode()
        assert client.get("/").status_code == 302


@pytest.mark.parametrize(
    "make", [lambda: user_with(Role.ADMIN), lambda: UserFactory(is_superuser=True)]
)
def test_administrator_is_locked_after_five_idle_minutes(client, make):
    with time_machine.travel(MORNING, tick=False) as clock:
        client.force_login(make())
        clock.shift(5 * 60)
        assert client.get("/").status_code == 200
        clock.shift(5 * 60 + 1)
        assert client.get("/").status_code == 302


def test_a_page_that_asks_by_itself_is_no_use_of_the_session(client):
    with time_machine.travel(MORNING, tick=False) as clock:
        client.force_login(user_with(Role.OFFICER))
        for _ in range(3):
            clock.shift(5 * 60)
            assert client.get("/", headers={"X-Background": "1"}).status_code == 200
        clock.shift(1)
        assert client.get("/").status_code == 302


def test_session_ends_after_twelve_hours_of_work(client):
    with time_machine.travel(MORNING, tick=False) as clock:
        client.force_login(user_with(Role.OFFICER))
        for _ in range(12 * 6):
            clock.shift(10 * 60)
            assert client.get("/").status_code == 200
        clock.shift(1)
        assert "hết hạn" in client.get("/", follow=True).content.decode()


def test_expired_htmx_request_sends_the_whole_page_to_the_sign_in(client):
    with time_machine.travel(MORNING, tick=False) as clock:
        client.force_login(user_with(Role.OFFICER))
        clock.shift(16 * 60)
        response = client.get(
            "/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/ky-hop/"}
        )
    assert (response.status_code, response.content) == (204, b"")
    assert response["HX-Redirect"] == f"{LOGIN}?next=/ky-hop/"


def test_expired_post_does_nothing_and_leads_back_to_its_page(client):
    with time_machine.travel(MORNING, tick=False) as clock:
        council = CouncilFactory()
        head, officer = user_with(Role.OFFICE_HEAD, council), user_with(Role.OFFICER, council)
        client.force_login(head)
        clock.shift(16 * 60)
        response = client.post(
            reverse("accounts:deputies"),
            {"deputy": officer.pk, "valid_from": "2026-12-01", "valid_to": "2026-12-02"},
            headers={"Referer": "http://testserver/tai-khoan/nguoi-thay/?trang=2"},
        )
    assert response.url == f"{LOGIN}?next=/tai-khoan/nguoi-thay/%3Ftrang%3D2"
    assert not Deputyship.objects.exists()


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/thong-bao/?trang=2", "/thong-bao/%3Ftrang%3D2"),
        ("http://elsewhere.example/thong-bao/", "/"),
        ("http://testserver//elsewhere.example/", "/"),
        ("", "/"),
    ],
)
@pytest.mark.parametrize("ended", ["by itself", "elsewhere"])
def test_ended_post_leads_to_the_page_it_came_from_not_to_its_own_address(
    client, referer, back, ended
):
    """The address that marks all notices as read takes no GET."""
    with time_machine.travel(MORNING, tick=False) as clock:
        client.force_login(user_with(Role.OFFICER))
        if ended == "elsewhere":
            Session.objects.all().delete()
        clock.shift(16 * 60)
        response = client.post(reverse("notices:mark_all_read"), headers={"Referer": referer})
    assert response.url == f"{LOGIN}?next={back}"


def test_htmx_request_after_the_session_ended_elsewhere_leads_to_the_sign_in(client):
    client.force_login(user_with(Role.OFFICER))
    Session.objects.all().delete()
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/ky-hop/?trang=2"}
    response = client.get("/", headers=headers)
    assert (response.status_code, response.content) == (204, b"")
    assert response["HX-Redirect"] == f"{LOGIN}?next=/ky-hop/%3Ftrang%3D2"


def test_own_sessions_are_listed_and_the_others_can_be_ended(client):
    user = UserFactory(password=PASSWORD)
    other = type(client)(headers={"User-Agent": "Máy tính bảng"})
    for browser in (client, other):
        browser.post(LOGIN, {"login": user.username, "password": PASSWORD})
    page = client.get(reverse("usersessions_list")).content.decode()
    assert "Máy tính bảng" in page
    assert "phiên này" in page
    client.post(reverse("usersessions_list"))
    assert client.get("/").status_code == 200
    assert other.get("/").status_code == 302


def test_council_is_the_first_of_ones_own_until_another_is_chosen(client):
    first, second, foreign = CouncilFactory(code="a"), CouncilFactory(code="b"), CouncilFactory()
    user = user_with(Role.OFFICER, first)
    AssignmentFactory(user=user, council=second)
    client.force_login(user)
    choose = reverse("accounts:choose_council")
    assert first.name in client.get("/").content.decode()

    response = client.post(choose, {"council": second.pk, "next": "/tai-khoan/nguoi-thay/"})
    assert response.url == "/tai-khoan/nguoi-thay/"
    shown = client.get("/").context["frame"].councils
    assert shown.current.name == second.name
    assert [option.name for option in shown.options] == [first.name, second.name]

    assert client.post(choose, {"council": foreign.pk}).status_code == 404
    assert client.post(choose, {"council": "không số"}).status_code == 404
    assert client.get(choose).status_code == 405
    assert client.post(choose, {"council": first.pk, "next": "//xau.example"}).url == "/"


def test_council_of_a_role_that_ended_is_no_longer_offered(client):
    council = CouncilFactory()
    user = user_with(Role.OFFICER, council, valid_to="2026-11-22")
    with time_machine.travel(MORNING, tick=False):
        client.force_login(user)
        page = client.get("/")
    assert page.context["frame"].councils.current is None
    assert "chưa được phân vai trò" in page.content.decode()


def test_frame_says_for_whom_one_stands_in(client):
    council = CouncilFactory()
    head, officer = user_with(Role.OFFICE_HEAD, council), user_with(Role.OFFICER, council)
    Deputyship.objects.create(
        absent=head, deputy=officer, valid_from="2026-11-23", valid_to="2026-11-24"
    )
    with time_machine.travel(MORNING, tick=False):
        client.force_login(officer)
        page = client.get(reverse("mfa_index")).content.decode()
        client.force_login(head)
        assert "Đang thay" not in client.get(reverse("mfa_index")).content.decode()
    assert f"Đang thay: {head.name}" in page
