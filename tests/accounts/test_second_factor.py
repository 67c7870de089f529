"""Second factor: authenticator app, recovery codes, who must have one."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from hdnd_portal.accounts.adapters import secret_box
from hdnd_portal.accounts.models import Deputyship, User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.audit.models import Entry
from tests.accounts.factories import PASSWORD, CouncilFactory, UserFactory, user_with

pytestmark = pytest.mark.django_db
LOGIN = "/tai-khoan/dang-nhap/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 -- of accounts that live for one test


@pytest.fixture(autouse=True)
def _fresh_limits():
    """Rate limits of django-allauth live in the cache, and so do codes already used."""
    cache.clear()


def give_authenticator_app(user: User) -> None:
    """Set up the app with a known secret, and recovery codes."""
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)


def code_now(secret: str = SECRET) -> str:
    """What the app on the phone shows."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def sign_in(client, user):
    """Send the form of the sign-in page."""
    return client.post(LOGIN, {"login": user.username, "password": PASSWORD})


def confirm_again(client):
    """Type the password once more, as pages of security settings ask."""
    response = client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert response.status_code == 302


def test_app_asks_for_its_code_after_the_password(client):
    user = UserFactory(password=PASSWORD)
    give_authenticator_app(user)
    assert sign_in(client, user).url == reverse("mfa_authenticate")
    assert client.get("/").status_code == 302
    assert "mã 6 số" in client.get(reverse("mfa_authenticate")).content.decode()
    assert client.post(reverse("mfa_authenticate"), {"code": code_now()}).url == "/"
    assert client.get("/").status_code == 200


def test_recovery_code_works_once(client):
    user = UserFactory(password=PASSWORD)
    give_authenticator_app(user)
    codes = Authenticator.objects.get(user=user, type="recovery_codes").wrap()
    code = codes.get_unused_codes()[0]
    sign_in(client, user)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).url == "/"
    client.post(reverse("account_logout"))
    sign_in(client, user)
    again = client.post(reverse("mfa_authenticate"), {"code": code})
    assert "Mã không đúng hoặc đã hết hiệu lực." in again.content.decode()


def test_five_wrong_codes_stop_further_tries(client):
    user = UserFactory(password=PASSWORD)
    give_authenticator_app(user)
    sign_in(client, user)
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    response = client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert "Nhập sai quá nhiều lần" in response.content.decode()
    assert Entry.objects.filter(event="account.second_factor_failed").count() == 5


def test_secrets_are_not_readable_in_the_database():
    user = UserFactory()
    give_authenticator_app(user)
    stored = Authenticator.objects.get(user=user, type="totp").data["secret"]
    assert SECRET not in stored
    assert secret_box().decrypt(stored.encode()).decode() == SECRET


def test_secrets_survive_a_new_secret_key(settings):
    user = UserFactory()
    give_authenticator_app(user)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "một khóa hoàn toàn khác"  # noqa: S105 -- of this test
    assert Authenticator.objects.get(user=user, type="totp").wrap().validate_code(code_now())


@pytest.mark.parametrize(
    ("role", "needs"),
    [
        (Role.ADMIN, True),
        (Role.OFFICE_HEAD, True),
        (Role.CHAIR, True),
        (Role.CLERK, True),
        (Role.OFFICER, False),
        (Role.DELEGATE, False),
        (Role.AGENCY, False),
    ],
)
def test_roles_that_must_have_one_are_sent_to_set_it_up(client, settings, role, needs):
    user = user_with(role)
    client.force_login(user)
    assert client.get("/").status_code == 200
    settings.SECOND_FACTOR_REQUIRED = True
    response = client.get("/")
    assert response.status_code == (302 if needs else 200)
    if needs:
        assert response.url == reverse("mfa_index")
        page = client.get(response.url).content.decode()
        assert "Vai trò của tài khoản này cần xác thực hai lớp." in page
        give_authenticator_app(user)
        assert client.get("/").status_code == 200


