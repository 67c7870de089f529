"""Signing in: names, passwords, lock-out, forced change, links by mail."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import authenticate
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from hdnd_portal.accounts import services
from hdnd_portal.accounts.lockout import locked_until
from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.audit import wording
from hdnd_portal.audit.models import Entry
from hdnd_portal.notices.deliver import deliver_due
from hdnd_portal.notices.models import Delivery
from hdnd_portal.settings import base
from tests.accounts.factories import PASSWORD, UserFactory, user_with

pytestmark = pytest.mark.django_db
LOGIN = "/tai-khoan/dang-nhap/"
WRONG = "sai"
NEW_PASSWORD = "Khác-hẳn-9-lần-trước"  # noqa: S105 -- of accounts that live for one test


@pytest.fixture(autouse=True)
def _fresh_limits():
    """Rate limits of django-allauth live in the cache."""
    cache.clear()


@pytest.fixture
def user():
    """A user who may sign in."""
    return UserFactory(
        username="lan.nt", email="lan@vanphong.example", name="Nguyễn Thị Lan", password=PASSWORD
    )


def sign_in(client, login="lan.nt", password=PASSWORD, **data):
    """Send the form of the sign-in page."""
    return client.post(LOGIN, {"login": login, "password": password, **data})


@pytest.mark.parametrize(
    "typed", ["lan.nt", "LAN.NT", "lan@vanphong.example", " Lan@VanPhong.example "]
)
def test_user_name_and_address_sign_in_whatever_the_case(client, user, typed):
    response = sign_in(client, typed)
    assert (response.status_code, response.url) == (302, "/")
    assert client.get("/").context["user"] == user
    assert Entry.objects.filter(event="account.signed_in").count() == 1


def test_sign_in_leads_back_to_the_page_that_was_asked(client, user):
    page = reverse("accounts:deputies")
    asked = client.get(page)
    assert asked.url == f"{LOGIN}?next={page}"
    assert sign_in(client, next=page).url == page
    assert sign_in(client, next="https://xau.example/").url != "https://xau.example/"


def test_wrong_password_and_unknown_name_say_the_same(client, user):
    wrong = sign_in(client, password=WRONG).content.decode()
    unknown = sign_in(client, login="khong.co").content.decode()
    sentence = "Tên đăng nhập hoặc mật khẩu không đúng."
    assert sentence in wrong
    assert sentence in unknown


@pytest.mark.parametrize("name", ["lan.nt", "khong.co"])
def test_five_failures_lock_for_twelve_hours(client, user, name):
    with time_machine.travel("2026-11-23T08:00:00+07:00", tick=False) as clock:
        for _ in range(4):
            assert sign_in(client, name, "sai").status_code == 200
        fifth = sign_in(client, name, "sai")
        page = fifth.content.decode()
        assert fifth.status_code == 429
        assert "20:00 ngày 23/11/2026" in page
        assert "quản trị hệ thống" in page
        # The right password does not help, and trying does not lengthen the lock.
        clock.move_to("2026-11-23T19:59:00+07:00")
        assert sign_in(client, name).status_code == 429
        clock.move_to("2026-11-23T20:00:01+07:00")
        assert sign_in(client, name).status_code == (302 if name == "lan.nt" else 200)


def test_lock_counts_the_account_whichever_name_address_or_browser(client, user):
    for number, typed in enumerate(["lan.nt", "lan@vanphong.example", "LAN.NT", "Lan.Nt"]):
        client.post(
            LOGIN,
            {"login": typed, "password": "sai"},
            REMOTE_ADDR=f"10.0.0.{number}",
            HTTP_USER_AGENT=f"máy {number}",
        )
    assert sign_in(client, password=WRONG).status_code == 429
    assert AccessAttempt.objects.values_list("username", flat=True).distinct().get() == "lan.nt"


def test_success_forgets_earlier_failures(client, user):
    for _ in range(4):
        sign_in(client, password=WRONG)
    sign_in(client)
    client.post(reverse("account_logout"))
    assert sign_in(client, password=WRONG).status_code == 200


def test_admin_unlocks(client, user):
    for _ in range(5):
        sign_in(client, password=WRONG)
    assert locked_until("lan.nt") is not None
    services.unlock(user, by=user_with(Role.ADMIN))
    assert locked_until("lan.nt") is None
    assert sign_in(client).status_code == 302


def test_help_desk_stands_on_the_locked_page(client, user, settings):
    settings.HELP_DESK = "024.1234.5678 (Phòng Hành chính)"
    for _ in range(5):
        response = sign_in(client, password=WRONG)
    assert "024.1234.5678" in response.content.decode()


def test_nobody_signs_up(client):
    assert client.get("/tai-khoan/signup/").status_code == 404
    assert b"signup" not in client.get(LOGIN).content


def test_closed_account_is_told_so_only_with_the_right_password(client, user):
    services.deactivate(user, by=None, reason="left")
    assert sign_in(client).url == reverse("account_inactive")
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in (
        sign_in(client, password=WRONG).content.decode()
    )


def test_first_sign_in_asks_for_a_new_password_before_anything_else(client, user):
    services.require_password_change(user, by=None)
    sign_in(client)
    for page in ["/", reverse("accounts:deputies"), "/quan-tri/"]:
        assert client.get(page).url == reverse("account_change_password")
    page = client.get(reverse("account_change_password")).content.decode()
    assert "Hãy đổi mật khẩu trước khi làm việc tiếp." in page
    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )
    user.refresh_from_db()
    assert not user.must_change_password
    assert user.password_changed_at is not None
    assert client.get("/").status_code == 200


def test_changed_password_keeps_this_session_and_ends_the_others(client, user):
    other = type(client)()
    sign_in(client)
    sign_in(other)
    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )
    assert client.get("/").status_code == 200
    assert other.get("/").status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "again", "sentence"),
    [
        (PASSWORD, "ngắn", "ngắn", "cần ít nhất 14 ký tự"),
        (PASSWORD, NEW_PASSWORD, NEW_PASSWORD + "x", "Hai mật khẩu không giống nhau."),
        ("sai", NEW_PASSWORD, NEW_PASSWORD, "Mật khẩu hiện tại không đúng."),
        (PASSWORD, PASSWORD, PASSWORD, "Mật khẩu này đã dùng trước đây."),
    ],
)
def test_refused_change_says_why_and_changes_nothing(client, user, old, new, again, sentence):
    sign_in(client)
    response = client.post(
        reverse("account_change_password"),
        {"oldpassword": old, "password1": new, "password2": again},
    )
    assert sentence in response.content.decode()
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_forgotten_password_is_set_by_a_link_that_works_once(client, user):
    page = reverse("account_reset_password")
    client.post(page, {"email": "lan@vanphong.example"})
    deliver_due()
    link = next(word for word in mail.outbox[0].body.split() if "/mat-khau/moi/" in word)
    form = client.get(link, follow=True)
    assert "Đặt mật khẩu" in form.content.decode()
    address = form.redirect_chain[-1][0]
    client.post(address, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert sign_in(client, password=NEW_PASSWORD).status_code == 302
    assert "đã được dùng hoặc đã hết hạn" in client.get(link, follow=True).content.decode()


def test_forgotten_password_tells_nobody_which_addresses_exist(client, user):
    known = client.post(reverse("account_reset_password"), {"email": user.email})
    unknown = client.post(reverse("account_reset_password"), {"email": "ai@dau.example"})
    assert known.url == unknown.url
    deliver_due()
    assert [message.to for message in mail.outbox] == [[user.email]]


@pytest.fixture
def mail_down(settings):
    """A mail server that nobody reaches."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1


