"""What `tests/test_routes.py` needs of every page: a `Case` for each state, who may open it.

An app keeps its rows in `tests/<app>/route_cases.py`, which is found by itself:

    CASES = [
        Case(
            "sessions:detail",            # URL name
            state="frozen",               # of the record; one row per state that changes the answer
            make=frozen_session,          # World -> Made(kwargs of the URL, data of the form)
            roles={Role.OFFICER, …},      # to these it opens
        ),
    ]
    WITHOUT_PERMISSION = {"app:page": "why anybody may open it"}

Everybody else gets `closed`: 403 where the role is refused the page, 404 where the record is hidden
from it; `answers` names roles that get something else. The same role in another council gets
`elsewhere`, an expired role or none at all `no_role`, a visitor the sign-in page.

Where a key in the address names a record that has states, the case is tried in each of them:

    MACHINES = {("sessions", "session"): Machine(tuple(SessionState), put_session)}

says by name space and key which states there are and how a record is put into one. `goes` of a
POST says, by key, in which of them the act goes through; a key left out: in all. `hides` says, by
key and state, from which roles the record is hidden then.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.council.models import Agency, Body, Council, Term
from tests.accounts.factories import (
    AgencyFactory,
    AssignmentFactory,
    BodyFactory,
    CouncilFactory,
    TermFactory,
    UserFactory,
)

EVERY_ROLE = frozenset(Role)
OK: tuple[int, ...] = (200,)
REDIRECT: tuple[int, ...] = (302,)
REFUSED: tuple[int, ...] = (403,)
HIDDEN: tuple[int, ...] = (404,)


class World:
    """One council with a term, a Ban and an agency, and one user for each role in them."""

    def __init__(self) -> None:
        self.council: Council = CouncilFactory()
        self.term: Term = TermFactory(council=self.council)
        self.body: Body = BodyFactory(term=self.term)
        self.agency: Agency = AgencyFactory(council=self.council)
        self._users: dict[Role, User] = {}

    def user(self, role: Role) -> User:
        """The user who holds the role here; the same one whenever asked."""
        if role not in self._users:
            self._users[role] = UserFactory()
            self._assign(self._users[role], role)
        return self._users[role]

    def expired_user(self, role: Role) -> User:
        """A user whose role here ended long ago."""
        user: User = UserFactory()
        self._assign(user, role, valid_to=date(2026, 3, 21))
        return user

    def _assign(self, user: User, role: Role, **fields: Any) -> None:
        if role in {Role.COMMITTEE_LEADER, Role.COMMITTEE_MEMBER, Role.GROUP_HEAD}:
            fields["body"] = self.body
        if role in {Role.AGENCY, Role.FRONT}:
            fields["agency"] = self.agency
        AssignmentFactory(user=user, role=role.value, council=self.council, **fields)


@dataclass(frozen=True)
class Made:
    """What a case has built: arguments of the URL, and of the form or query."""

    kwargs: dict[str, Any] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)


def nothing(world: World) -> Made:
    """A page about no record."""
    return Made()


@dataclass(frozen=True)
class Case:
    """One page in one state; see the head of this file."""

    route: str
    roles: frozenset[Role] | set[Role] = frozenset()
    state: str = "any"
    make: Callable[[World], Made] = nothing
    method: str = "get"
    opens: tuple[int, ...] = OK
    closed: tuple[int, ...] = REFUSED
    elsewhere: tuple[int, ...] = HIDDEN
    no_role: tuple[int, ...] = REFUSED
    answers: Mapping[Role, tuple[int, ...]] = field(default_factory=dict)
    # Of a POST: by key of the address, the states in which it goes through.
    goes: Mapping[str, Collection[str]] = field(default_factory=dict)
    # Of a POST: whose act is let through, changes nothing and says nothing.
    silent: frozenset[Role] | set[Role] = frozenset()
    # By key and state: the roles from which the record is hidden in that state.
    hides: Mapping[str, Mapping[str, Collection[Role]]] = field(default_factory=dict)

    def in_state(self, key: str, state: str) -> Case:
        """The case as it stands while the record of the key is in the state."""
        hidden = frozenset(self.hides.get(key, {}).get(state, ()))
        if not hidden:
            return self
        answers = {**self.answers, **dict.fromkeys(hidden, HIDDEN)}
        return replace(self, roles=frozenset(self.roles) - hidden, answers=answers)


@dataclass(frozen=True)
class Machine:
    """The states of a kind of record, and how the record of a key is put into one."""

    states: tuple[str, ...]
    put: Callable[[Any, str], None]


def _rows() -> Iterator[ModuleType]:
    """Every `tests/<app>/route_cases.py`."""
    for path in sorted(Path(__file__).parent.glob("*/route_cases.py")):
        yield import_module(f"tests.{path.parent.name}.route_cases")


def found_in_the_apps() -> tuple[list[Case], dict[str, str]]:
    """The cases of the apps, and their pages without permission."""
    cases: list[Case] = []
    open_pages: dict[str, str] = {}
    for rows in _rows():
        cases += getattr(rows, "CASES", [])
        open_pages.update(getattr(rows, "WITHOUT_PERMISSION", {}))
    return cases, open_pages


def machines_of_the_apps() -> dict[tuple[str, str], Machine]:
    """The machine behind a key of an address, by name space and key."""
    found: dict[tuple[str, str], Machine] = {}
    for rows in _rows():
        found.update(getattr(rows, "MACHINES", {}))
    return found
