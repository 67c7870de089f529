"""One person's calendar: what apps say will happen, and the deadlines of the person's own tasks.

```python
# sessions/calendar.py, imported in the app's ready()
@source
def sittings(user: User, on: date) -> Iterable[Happening]:
    \"\"\"Sittings of the user's councils; one query, whatever the rows.\"\"\"
```
A calendar is read by programs that ask no second factor and keep copies: titles and descriptions
name nothing protected. A closed sitting is "Phiên họp kín", a protected task a task.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.ui.choices import Label
from hdnd_portal.worklist import registry


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry. `key` names it for good ("sitting:12"); with a date it fills that day.

    `url` is a path of the portal. `is_tentative` before it is convened, `is_cancelled` once it is
    known not to happen.
    """

    key: str
    title: Label
    starts: datetime | date
    ends: datetime | None = None
    place: str = ""
    description: str = ""
    url: str = ""
    is_tentative: bool = False
    is_cancelled: bool = False


Source = Callable[[User, date], Iterable[Happening]]
_sources: list[Source] = []


def source(function: Source) -> Source:
    """Register who knows what happens. Usable as a decorator."""
    if function not in _sources:
        _sources.append(function)
    return function


def happenings(user: User, on: date) -> list[Happening]:
    """All entries of the user's calendar on the day, by their key; each key once."""
    found = {one.key: one for ask in _sources for one in ask(user, on)}
    return sorted(found.values(), key=lambda one: one.key)


@source
def deadlines(user: User, on: date) -> Iterable[Happening]:
    """Days on which something is due from the user; what is only watched is left out."""
    for task in registry.tasks_for(user, on):
        if task.due_on is None or task.waiting_for:
            continue
        what = _("Việc có nội dung bảo mật") if task.is_protected else str(task.what)
        yield Happening(
            key=f"task:{task.key}",
            title=_("Hạn: {what}").format(what=what),
            starts=task.due_on,
            url="" if task.is_protected else task.url,
        )
