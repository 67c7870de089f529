"""When somebody is reminded of a commitment: well before its day, on it, once it is missed,
when the head of the agency is told, and when it is put before the Standing Committee (OVS-25,
OVS-26). Plain Python.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from hdnd_portal.legal.calendar import WorkCalendar
from hdnd_portal.legal.deadlines import count_deadline
from hdnd_portal.legal.register import Rule

# Nobody sets a ladder longer than this many days.
LONGEST = 400


class Rung(StrEnum):
    """How far the reminding has come, in the order of time."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    DUE = "due"
    MISSED = "missed"
    HEAD = "head"
    ESCALATED = "escalated"


BEFORE = (Rung.FIRST, Rung.SECOND, Rung.THIRD)
AFTER = (Rung.MISSED, Rung.HEAD, Rung.ESCALATED)
# The rows of the register.
KEYS: dict[Rung, str] = {
    Rung.FIRST: "commitment.remind.first",
    Rung.SECOND: "commitment.remind.second",
    Rung.THIRD: "commitment.remind.third",
    Rung.MISSED: "commitment.remind.missed",
    Rung.HEAD: "commitment.remind.head",
    Rung.ESCALATED: "commitment.escalate",
}


def rung_on(
    today: date, *, due_on: date, rules: Mapping[Rung, Rule], calendar: WorkCalendar
) -> Rung | None:
    """The highest rung reached on a working day; None while it is too early.

    Only the highest counts: after days in which nothing ran nobody is told of three rungs at once.
    """
    reached = None
    for rung in BEFORE:
        day = count_deadline(due_on, rules[rung], calendar).due_on
        if today >= calendar.previous_working_day(day):
            reached = rung
    if today >= calendar.previous_working_day(due_on):
        reached = Rung.DUE
    for rung in AFTER:
        day = count_deadline(due_on, rules[rung], calendar).due_on
        if today >= calendar.next_working_day(day):
            reached = rung
    return reached


def escalated_up_to(today: date, *, rule: Rule, calendar: WorkCalendar) -> date:
    """The latest due day whose commitments stand on the last rung today."""
    day = today
    for _ in range(LONGEST):
        reached = calendar.next_working_day(count_deadline(day, rule, calendar).due_on)
        if reached <= today:
            return day
        day -= timedelta(days=1)
    return day
