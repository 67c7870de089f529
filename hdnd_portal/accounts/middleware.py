"""Limits of a session, and the duties that come before any other page."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.signals import LAST_USED_AT, SIGNED_IN_AT

GetResponse = Callable[[HttpRequest], HttpResponse]

# Pages that ask the server by themselves send this header; such a request is no use of the session.
BACKGROUND_HEADER = "X-Background"
# In the session: for which entrusted roles the deputy was led to set up a second factor.
DEPUTY_TOLD = "deputy_told_of_second_factor"
# Seconds: how exactly the last use is kept, so that not every request writes the session.
PRECISION = 20
# What may still be opened while a duty waits.
FREE_ROUTES = frozenset(
    {
        "account_logout",
        "account_login",
        "account_change_password",
        "account_set_password",
        "account_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "set_language",
        "healthz",
    }
)


def idle_limit(user: User) -> timedelta:
    """How long the user's session may rest: 15 minutes, an administrator's 5."""
    limit: timedelta = (
        settings.SESSION_IDLE_ADMIN if user.is_administrator else settings.SESSION_IDLE
    )
    return limit


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, which leads back to the page that was open."""
    if request.headers.get("HX-Request"):
        # HTMX would put the sign-in page into a corner of the page; it goes there instead.
        response = HttpResponse(status=204)
        back = _path_here(request, request.headers.get("HX-Current-URL", ""))
        response["HX-Redirect"] = redirect_to_login(back)["Location"]
        return response
    if request.method in {"GET", "HEAD"}:
        return redirect_to_login(request.get_full_path())
    # A refused POST leads back to the page of its form: its own address may take no GET.
    return redirect_to_login(_path_here(request, request.headers.get("Referer", "")))


def _path_here(request: HttpRequest, address: str) -> str:
    """Path and query of an address of this host; the first page for any other."""
    parts = urlsplit(address)
    if parts.netloc != request.get_host() or parts.path.startswith("//"):
        return "/"
    return urlunsplit(("", "", parts.path or "/", parts.query, ""))


class SignInMiddleware(LoginRequiredMiddleware):
    """Pages need a sign-in unless they say otherwise; whoever has none is led there and back."""

    def handle_no_permission(  # type: ignore[override]  # HTMX gets no redirect
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponse:
        """Also where the session ended elsewhere: another browser, an administrator, a restart."""
        return to_sign_in(request)


class SessionLimitMiddleware:
    """Ends a session that rested too long or is too old; the sign-in page leads back."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Check before the view, note the use."""
        user = request.user
        if not isinstance(user, User):
            return self.get_response(request)
        now = timezone.now().timestamp()
        began = request.session.get(SIGNED_IN_AT)
        used = request.session.get(LAST_USED_AT)
        if began is None or used is None:  # a session that began without the signal, as in tests
            began = used = now
            request.session[SIGNED_IN_AT] = began
            request.session[LAST_USED_AT] = used
        if now - used > idle_limit(user).total_seconds():
            return self._end(
                request, _("Phiên làm việc đã khóa vì lâu không thao tác. Hãy đăng nhập lại.")
            )
        if now - began > settings.SESSION_LIFE.total_seconds():
            return self._end(request, _("Phiên làm việc đã hết hạn. Hãy đăng nhập lại."))
        if now - used > PRECISION and not request.headers.get(BACKGROUND_HEADER):
            request.session[LAST_USED_AT] = now
        return self.get_response(request)

    def _end(self, request: HttpRequest, why: str) -> HttpResponse:
        logout(request)
        messages.info(request, why)
        return to_sign_in(request)


class DutiesMiddleware:
    """Sends a user with a duty to the page where it is done: new password, second factor."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Redirect, or let through."""
        user = request.user
        if not isinstance(user, User) or self._is_free(request):
            return self.get_response(request)
        if user.must_change_password or password_too_old(user):
            messages.info(request, _("Hãy đổi mật khẩu trước khi làm việc tiếp."))
            return redirect(
                "account_change_password" if user.has_usable_password() else "account_set_password"
            )
        if user.owes_second_factor:
            messages.info(
                request, _("Vai trò của tài khoản này cần xác thực hai lớp. Hãy thiết lập.")
            )
            return redirect("mfa_index")
        if user.waiting_assignments and self._leads_a_deputy(request, user):
            return redirect("mfa_index")
        return self.get_response(request)

    def _leads_a_deputy(self, request: HttpRequest, user: User) -> bool:
        """Whether to lead a deputy to the set-up: once in a session for what was entrusted.

        The own work stays open, so only a page is led away from, never a form or a part of a page.
        """
        told = sorted(a.pk for a in user.waiting_assignments)
        is_page = request.headers.get("Sec-Fetch-Dest", "document") == "document"
        if request.method != "GET" or not is_page or request.session.get(DEPUTY_TOLD) == told:
            return False
        request.session[DEPUTY_TOLD] = told
        names = dict.fromkeys(str(a.via) for a in user.waiting_assignments)
        text = _(
            "Đang thay {names}. Việc nhận thay cần xác thực hai lớp: hãy thiết lập để nhận. "
            "Việc của chính mình vẫn làm như thường."
        )
        messages.info(request, text.format(names=", ".join(names)))
        return True

    def _is_free(self, request: HttpRequest) -> bool:
        try:
            return resolve(request.path_info).view_name in FREE_ROUTES
        except Resolver404:
            return True


def password_too_old(user: User) -> bool:
    """Whether an administrator's password is older than two months."""
    if not user.is_administrator or not user.has_usable_password():
        return False
    changed = user.password_changed_at or user.date_joined
    return timezone.now() - changed > settings.ADMIN_PASSWORD_AGE