def test_forgotten_password_with_the_mail_server_down_goes_later(client, user, mail_down, settings):
    response = client.post(reverse("account_reset_password"), {"email": user.email})
    assert response.status_code == 302
    deliver_due()
    letter = Delivery.objects.get()
    assert (letter.state, letter.address) == ("failed", user.email)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Delivery.objects.update(next_try_at=timezone.now())
    deliver_due()
    assert "/mat-khau/moi/" in mail.outbox[0].body


def test_invitation_with_the_mail_server_down_is_kept(
    user, mail_down, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        assert services.invite(user, by=user_with(Role.ADMIN), base_url="http://testserver/")
    assert Delivery.objects.get().is_private


def test_letter_with_a_password_link_is_shown_to_nobody_and_forgotten(client, user):
    admin = user_with(Role.ADMIN)
    services.invite(user, by=admin, base_url="http://testserver/")
    letter = Delivery.objects.get()
    Delivery.objects.update(state="given_up")
    client.force_login(admin)
    page = client.get(reverse("letters:detail", args=[letter.pk])).content.decode()
    assert user.email in page
    assert "/mat-khau/moi/" not in page
    # Sent to the admin's own address, the link would open somebody else's account.
    client.post(reverse("letters:send_again", args=[letter.pk]), {"address": admin.email})
    letter.refresh_from_db()
    assert (letter.address, letter.state) == (user.email, "given_up")
    Delivery.objects.update(state="waiting")
    deliver_due()
    letter.refresh_from_db()
    assert (letter.state, letter.body) == ("sent", "")
    assert "/mat-khau/moi/" in mail.outbox[0].body


def test_invitation_leads_to_a_password_and_dies_after_three_days(
    client, user, django_capture_on_commit_callbacks
):
    user.set_unusable_password()
    user.save()
    with time_machine.travel("2026-11-23T08:00:00+07:00", tick=False) as clock:
        with django_capture_on_commit_callbacks(execute=True):
            services.invite(user, by=user_with(Role.ADMIN), base_url="http://testserver/")
        message = mail.outbox[0]
        link = next(word for word in message.body.split() if "/mat-khau/moi/" in word)
        assert "lan.nt" in message.body
        assert "Đặt mật khẩu" in client.get(link, follow=True).content.decode()
        clock.shift(timedelta(days=3, minutes=1))
        assert "đã hết hạn" in client.get(link, follow=True).content.decode()


def test_administrators_change_the_password_every_two_months(client):
    with time_machine.travel("2026-09-01T08:00:00+07:00", tick=False) as clock:
        admin = user_with(Role.ADMIN)
        admin.set_password(PASSWORD)
        admin.save()
        services.note_password_change(admin, by=admin)
        clock.shift(timedelta(days=60))
        client.force_login(admin)
        assert client.get("/").status_code == 200
        clock.shift(timedelta(days=1))
        client.force_login(admin)
        assert client.get("/").url == reverse("account_change_password")
    officer = user_with(Role.OFFICER)
    officer.set_password(PASSWORD)
    officer.date_joined = timezone.now() - timedelta(days=400)
    officer.save()
    client.force_login(officer)
    assert client.get("/").status_code == 200


def test_accounts_asleep_for_45_days_are_closed_once():
    with time_machine.travel("2026-11-23T08:00:00+07:00", tick=False):
        now = timezone.now()
        asleep = UserFactory(last_login=now - timedelta(days=46))
        never = UserFactory(date_joined=now - timedelta(days=46))
        awake = UserFactory(last_login=now - timedelta(days=45))
        root = UserFactory(is_superuser=True, last_login=now - timedelta(days=400))
        today = timezone.localdate()
        assert services.deactivate_inactive(on=today) == [asleep, never]
        assert services.deactivate_inactive(on=today) == []
        assert set(User.objects.active()) == {awake, root}
        # Opened again, the days count anew.
        services.activate(asleep, by=root)
        assert services.deactivate_inactive(on=today) == []


def test_one_account_per_name_and_address(user):
    twin = User(username="LAN.NT", email="LAN@vanphong.example", name="Người khác")
    with pytest.raises(Exception, match="Tên đăng nhập này đã có") as refused:
        twin.full_clean()
    assert "Đã có tài khoản dùng thư điện tử này" in str(refused.value)
    User.objects.create(username="khong.thu.1", name="Không thư")
    User.objects.create(username="khong.thu.2", name="Không thư")


def test_every_event_has_its_sentence():
    for event in services_events():
        assert wording.is_known(event), event


def services_events():
    """Names of the events that the package records."""
    folder = Path(services.__file__).parent
    text = "".join(path.read_text() for path in folder.rglob("*.py"))
    return sorted(set(re.findall(r'log\.record\(\s*"([a-z_.]+)"', text)))


def test_argon2_is_the_only_hasher_outside_tests():
    assert base.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_authenticate_of_a_locked_account_is_refused_even_outside_the_page(client, user, rf):
    for _ in range(5):
        sign_in(client, password=WRONG)
    request = rf.post("/")
    assert authenticate(request, username="lan.nt", password=PASSWORD) is None
    assert settings.AXES_FAILURE_LIMIT == 5