def test_superuser_needs_one_and_everybody_when_open_to_the_internet(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    assert UserFactory(is_superuser=True).needs_second_factor
    assert not user_with(Role.DELEGATE).needs_second_factor
    settings.SECOND_FACTOR_FOR_ALL = True
    assert user_with(Role.DELEGATE).needs_second_factor


@pytest.fixture
def deputy(settings):
    """An officer with a password, of the council whose head of the office is `deputy.head`."""
    settings.SECOND_FACTOR_REQUIRED = True
    council = CouncilFactory()
    officer = user_with(Role.OFFICER, council)
    officer.set_password(PASSWORD)
    officer.save()
    officer.head = user_with(Role.OFFICE_HEAD, council)
    return officer


def stand_in(officer, *, days: int = 3) -> Deputyship:
    """From today on the officer stands in for the head."""
    today = timezone.localdate()
    return Deputyship.objects.create(
        absent=officer.head,
        deputy=officer,
        valid_from=today,
        valid_to=today + timedelta(days=days),
    )


GIVE_UP_NUMBERS = "documents.void_number"  # the head's and the clerk's, not the officer's


def test_deputy_without_one_takes_over_no_role_that_needs_one(deputy):
    stand_in(deputy)
    officer = User.objects.get(pk=deputy.pk)
    assert officer.needs_second_factor
    assert not officer.has_role(Role.OFFICE_HEAD)
    assert not officer.has_perm(GIVE_UP_NUMBERS)
    assert [a.role for a in officer.waiting_assignments] == [Role.OFFICE_HEAD]
    assert officer.has_role(Role.OFFICER)
    give_authenticator_app(officer)
    officer = User.objects.get(pk=deputy.pk)
    assert officer.has_role(Role.OFFICE_HEAD)
    assert officer.has_perm(GIVE_UP_NUMBERS)
    assert officer.waiting_assignments == []


def test_deputy_of_a_role_that_needs_none_takes_it_over_at_once(deputy):
    leader = user_with(Role.OFFICER, deputy.head.own_assignments[0].council)
    deputy.head = leader
    stand_in(deputy)
    held = [a.via for a in User.objects.get(pk=deputy.pk).assignments]
    assert held == [None, leader]


def test_role_is_taken_over_at_once_where_no_factor_is_required(deputy, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    stand_in(deputy)
    assert User.objects.get(pk=deputy.pk).has_role(Role.OFFICE_HEAD)


def test_deputyship_begun_in_a_session_leads_once_to_the_set_up(client, deputy):
    sign_in(client, deputy)
    assert client.get("/").status_code == 200
    stand_in(deputy)
    # A form under way is not lost, and a part of a page is no place to be led away from.
    council = deputy.head.own_assignments[0].council_id
    chosen = client.post(reverse("accounts:choose_council"), {"council": council})
    assert chosen.url == reverse("home")
    assert client.get("/", headers={"sec-fetch-dest": "empty"}).status_code == 200
    assert client.get(reverse("accounts:deputies")).url == reverse("mfa_index")
    page = client.get(reverse("mfa_index")).content.decode()
    assert f"Đang thay {deputy.head}. Việc nhận thay cần xác thực hai lớp" in page
    # The own work stays open; what waits stands on every page.
    home = client.get("/")
    assert home.status_code == 200
    waits = f"Chưa nhận việc của {deputy.head}: cần xác thực hai lớp"
    assert waits in home.content.decode()
    assert client.get(reverse("accounts:review")).status_code == 403
    give_authenticator_app(deputy)
    page = client.get("/").content.decode()
    assert waits not in page
    assert f"Đang thay: {deputy.head}" in page


def test_deputy_is_led_to_the_set_up_at_the_first_page_after_signing_in(client, deputy):
    stand_in(deputy)
    assert sign_in(client, deputy).url == "/"
    assert client.get("/").url == reverse("mfa_index")
    confirm_again(client)
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    assert client.get("/").status_code == 200


def test_deputy_keeps_the_last_one_while_standing_in(client, deputy, settings):
    ship = stand_in(deputy)
    give_authenticator_app(deputy)
    sign_in(client, deputy)
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    confirm_again(client)
    response = client.post(reverse("mfa_deactivate_totp"))
    assert "phải giữ ít nhất một cách xác thực" in response.content.decode()
    ship.delete()
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert not Authenticator.objects.filter(user=deputy, type="totp").exists()


def test_setting_up_the_app_shows_the_key_and_gives_recovery_codes(
    client, django_capture_on_commit_callbacks
):
    user = UserFactory(password=PASSWORD)
    sign_in(client, user)
    assert client.get(reverse("mfa_activate_totp")).url.startswith("/tai-khoan/xac-nhan/")
    confirm_again(client)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    assert response.url == reverse("mfa_view_recovery_codes")
    codes = client.get(response.url)
    assert len(codes.context["unused_codes"]) == 10
    download = client.get(reverse("mfa_download_recovery_codes")).content.decode()
    assert codes.context["unused_codes"][0] in download
    assert "Mã dự phòng của Cổng HĐND" in download
    assert Entry.objects.filter(event="account.second_factor_added").exists()


def test_who_must_have_one_cannot_give_up_the_last(client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    admin = user_with(Role.ADMIN)
    admin.set_password(PASSWORD)
    admin.save()
    give_authenticator_app(admin)
    sign_in(client, admin)
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    confirm_again(client)
    response = client.post(reverse("mfa_deactivate_totp"))
    assert "phải giữ ít nhất một cách xác thực" in response.content.decode()
    assert Authenticator.objects.filter(user=admin, type="totp").exists()
