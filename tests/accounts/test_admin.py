"""Admin pages: who enters, what they show, what they do."""

import pytest
from django.contrib import admin
from django.core import mail
from django.urls import reverse

from hdnd_portal.accounts.admin_base import ReadOnlyAdmin
from hdnd_portal.accounts.models import RoleAssignment, User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.audit.models import Entry
from tests.accounts.factories import PASSWORD, CouncilFactory, UserFactory, user_with

pytestmark = pytest.mark.django_db
USERS = "/quan-tri/accounts/user/"
INLINE = "role_assignments"
COUNTED: dict[str, int] = {}


@pytest.fixture
def admin_user():
    """Somebody with the role of administrator and no flag of Django's."""
    return user_with(Role.ADMIN)


@pytest.fixture
def admin_client(client, admin_user):
    """A browser in which the administrator is signed in."""
    client.force_login(admin_user)
    return client


@pytest.mark.parametrize("role", sorted(Role))
def test_admin_pages_open_to_the_role_alone(client, role):
    client.force_login(user_with(role))
    expected = 200 if role is Role.ADMIN else 302
    assert client.get("/quan-tri/").status_code == expected
    assert client.get(USERS).status_code == expected
    if role is not Role.ADMIN:
        assert client.get("/quan-tri/", follow=True).status_code == 403


def test_djangos_staff_flag_and_an_expired_role_open_nothing(client):
    for user in [UserFactory(is_staff=True), user_with(Role.ADMIN, valid_to="2026-03-21")]:
        client.force_login(user)
        assert client.get("/quan-tri/", follow=True).status_code == 403


def test_superuser_enters_and_visitors_are_sent_to_the_one_sign_in(client):
    assert client.get("/quan-tri/", follow=True).redirect_chain[-1][0] == (
        "/tai-khoan/dang-nhap/?next=/quan-tri/"
    )
    client.force_login(UserFactory(is_superuser=True))
    assert client.get("/quan-tri/").status_code == 200


def test_pages_that_would_show_secrets_are_not_there():
    apps = {model._meta.app_label for model in admin.site._registry}
    assert not apps & {"auth", "account", "mfa", "socialaccount", "usersessions"}
    assert "accounts" in apps


def management_form(total=0, initial=0):
    """What Django's inline form sends beside its rows."""
    return {
        f"{INLINE}-TOTAL_FORMS": total,
        f"{INLINE}-INITIAL_FORMS": initial,
        f"{INLINE}-MIN_NUM_FORMS": 0,
        f"{INLINE}-MAX_NUM_FORMS": 1000,
    }


def test_new_account_has_no_password_and_gets_the_link(
    admin_client, django_capture_on_commit_callbacks
):
    council = CouncilFactory()
    row = {
        f"{INLINE}-0-role": "officer",
        f"{INLINE}-0-council": council.pk,
        f"{INLINE}-0-valid_from": "01/12/2026",
    }
    with django_capture_on_commit_callbacks(execute=True):
        response = admin_client.post(
            f"{USERS}add/",
            {
                "username": "Binh.TV",
                "name": "Trần Văn Bình",
                "email": "binh@vanphong.example",
                **management_form(total=1),
                **row,
            },
            follow=True,
        )
    assert "Thư đặt mật khẩu đang được gửi tới binh@vanphong.example." in response.content.decode()
    user = User.objects.get(username="binh.tv")
    assert not user.has_usable_password()
    assert RoleAssignment.objects.get(user=user).role == Role.OFFICER
    assert [message.to for message in mail.outbox] == [["binh@vanphong.example"]]
    assert {"account.invited", "account.role_given"} <= set(
        Entry.objects.values_list("event", flat=True)
    )


def test_role_without_its_ban_is_refused_in_words(admin_client):
    user = UserFactory()
    response = admin_client.post(
        f"{USERS}{user.pk}/change/",
        {
            "username": user.username,
            "name": user.name,
            "email": user.email,
            "is_active": "on",
            **management_form(total=1),
            f"{INLINE}-0-user": user.pk,
            f"{INLINE}-0-role": "committee_leader",
            f"{INLINE}-0-council": CouncilFactory().pk,
            f"{INLINE}-0-valid_from": "01/12/2026",
        },
    )
    assert "Vai trò này phải gắn với một Ban hoặc Tổ đại biểu." in response.content.decode()
    assert not RoleAssignment.objects.filter(user=user).exists()


