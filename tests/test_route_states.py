"""Every route × role × state: what is closed by a role or a state changes nothing.

A record in an address (`MACHINES` of `tests/<app>/route_cases.py`) is put into each state of its
machine, and every role that has the permission tries the page. A route added with such a key needs
cases, a state added to a machine is tried at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.contrib.messages import get_messages
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from tests.everybody import Everybody, undone, without_papers, without_words
from tests.route_cases import Case, Made
from tests.test_routes import (
    CASES,
    MACHINES,
    OTHER_COUNCIL,
    ROUTES,
    expected,
    machines_in,
    staff_routes,
    view_class,
)

WATCHED = {
    "commitments",
    "council_sessions",
    "documents",
    "handovers",
    "notices",
    "oversight",
    "reports",
    "voters",
}
TABLES = [
    model._meta.db_table
    for model in apps.get_models(include_auto_created=True)
    if model._meta.app_label in WATCHED
]


def methods_of(route: str) -> list[str]:
    """What the view of the route answers."""
    view: Any = view_class(ROUTES[route])
    return [
        name for name in ("get", "post") if name in view.http_method_names and hasattr(view, name)
    ]


def cases_by_state() -> set[tuple[str, str, str, str]]:
    """Route, method, key and state of every case, each case being tried in each state."""
    return {
        (case.route, case.method, key, state)
        for case in CASES
        for key, machine in machines_in(case.route).items()
        for state in machine.states
    }


def test_every_page_of_a_record_with_states_has_a_case_for_each_of_them():
    needed = {
        (route, method, key, state)
        for route in staff_routes()
        for key, machine in machines_in(route).items()
        for method in methods_of(route)
        for state in machine.states
    }
    missing = sorted({(route, method) for route, method, _key, _state in needed - cases_by_state()})
    assert missing == [], f"add a Case to tests/<app>/route_cases.py for {missing}"
    assert {key for _route, _method, key, _state in needed} == {key for _space, key in MACHINES}


def test_cases_name_states_that_exist():
    wrong = [
        f"{case.route}: {key} {sorted(set(states) - set(machines_in(case.route)[key].states))}"
        for case in CASES
        for key, states in case.goes.items()
        if key not in machines_in(case.route)
        or set(states) - set(machines_in(case.route)[key].states)
    ]
    assert wrong == []


READS = re.compile(r"SELECT|SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT", re.IGNORECASE)
WRITES = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')


@contextmanager
def changes() -> Iterator[Callable[[], list[str]]]:
    """What is done inside has never happened; the function says which tables it would have changed.

    The sums are taken only where a statement may have written one of them: they take longer than
    most requests. No trigger of ours writes another table.
    """
    written: list[str] = []

    def watch(execute: Any, sql: str, *rest: Any) -> Any:
        table = WRITES.match(sql)
        if table is not None and table[1] not in TABLES:
            return execute(sql, *rest)
        if not READS.match(sql):
            written.append(sql)
        return execute(sql, *rest)

    after: dict[str, str] = {}

    def changed() -> list[str]:
        before = rows_of_the_apps() if after else {}
        return [table for table in after if before[table] != after[table]]

    with undone():
        with connection.execute_wrapper(watch):
            yield changed
        if written:
            after = rows_of_the_apps()


def rows_of_the_apps() -> dict[str, str]:
    """One sum over all rows of each table that an act may write, by table."""
    sums = ", ".join(
        f"(SELECT md5(string_agg(r::text, ' ' ORDER BY r::text)) FROM {table} r)"  # noqa: S608 -- ours
        for table in TABLES
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sums}")
        return dict(zip(TABLES, cursor.fetchone(), strict=True))


def visitors_of(everybody: Everybody, case: Case) -> dict[str, Client]:
    """Who tries the case: every role with the permission, and a role that may, in another council.

    Roles without it are refused before a record is looked up: `test_routes` tries them.
    """
    role = next(iter(sorted(case.roles)), Role.OFFICER)
    view: Any = view_class(ROUTES[case.route])
    return {
        **{
            one: client
            for one, client in everybody.clients.items()
            if everybody.world.user(Role(one)).has_perm(view.permission_required)
        },
        OTHER_COUNCIL: everybody.elsewhere[role],
    }


def ask(client: Client, case: Case, made: Made) -> HttpResponse:
    """The answer to the request of the case."""
    client.cookies.pop("messages", None)  # of the answer before
    address = reverse(case.route, kwargs=made.kwargs)
    if case.method == "get":
        return client.get(address, made.data)
    for value in made.data.values():
        if hasattr(value, "seek"):
            value.seek(0)
    return client.post(address, made.data)


@dataclass
class Told:
    """What an answer told the one who asked."""

    done: list[str]
    refused: list[str]

    @classmethod
    def by(cls, response: Any) -> Told:
        """Messages, and the errors of the form that is shown again."""
        told = [(m.level_tag, str(m)) for m in get_messages(response.wsgi_request)]
        form = (getattr(response, "context_data", None) or {}).get("form")
        errors = [str(text) for texts in form.errors.values() for text in texts] if form else []
        return cls(
            done=[text for tag, text in told if tag == "success"],
            refused=[text for tag, text in told if tag == "error"] + errors,
        )


def let_in(case: Case, visitors: dict[str, Client], turn: int) -> tuple[list[str], set[str]]:
    """Whom the case opens to, those of this turn first; and who of them is left out of it.

    Whoever is kept out is tried in every state; of those let in, all in the first and one in each
    other one, in turn: a state is asked after by machine, not by role.
    """
    inside = [one for one in visitors if one in case.roles and expected(case, one) == case.opens]
    first = turn % len(inside) if inside else 0
    turned = [*inside[first:], *inside[:first]]
    return turned, set(turned[1:]) if turn else set()


def faults_of_post(
    case: Case, made: Made, visitors: dict[str, Client], turn: int, *, goes: bool
) -> Iterator[str]:
    """Who was let through wrongly, refused wrongly, or answered without a word."""
    _inside, spared = let_in(case, visitors, turn)
    for visitor, client in visitors.items():
        if visitor in spared:
            continue
        with changes() as what, without_words():
            response = ask(client, case, made)
        changed = what()
        wanted = expected(case, visitor)
        lets_in = visitor in case.roles and wanted == case.opens
        if (not lets_in or goes) and response.status_code not in wanted:
            yield f"{visitor}: {response.status_code} instead of {wanted}"
        if changed and not (lets_in and goes):
            yield f"{visitor}: refused, and yet changed {changed}"
        if not lets_in:
            continue
        told = Told.by(response)
        if goes and not changed and not told.done and visitor not in case.silent:
            yield f"{visitor}: let through, but nothing changed or was said; {told.refused}"
        if not goes and (told.done or not told.refused):
            yield f"{visitor}: refused without a word, or told {told.done}"


def faults_of_get(case: Case, made: Made, visitors: dict[str, Client], turn: int) -> Iterator[str]:
    """Who got another answer than the case says; a GET changes nothing.

    For one of those let in the page is written; a paper is laid out once.
    """
    readers, spared = let_in(case, visitors, turn)
    lighter = without_papers if turn else nullcontext
    reader = readers[0] if readers else ""
    for visitor, client in visitors.items():
        if visitor in spared:
            continue
        with changes() as what, lighter() if visitor == reader else without_words():
            status = ask(client, case, made).status_code
        if status not in expected(case, visitor):
            yield f"{visitor}: {status} instead of {expected(case, visitor)}"
        if changed := what():
            yield f"{visitor}: looking changed {changed}"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("case", "key"),
    [
        pytest.param(case, key, id=f"{case.method}-{case.route}-{case.state}-{key}")
        for case in CASES
        for key in machines_in(case.route)
    ],
)
def test_page_opens_or_is_closed_in_every_state(everybody: Everybody, case: Case, key: str):
    machine = machines_in(case.route)[key]
    faults = []
    with undone():
        made = case.make(everybody.world)
        for turn, state in enumerate(machine.states):
            with undone():
                machine.put(made.kwargs[key], state)
                visitors = visitors_of(everybody, case)
                now = case.in_state(key, state)
                if case.method == "get":
                    found = faults_of_get(now, made, visitors, turn)
                else:
                    goes = state in case.goes.get(key, machine.states)
                    found = faults_of_post(now, made, visitors, turn, goes=goes)
                faults += [f"{state}: {fault}" for fault in found]
    assert faults == []
