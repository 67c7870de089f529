"""When somebody is reminded of what is owed: before the due day, on it, once it is missed.

Plain Python. The days come from the register (`session.remind.before`, `session.remind.missed`).
"""

from datetime import date
from enum import StrEnum

from hdnd_portal.legal.calendar import WorkCalendar
from hdnd_portal.legal.deadlines import count_deadline
from hdnd_portal.legal.register import Rule


class Step(StrEnum):
    """How far the reminding has come."""

    AHEAD = "ahead"
    DUE = "due"
    MISSED = "missed"


def step_on(
    today: date, *, due_on: date, before: Rule, missed: Rule, calendar: WorkCalendar
) -> Step | None:
    """The step that is reached on a working day; None while it is too early.

    A reminder that would fall on a day off is given on the last working day before it, that of a
    missed day on the first working day after it. Only the last step reached counts: after days in
    which nothing ran, nobody is told of three steps at once.
    """
    ahead = count_deadline(due_on, before, calendar).due_on
    if today >= calendar.next_working_day(count_deadline(due_on, missed, calendar).due_on):
        return Step.MISSED
    if today >= calendar.previous_working_day(due_on):
        return Step.DUE
    return Step.AHEAD if today >= calendar.previous_working_day(ahead) else None