def test_page_of_an_account_shows_no_password_not_even_its_hash(admin_client):
    user = UserFactory(password=PASSWORD)
    page = admin_client.get(f"{USERS}{user.pk}/change/").content.decode()
    assert user.password not in page
    assert 'type="password"' not in page
    assert admin_client.get(f"{USERS}{user.pk}/password/", follow=True).status_code in {200, 404}
    assert "Không thể" not in page
    assert User.objects.get(pk=user.pk).password == user.password


def test_page_of_an_account_neither_closes_nor_opens_it(admin_client):
    """Closing and opening are actions of the list, which end sessions and record who did it."""
    for is_active, typed in ((True, {}), (False, {"is_active": "on"})):
        user = UserFactory(is_active=is_active)
        fields = {"username": user.username, "name": "Tên mới", "email": user.email, **typed}
        admin_client.post(f"{USERS}{user.pk}/change/", {**fields, **management_form(total=0)})
        user.refresh_from_db()
        assert (user.name, user.is_active) == ("Tên mới", is_active)


def test_accounts_are_never_deleted(admin_client):
    user = UserFactory()
    assert admin_client.post(f"{USERS}{user.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=user.pk).exists()


def act(client, action, *users):
    """Choose accounts in the list and an action."""
    return client.post(
        USERS, {"action": action, "_selected_action": [user.pk for user in users]}, follow=True
    ).content.decode()


def test_actions_of_the_list(admin_client, admin_user, django_capture_on_commit_callbacks):
    user = UserFactory(password=PASSWORD)
    visitor = type(admin_client)()
    for _ in range(5):
        visitor.post("/tai-khoan/dang-nhap/", {"login": user.username, "password": "-"})
    assert "khóa đến" in admin_client.get(USERS).content.decode()
    assert "Đã mở khóa 1 tài khoản." in act(admin_client, "unlock_accounts", user)
    assert "khóa đến" not in admin_client.get(USERS).content.decode()

    assert "1 tài khoản phải đổi mật khẩu" in act(admin_client, "require_new_password", user)
    assert User.objects.get(pk=user.pk).must_change_password

    with django_capture_on_commit_callbacks(execute=True):
        assert "1 thư đặt mật khẩu đang được gửi." in act(admin_client, "send_password_links", user)
    assert len(mail.outbox) == 1

    # Nobody closes the account they are working with.
    said = act(admin_client, "deactivate_accounts", user, admin_user)
    assert "Đã vô hiệu hóa 1 tài khoản." in said
    assert list(User.objects.filter(is_active=False)) == [user]
    assert "Đã mở lại 1 tài khoản." in act(admin_client, "activate_accounts", user)
    assert User.objects.get(pk=user.pk).is_active


def test_read_only_admin_refuses_every_change(rf, admin_user):
    pages = ReadOnlyAdmin(RoleAssignment, admin.site)
    request = rf.get("/")
    request.user = admin_user
    assert pages.has_view_permission(request)
    assert not pages.has_add_permission(request)
    assert not pages.has_change_permission(request)
    assert not pages.has_delete_permission(request)
    assert pages.get_actions(request) == {}


@pytest.mark.parametrize("count", [1, 3])
def test_review_queries_do_not_grow(client, django_assert_max_num_queries, count):
    council = CouncilFactory()
    head = user_with(Role.OFFICE_HEAD, council)
    for _ in range(count):
        user_with(Role.AGENCY, council)
    client.force_login(head)
    client.get(reverse("accounts:review"))
    with django_assert_max_num_queries(12):
        response = client.get(reverse("accounts:review"))
    assert len(response.context["rows"]) == count + 1
    assert "Đã đến kỳ rà soát" in response.content.decode()
    client.post(reverse("accounts:review"))
    assert "Đã đến kỳ rà soát" not in client.get(reverse("accounts:review")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_list_of_accounts_do_not_grow(
    admin_client, count, django_assert_max_num_queries
):
    UserFactory.create_batch(count)
    admin_client.get(USERS)
    with django_assert_max_num_queries(12) as queries:
        admin_client.get(USERS)
    COUNTED.setdefault("accounts", len(queries))
    assert len(queries) == COUNTED["accounts"]
