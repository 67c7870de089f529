"""Until when the author of a question may say that the answer is none (domain rules 12.3)."""

from collections.abc import Iterable

from hdnd_portal.legal.calendar import WorkCalendar
from hdnd_portal.legal.deadlines import Deadline
from hdnd_portal.legal.public import calendar_for, deadline_under, register_for
from hdnd_portal.legal.register import Register
from sessions.models import Interpellation

RULE = "question.silent"


def silent_deadlines(questions: Iterable[Interpellation]) -> dict[int, Deadline]:
    """The last day for a word to each answer, with its explanation, by the key of the question.

    Questions without an answer have none. Two queries for each council.
    """
    floors: dict[int, tuple[Register, WorkCalendar]] = {}
    found = {}
    for one in questions:
        if one.answered_at is None:
            continue
        if one.council_id not in floors:
            floors[one.council_id] = register_for(one.council), calendar_for(one.council)
        found[one.pk] = deadline_under(*floors[one.council_id], RULE, one.answered_at)
    return found


def silent_deadline(question: Interpellation) -> Deadline:
    """The same for one that was answered."""
    return silent_deadlines([question])[question.pk]
