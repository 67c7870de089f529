"""One world in which everybody who may try a page is signed in; the cases of pages share it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.backends.django import Template
from django.test import Client

from hdnd_portal import urls
from hdnd_portal.accounts import middleware
from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.documents import watermark
from hdnd_portal.documents.papers import pdf, word
from tests.accounts.factories import UserFactory, user_with
from tests.documents import material
from tests.route_cases import World

BLANK = material.pdf()


def signed_in(user: User) -> Client:
    """A browser in which the user is signed in."""
    client = Client()
    client.force_login(user)
    return client


class Everybody:
    """A browser for each role in the world, for the same role elsewhere or ended, for nobody."""

    def __init__(self) -> None:
        self.world = World()
        self.anonymous = Client()
        self.without_role = signed_in(UserFactory())
        self.clients: dict[str, Client] = {}
        self.elsewhere: dict[Role, Client] = {}
        self.expired: dict[Role, Client] = {}
        for role in Role:
            self.clients[role] = signed_in(self.world.user(role))
            self.elsewhere[role] = signed_in(user_with(role))
            self.expired[role] = signed_in(self.world.expired_user(role))


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside has never happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def as_before(client: Client) -> Iterator[None]:
    """What is done in the browser inside leaves it signed in as it was."""
    name = settings.SESSION_COOKIE_NAME
    key = client.cookies[name].value if name in client.cookies else None
    with undone():
        yield
    client.cookies.pop("messages", None)
    if key is None:
        client.cookies.pop(name, None)
    else:
        client.cookies[name] = key


def plainly(status: int) -> Callable[..., HttpResponse]:
    """A handler of refusals that answers with the status alone."""

    def handler(request: HttpRequest, exception: Exception) -> HttpResponse:
        return HttpResponse(status=status)

    return handler


@contextmanager
def gathered() -> Iterator[Everybody]:
    """Everybody, for as long as the cases of a module need them: gathering takes seconds."""
    with undone(), pytest.MonkeyPatch.context() as patch:
        # Who is refused gets a page with the whole frame, which others look at.
        for status in (403, 404):
            patch.setattr(urls, f"handler{status}", plainly(status), raising=False)
        patch.setattr(logging.getLogger("django.request"), "disabled", True)
        # A session here rests while the others are tried.
        patch.setattr(settings, "SESSION_IDLE", timedelta(days=1))
        patch.setattr(settings, "SESSION_IDLE_ADMIN", timedelta(days=1))
        # That it is used is not written down anew by each request whose writing is undone.
        patch.setattr(middleware, "PRECISION", timedelta(days=1).total_seconds())
        yield Everybody()


@contextmanager
def without_words() -> Iterator[None]:
    """Pages and papers are decided on, not written: writing them takes most of the time."""
    with without_papers(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "render", lambda *_context: "")
        yield


@contextmanager
def without_papers() -> Iterator[None]:
    """A paper is described from the records, and not laid out."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "pdf_of_html", lambda *_texts, **_variant: BLANK)
        patch.setattr(word, "_packed", lambda _document: b"PK")
        patch.setattr(watermark, "_sheet", lambda _words: BLANK)
        yield
