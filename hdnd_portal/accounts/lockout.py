"""Lock-out after failed sign-ins: whom an attempt counts against, and the page that says so.

The counting itself is django-axes'. An unknown name is counted and locked like a known one, so the
page tells nobody which accounts exist.
"""

import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from allauth.account.adapter import get_adapter
from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hdnd_portal.accounts.models import User


def account_key(typed: str) -> str:
    """The name under which attempts are counted: the account's own, whatever was typed for it.

    User name and e-mail address of one account share one count.
    """
    name = unicodedata.normalize("NFKC", typed).strip()
    user = User.objects.named(name).first()
    return user.username if user else name.lower()[:255]


def attempted_username(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """For django-axes: the name an attempt counts against."""
    given = credentials or {}
    typed = given.get("username") or given.get("email")
    if not typed and request is not None:
        typed = request.POST.get("login", "")
    return account_key(str(typed or ""))


def client_address(request: HttpRequest) -> str | None:
    """For django-axes: the client's address, behind as many proxies as the settings trust.

    None for a request that came over no network.
    """
    if "REMOTE_ADDR" not in request.META:
        return None
    address: str = get_adapter(request).get_client_ip(request)
    return address


def locked_until(username: str) -> datetime | None:
    """When the lock of the name ends, or None when it is not locked."""
    return locks([username]).get(username)


def locks(usernames: Iterable[str]) -> dict[str, datetime]:
    """Until when each of the names is locked; names that are not are left out. One query."""
    failures: dict[str, int] = {}
    found: dict[str, datetime] = {}
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    attempts = AccessAttempt.objects.filter(username__in=usernames, attempt_time__gte=since)
    for attempt in attempts.order_by("-attempt_time"):
        name = attempt.username
        failures[name] = failures.get(name, 0) + attempt.failures_since_start
        if failures[name] >= settings.AXES_FAILURE_LIMIT:
            found.setdefault(name, attempt.attempt_time + settings.AXES_COOLOFF_TIME)
    return found


def locked_out(
    request: HttpRequest,
    original_response: HttpResponse | None = None,
    credentials: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page of a locked account: until when, and whom to call."""
    context = {
        "until": locked_until(attempted_username(request, credentials)),
        "help_desk": settings.HELP_DESK,
        "failure_limit": settings.AXES_FAILURE_LIMIT,
    }
    return render(request, "account/locked.html", context, status=429)
