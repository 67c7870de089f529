"""Every page of the admin × role: it opens to the administrator, and to nobody else."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from hdnd_portal.accounts.models import Deputyship
from hdnd_portal.accounts.roles import Role
from hdnd_portal.audit import log
from hdnd_portal.council.models import Field, FieldDesk, UnitChange
from hdnd_portal.legal.models import CalendarDay, RuleOverride
from hdnd_portal.legal.services import open_deadline
from hdnd_portal.notices.models import MailHours
from tests.accounts.factories import UserFactory
from tests.factories import MandateFactory, MembershipFactory, PostFactory, SuspensionFactory
from tests.route_cases import World
from tests.sessions.route_cases import issued_invitation

pytestmark = pytest.mark.django_db

ANONYMOUS, WITHOUT_ROLE, EXPIRED, STAFF_FLAG = "anonymous", "without_role", "expired", "staff_flag"
OTHERS = [*sorted(set(Role) - {Role.ADMIN}), ANONYMOUS, WITHOUT_ROLE, EXPIRED, STAFF_FLAG]
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label_lower)
# Who is let in depends on the visitor, and whether a page asks on the page: these two try them all,
# every other one some, among all of them each page once more.
THOROUGH = {STAFF_FLAG, Role.OFFICE_HEAD}
# Reference data: the administrator keeps it, and each kind has a row below.
KEPT = {"council", "accounts", "legal"}


@pytest.fixture
def world() -> World:
    """A council with a row of each kind of reference data, and of some records of the work."""
    made = World()
    on = date(2026, 4, 1)
    MembershipFactory(body=made.body)
    PostFactory(agency=made.agency)
    SuspensionFactory(mandate=MandateFactory(term=made.term))
    UnitChange.objects.create(kind="rename", effective_on=on, legal_basis="NQ 30/2026/QH16")
    field = Field.objects.create(code="GT", name="Giao thông")
    FieldDesk.objects.create(council=made.council, field=field, agency=made.agency)
    RuleOverride.objects.create(
        council=made.council,
        key="kn.accept",
        value="5",
        unit="working_day",
        valid_from=on,
        source="Quy chế",
    )
    CalendarDay.objects.create(council=made.council, day=on, kind="off", reason="Nghỉ bù")
    MailHours.objects.create(council=made.council)
    Deputyship.objects.create(
        absent=made.user(Role.OFFICE_HEAD),
        deputy=made.user(Role.OFFICER),
        valid_from=on,
        valid_to=on,
    )
    open_deadline(made.council, "trial", "kn.accept", on, council=made.council, by=None)
    log.record("trial.done", made.council, by=made.user(Role.OFFICER))
    issued_invitation(made)
    return made


def pages_of(model: type[Model]) -> dict[str, str]:
    """Address of each page of a model; those of one record are of its first row."""
    stem = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    row = model._default_manager.first()
    pages = {"list": reverse(f"{stem}_changelist"), "add": reverse(f"{stem}_add")}
    if row is not None:
        for page in ("change", "history", "delete"):
            pages[page] = reverse(f"{stem}_{page}", args=[row.pk])
    return pages


def signed_in(world: World, visitor: str) -> Client:
    """A browser of the visitor."""
    client = Client()
    if visitor == EXPIRED:
        client.force_login(world.expired_user(Role.ADMIN))
    elif visitor in {WITHOUT_ROLE, STAFF_FLAG}:
        client.force_login(UserFactory(is_staff=visitor == STAFF_FLAG))
    elif visitor != ANONYMOUS:
        client.force_login(world.user(Role(visitor)))
    return client


@pytest.mark.parametrize("visitor", OTHERS)
def test_admin_is_shut_to_everybody_else(world: World, visitor: str):
    client = signed_in(world, visitor)
    site = [reverse(f"admin:{name}") for name in ("index", "jsi18n", "autocomplete")]
    models = MODELS if visitor in THOROUGH else MODELS[OTHERS.index(visitor) :: len(OTHERS)]
    addresses = [*site, *(page for model in models for page in pages_of(model).values())]
    rows = {model: model._default_manager.count() for model in MODELS}
    door = reverse("account_login" if visitor == ANONYMOUS else "admin:login")
    for address in addresses:
        for answer in (client.get(address), client.post(address, {"post": "yes"})):
            assert answer.status_code == 302, address
            assert answer.url.startswith(door), address
    assert client.get(answer.url).status_code == (200 if visitor == ANONYMOUS else 403)
    assert {model: model._default_manager.count() for model in MODELS} == rows


def test_admin_opens_every_page_to_the_administrator(world: World, rf):
    client = signed_in(world, Role.ADMIN)
    request = rf.get("/")
    request.user = world.user(Role.ADMIN)
    without_row = []
    for model in MODELS:
        pages, site_page = pages_of(model), admin.site._registry[model]
        may_add = site_page.has_add_permission(request)
        assert client.get(pages["list"]).status_code == 200, model
        assert client.get(pages["add"]).status_code == (200 if may_add else 403), model
        if "change" in pages:
            assert client.get(pages["change"]).status_code == 200, model
            assert client.get(pages["history"]).status_code == 200, model
        else:
            without_row.append(model._meta.label_lower)
    assert [label for label in without_row if label.split(".")[0] in KEPT] == []
    assert len(without_row) < len(MODELS) / 2
