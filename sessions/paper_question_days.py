"""Until when a question about a paper is to be answered: before its item is taken up (A12).

The day is counted when it is asked for, from the half-day in which the item stands today: an item
that moves takes it along, and nothing has to be counted again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from hdnd_portal.legal.calendar import WorkCalendar
from hdnd_portal.legal.deadlines import Deadline
from hdnd_portal.legal.public import calendar_for, deadline_under, register_for
from hdnd_portal.legal.register import Register
from sessions.models import AgendaItem, PaperQuestion

RULE = "dossier.question.answer"


@dataclass(frozen=True, slots=True)
class AnswerDay:
    """The last day for an answer, and the limit it comes from."""

    due_on: date
    deadline: Deadline


def taken_up_on(item: AgendaItem) -> date:
    """The day of the half-day in which the item stands; the opening day while it has none."""
    if item.sitting is not None:
        return timezone.localdate(item.sitting.starts_at)
    return item.session.opening_on


def answer_days(questions: Iterable[PaperQuestion]) -> dict[int, AnswerDay]:
    """The day of each question by its key; what is asked later than that is owed the same day.

    Two queries for each council, whatever the rows (`for_list`).
    """
    floors: dict[int, tuple[Register, WorkCalendar]] = {}
    found = {}
    for one in questions:
        council = one.session.council
        if council.pk not in floors:
            floors[council.pk] = register_for(council), calendar_for(council)
        deadline = deadline_under(*floors[council.pk], RULE, taken_up_on(one.part.dossier.item))
        asked_on = timezone.localdate(one.asked_at)
        found[one.pk] = AnswerDay(max(deadline.due_on, asked_on), deadline)
    return found


def answer_day(question: PaperQuestion) -> AnswerDay:
    """The same for one."""
    return answer_days([question])[question.pk]
