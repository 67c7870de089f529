"""Every route × role × state: nobody sees what is not theirs.

The rows are in `tests/<app>/route_cases.py`; `tests/route_cases.py` says how. A route without a row
fails; so does a page that names no permission and is not listed as open without one.
"""

from __future__ import annotations

from contextlib import nullcontext
from http.client import OK

import pytest
from django.contrib.admin import AdminSite
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from hdnd_portal.accounts.permissions import registry
from hdnd_portal.accounts.roles import Role
from hdnd_portal.accounts.views import PublicView
from tests.everybody import Everybody, as_before, undone, without_words
from tests.route_cases import Case, Machine, Made, found_in_the_apps, machines_of_the_apps

ANONYMOUS = "anonymous"
WITHOUT_ROLE = "without_role"
EXPIRED = "expired"
OTHER_COUNCIL = "other_council"
CASES, WITHOUT_PERMISSION = found_in_the_apps()
MACHINES = machines_of_the_apps()


def is_admin(pattern: URLPattern) -> bool:
    """Whether the route belongs to an admin site, which asks its own `has_permission`."""
    callback = pattern.callback
    if isinstance(getattr(callback, "admin_site", None), AdminSite):
        return True
    return getattr(callback, "model_admin", None) is not None


def all_routes() -> dict[str, URLPattern]:
    """Every URL pattern by its full name; nameless ones by their path."""
    found: dict[str, URLPattern] = {}

    def walk(patterns: list[URLPattern | URLResolver], namespace: str, path: str) -> None:
        for pattern in patterns:
            here = path + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                walk(pattern.url_patterns, inner, here)
            else:
                name = f"{namespace}{pattern.name}" if pattern.name else here
                assert name not in found or is_admin(pattern), f"two routes are called {name}"
                found[name] = pattern

    walk(get_resolver().url_patterns, "", "")
    return found


ROUTES = all_routes()


def view_class(pattern: URLPattern) -> type | None:
    """The class of a class-based view, also behind decorators."""
    callback = pattern.callback
    while callback is not None:
        found = getattr(callback, "view_class", None)
        if found is not None:
            return found
        callback = getattr(callback, "__wrapped__", None)
    return None


def staff_routes() -> list[str]:
    """Names of the routes whose view names its permission."""
    return [name for name, pattern in ROUTES.items() if names_permission(view_class(pattern))]


def names_permission(view: type | None) -> bool:
    """Whether the view is a `StaffView`, or its Django base in what lies below the accounts."""
    return view is not None and issubclass(view, PermissionRequiredMixin)


def machines_in(route: str) -> dict[str, Machine]:
    """The machines of the keys in the address of a route."""
    space = route.rpartition(":")[0]
    keys = ROUTES[route].pattern.converters
    return {key: MACHINES[space, key] for key in keys if (space, key) in MACHINES}


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_route_names_its_permission_or_is_listed(name):
    pattern = ROUTES[name]
    if is_admin(pattern):
        return
    view = view_class(pattern)
    if names_permission(view):
        permissions = view.permission_required
        assert permissions, f"{name}: {view.__name__} names no permission"
        for permission in [permissions] if isinstance(permissions, str) else permissions:
            assert permission in registry, f"{name}: {permission} is not registered"
        assert name not in WITHOUT_PERMISSION, f"{name} names a permission: take it off the list"
        return
    kind = "a PublicView" if view is not None and issubclass(view, PublicView) else "no StaffView"
    assert name in WITHOUT_PERMISSION, f"{name} is {kind} and not listed in WITHOUT_PERMISSION"


def test_list_of_pages_without_permission_names_only_routes():
    assert sorted(set(WITHOUT_PERMISSION) - set(ROUTES)) == []
    assert all(reason for reason in WITHOUT_PERMISSION.values())


def test_every_staff_route_has_a_case():
    missing = sorted(set(staff_routes()) - {case.route for case in CASES})
    assert missing == [], f"add a Case to tests/<app>/route_cases.py for {missing}"


def test_every_case_names_a_staff_route():
    unknown = sorted({case.route for case in CASES} - set(staff_routes()))
    assert unknown == [], f"no such route: {unknown}"


def ask(client: Client, case: Case, made: Made) -> HttpResponse:
    """The answer to the request of the case, about what the case has made for it."""
    for value in made.data.values():
        if hasattr(value, "seek"):
            value.seek(0)
    address = reverse(case.route, kwargs=made.kwargs)
    if case.method == "post":
        return client.post(address, made.data)
    return client.get(address, made.data)


def expected(case: Case, visitor: str) -> tuple[int, ...]:
    """Which answers are right for the visitor."""
    if visitor == ANONYMOUS:
        return (302,)
    if visitor in {WITHOUT_ROLE, EXPIRED}:
        return case.no_role
    if visitor == OTHER_COUNCIL:
        return case.elsewhere
    role = Role(visitor)
    return case.answers.get(role, case.opens if role in case.roles else case.closed)


def visitors_of(everybody: Everybody, case: Case) -> dict[str, Client]:
    """Who tries the page: every role, and those whom nobody may let in by mistake."""
    role = next(iter(sorted(case.roles)), Role.OFFICER)
    return {
        **everybody.clients,
        ANONYMOUS: everybody.anonymous,
        WITHOUT_ROLE: everybody.without_role,
        EXPIRED: everybody.expired[role],
        # The same role elsewhere: what does not exist for one there, does not exist.
        OTHER_COUNCIL: everybody.elsewhere[role],
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    "case", [pytest.param(case, id=f"{case.method}-{case.route}-{case.state}") for case in CASES]
)
def test_route_opens_to_whom_it_should(everybody: Everybody, case: Case):
    faults = []
    with undone():
        made = case.make(everybody.world)
        written = False
        for visitor, client in visitors_of(everybody, case).items():
            # A page with states is written for one of each by `test_route_states`.
            with as_before(client), without_words() if written else nullcontext():
                response = ask(client, case, made)
            written = bool(machines_in(case.route)) and (written or response.status_code == OK)
            if response.status_code not in expected(case, visitor):
                wanted = expected(case, visitor)
                faults.append(f"{visitor}: {response.status_code} instead of {wanted}")
            if visitor == ANONYMOUS and case.method == "get":
                assert response.url.startswith(reverse("account_login"))
    assert faults == []
