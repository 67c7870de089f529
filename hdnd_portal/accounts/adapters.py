"""How the portal wants django-allauth to behave."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.accounts import mail
from hdnd_portal.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by administrators; django-axes counts the failures."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": gettext_lazy("Tài khoản đang bị khóa."),
        "email_password_mismatch": gettext_lazy("Tên đăng nhập hoặc mật khẩu không đúng."),
        "username_password_mismatch": gettext_lazy("Tên đăng nhập hoặc mật khẩu không đúng."),
        "invalid_login": gettext_lazy("Tên đăng nhập hoặc mật khẩu không đúng."),
        "enter_current_password": gettext_lazy("Mật khẩu hiện tại không đúng."),
        "incorrect_password": gettext_lazy("Mật khẩu không đúng."),
        "incorrect_code": gettext_lazy("Mã không đúng hoặc đã hết hiệu lực."),
        "invalid_or_expired_key": gettext_lazy("Liên kết không đúng hoặc đã hết hạn."),
        "invalid_password_reset": gettext_lazy("Liên kết đặt mật khẩu không đúng hoặc đã hết hạn."),
        "too_many_login_attempts": gettext_lazy(
            "Nhập sai quá nhiều lần. Hãy chờ, hoặc nhờ quản trị mở khóa."
        ),
        "rate_limited": gettext_lazy("Thao tác quá nhanh. Hãy chờ một phút rồi thử lại."),
        "same_as_current": gettext_lazy("Giá trị mới phải khác giá trị hiện tại."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody opens an account by themselves."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count nothing here: django-axes counts, and its page says until when the lock holds."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Into the outbox: a mail server that is down fails no page, and the letter goes later."""
        letter = self.render_mail(template_prefix, email, context)
        user = context.get("user")
        mail.send(
            f"account.{template_prefix.rpartition('/')[2]}",
            address=email,
            name=user.name if isinstance(user, User) else "",
            subject=str(letter.subject),
            body=str(letter.body),
        )

    def add_message(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Pass on plain messages only; allauth's template messages are not ours."""
        if kwargs.get("message"):
            super().add_message(request, *args, **kwargs)

    def can_delete_email(self, email_address: Any) -> bool:
        """Addresses are kept by administrators."""
        return False


def secret_box() -> MultiFernet:
    """Encrypts secrets of second factors, under a key derived from SECRET_KEY and its fallbacks."""
    boxes = []
    for secret in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]:
        derived = HKDF(SHA256(), 32, salt=None, info=b"hdnd_portal.accounts.second_factor")
        boxes.append(Fernet(base64.urlsafe_b64encode(derived.derive(secret.encode()))))
    return MultiFernet(boxes)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets are encrypted in the database; who must have a second factor keeps one."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": gettext_lazy(
            "Vai trò của tài khoản này cần xác thực hai lớp, "
            "nên phải giữ ít nhất một cách xác thực."
        ),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Hãy bật ứng dụng xác thực hoặc thêm khóa truy cập trước."
        ),
        "incorrect_code": gettext_lazy("Mã không đúng hoặc đã hết hiệu lực."),
    }

    def encrypt(self, text: str) -> str:
        """The secret as stored."""
        return secret_box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret as used."""
        return secret_box().decrypt(encrypted_text.encode()).decode()

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """What the authenticator app shows beside the code."""
        return str(user.get_username())

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:
        """A name for a new passkey: Khóa 1, Khóa 2, …"""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Khóa {number}").format(number=count + 1)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one of a user whose role needs it."""
        user = authenticator.user
        others = Authenticator.objects.filter(
            user=user, type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        ).exclude(pk=authenticator.pk)
        return not user.needs_second_factor or others.exists()


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The province's sign-on signs in who has an account and opens none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody opens an account by themselves."""
        return False

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: Any) -> Any:
        """Nothing is taken over from the sign-on: name and address are the office's own."""
        return sociallogin.user

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find the account by the claim of the settings, or by the verified e-mail address."""
        if sociallogin.is_existing:
            return
        user = self._account(sociallogin.account.extra_data)
        if user is None:
            raise ImmediateHttpResponse(
                render(request, "socialaccount/no_account.html", status=403)
            )
        sociallogin.connect(request, user)

    def _account(self, data: dict[str, Any]) -> User | None:
        claims = {**data, **data.get("userinfo", {}), **data.get("id_token", {})}
        if settings.OIDC_USERNAME_CLAIM:
            name = str(claims.get(settings.OIDC_USERNAME_CLAIM) or "")
            return User.objects.active().filter(username__iexact=name).first() if name else None
        address = str(claims.get("email") or "")
        if not address or claims.get("email_verified") is not True:
            return None
        return User.objects.active().filter(email__iexact=address).first()
