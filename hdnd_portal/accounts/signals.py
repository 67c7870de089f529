"""What other packages tell: sign-ins, failures, new passwords, second factors. All are recorded."""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from hdnd_portal.accounts.lockout import attempted_username
from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.services import note_password_change
from hdnd_portal.audit import log

SIGNED_IN_AT = "signed_in_at"
LAST_USED_AT = "last_used_at"


def _address(request: HttpRequest | None) -> str:
    return str(getattr(request, "axes_ip_address", "") or "") if request else ""


@receiver(user_logged_in)
def start_session(request: HttpRequest, user: User, **_: Any) -> None:
    """Note when the session began; its limits count from there."""
    now = timezone.now().timestamp()
    request.session[SIGNED_IN_AT] = now
    request.session[LAST_USED_AT] = now
    log.record("account.signed_in", user, by=user, address=_address(request))


@receiver(user_logged_out)
def note_sign_out(request: HttpRequest, user: User | None, **_: Any) -> None:
    """Record the sign-out."""
    if user is not None:
        log.record("account.signed_out", user, by=user)


@receiver(user_login_failed)
def note_failure(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    """Record the failed sign-in of a known account; a mistyped name may be a password."""
    user = User.objects.named(attempted_username(request, credentials)).first()
    log.record("account.sign_in_failed", user, by=None, address=_address(request))


@receiver(user_locked_out)
def note_lock(username: str, **_: Any) -> None:
    """Record the lock."""
    log.record("account.locked", User.objects.named(username).first(), by=None)


@receiver([password_changed, password_set, password_reset])
def renew_password(user: User, **_: Any) -> None:
    """The user chose a new password."""
    note_password_change(user, by=user)


@receiver(authenticator_added)
def note_second_factor(user: User, authenticator: Any, **_: Any) -> None:
    """Record a new second factor."""
    log.record("account.second_factor_added", user, by=user, kind=authenticator.type)


@receiver(authenticator_removed)
def note_lost_second_factor(user: User, authenticator: Any, **_: Any) -> None:
    """Record that a second factor was given up."""
    log.record("account.second_factor_removed", user, by=user, kind=authenticator.type)


@receiver(authentication_failed)
def note_wrong_code(user: User, authenticator: Any, **_: Any) -> None:
    """Record a wrong second factor."""
    log.record("account.second_factor_failed", user, by=None, kind=authenticator.type)
