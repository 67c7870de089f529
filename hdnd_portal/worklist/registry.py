"""What waits for a person: apps register who knows it.

```python
# sessions/worklist.py, imported in the app's ready()
@provider
def milestones(user: User, on: date) -> Iterable[Task]:
    \"\"\"Milestones whose owner the user is; at most two queries, whatever the rows.\"\"\"
    for row in Milestone.objects.open().owned_by(user):
        yield Task(
            key=f"milestone:{row.pk}",
            what=_("Gửi tài liệu đến đại biểu"),
            record=row.session.name,
            url=reverse("sessions:plan", args=[row.session_id]),
            due_on=row.due_on,
            why=row.explanation,
        )
```
"""

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from hdnd_portal.accounts.models import RoleAssignment, User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.ui.choices import Label

SOON = timedelta(days=14)
# Who answers for the work of others.
LEADERS = (Role.OFFICE_HEAD, Role.STANDING_COMMITTEE, Role.CHAIR, Role.COMMITTEE_LEADER)


class Bucket(StrEnum):
    """The parts of "Việc của tôi", in the order of the page."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    WAITING = "waiting"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Task:
    """Một việc: what to do, for which record, by when and why; `url` opens where it is done.

    `key` names it once in the portal ("milestone:12"): told by two providers, it is shown once.
    `why` is the explanation stored beside the deadline. `waiting_for` names whose turn it is, if
    not the user's: the task is then only watched. `bucket` overrules the day. Where
    `is_protected`, `what` may say what a calendar must not.
    """

    key: str
    what: Label
    record: Label
    url: str
    due_on: date | None = None
    why: Mapping[str, Any] = field(default_factory=dict)
    waiting_for: Label = ""
    bucket: Bucket | None = None
    stands_in_for: str = ""
    is_protected: bool = False

    def bucket_on(self, on: date) -> Bucket:
        """Where the task stands on the day; without a day it is neither late nor soon."""
        if self.bucket is not None:
            return self.bucket
        if self.waiting_for:
            return Bucket.WAITING
        if self.due_on is None or self.due_on > on + SOON:
            return Bucket.LATER
        if self.due_on < on:
            return Bucket.OVERDUE
        return Bucket.TODAY if self.due_on == on else Bucket.SOON


@dataclass(frozen=True, slots=True)
class Lead:
    """What stands above the tasks, such as a delegate's next session: a template and its data."""

    template: str
    context: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number for those who lead, with the page that lists what was counted."""

    label: Label
    count: int
    url: str


Provider = Callable[[User, date], Iterable[Task]]
LeadProvider = Callable[[User, date], Lead | None]
FigureProvider = Callable[[User, date], Iterable[Figure]]
_providers: list[Provider] = []
_leads: list[tuple[int, LeadProvider]] = []
_figures: list[FigureProvider] = []


def provider(function: Provider) -> Provider:
    """Register who knows tasks of a user on a day. Asked of the user's roles as they are given:
    what the user does for somebody absent is asked apart, and marked.
    """
    if function not in _providers:
        _providers.append(function)
    return function


def figure(function: FigureProvider) -> FigureProvider:
    """Register who counts something for those of `LEADERS`; what is zero is left out."""
    if function not in _figures:
        _figures.append(function)
    return function


def figures_for(user: User, on: date) -> list[Figure]:
    """What is counted for the user; nothing for whoever leads nothing."""
    if not user.has_role(*LEADERS):
        return []
    return [one for ask in _figures for one in ask(user, on) if one.count]


def lead(*, order: int = 100) -> Callable[[LeadProvider], LeadProvider]:
    """Register a panel above the tasks; the lowest order whose answer is not None is shown."""

    def enter(function: LeadProvider) -> LeadProvider:
        if all(known is not function for _order, known in _leads):
            _leads.append((order, function))
            _leads.sort(key=lambda entry: entry[0])
        return function

    return enter


def lead_for(user: User, on: date) -> Lead | None:
    """The panel above the user's tasks."""
    return next((found for _order, ask in _leads if (found := ask(user, on)) is not None), None)


def tasks_for(user: User, on: date) -> list[Task]:
    """All tasks of the user, then those of the people the user stands in for; earliest first."""
    found = {task.key: task for task in _ask(_in_own_right(user), on)}
    for absent in user.stands_in_for:
        for task in _ask(_as_deputy_of(absent, user), on):
            found.setdefault(task.key, replace(task, stands_in_for=str(absent)))
    return sorted(found.values(), key=lambda task: (task.due_on or date.max, task.key))


def tasks_by(user: User, assignments: Iterable[RoleAssignment], on: date) -> list[Task]:
    """What the user is asked by these of the user's own roles alone; earliest first."""
    found = {task.key: task for task in _ask(_with_roles(user, assignments), on)}
    return sorted(found.values(), key=lambda task: (task.due_on or date.max, task.key))


def grouped(tasks: Iterable[Task], on: date) -> dict[Bucket, list[Task]]:
    """The tasks by bucket, every bucket present."""
    groups: dict[Bucket, list[Task]] = {bucket: [] for bucket in Bucket}
    for task in tasks:
        groups[task.bucket_on(on)].append(task)
    return groups


def _ask(user: User, on: date) -> Iterable[Task]:
    for ask in _providers:
        yield from ask(user, on)


def _in_own_right(user: User) -> User:
    """The user without the roles held for others."""
    return _with_roles(user, user.own_assignments)


def _with_roles(user: User, assignments: Iterable[RoleAssignment]) -> User:
    """The user with no roles but these, all by own right."""
    seen = copy(user)
    seen.__dict__["assignments"] = seen.__dict__["own_assignments"] = list(assignments)
    return seen


def _as_deputy_of(absent: User, user: User) -> User:
    """The absent user with no more roles than the deputy has through them."""
    seen = copy(absent)
    seen.__dict__["assignments"] = [
        held for held in user.assignments if held.via is not None and held.via.pk == absent.pk
    ]
    return seen
