"""Reminding of answers that are owed or wait for the delegate's word (QST-9, 12.3).

An answer to which the author says nothing within the days of `question.silent` counts as accepted;
the author is told before, and of the acceptance itself. Nothing here is told twice.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hdnd_portal.accounts import recipients
from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.council.models import Council
from hdnd_portal.documents.released import Words, words_of
from hdnd_portal.legal.public import calendar_for, register_for
from hdnd_portal.notices import send
from hdnd_portal.ui.language import in_office_language
from sessions.models import Interpellation
from sessions.reminding import Step, step_on
from sessions.services.question_rows import (
    carry,
    locked_question,
    page_of,
    tell_author,
    tell_office,
)
from sessions.services.reminders import BEFORE, MISSED
from sessions.silence import silent_deadline, silent_deadlines
from sessions.wordings import QUESTION_AHEAD, QUESTION_DUE, QUESTION_MISSED, QUESTION_SILENT
from sessions.workflow.question import QuestionMove, QuestionState

EVENT = "question.reminded"
OWED = {Step.AHEAD: QUESTION_AHEAD, Step.DUE: QUESTION_DUE, Step.MISSED: QUESTION_MISSED}
WAITING = (QuestionState.ANSWERED_ORAL, QuestionState.ANSWERED_WRITTEN)


def remind_all(*, on: date) -> int:
    """Remind and accept in every council with questions on hand; how many things were done."""
    rows = Interpellation.objects.filter(state__in=[QuestionState.WRITTEN_DUE, *WAITING])
    councils = Council.objects.filter(pk__in=rows.values("council")).order_by("pk")
    return sum(remind(council, on=on) + accept_silent(council, on=on) for council in councils)


@in_office_language
def remind(council: Council, *, on: date) -> int:
    """Tell who owes an answer or a word to one; of a missed answer the office and its author too.

    Once per question, day and step; several at once come in one letter. On a day off nothing.
    """
    calendar, register = calendar_for(council), register_for(council)
    if not calendar.is_working(on):
        return 0
    before, missed = register.find(BEFORE, on=on), register.find(MISSED, on=on)
    due = []
    for question, due_on, owed in _owed(council):
        step = step_on(on, due_on=due_on, before=before, missed=missed, calendar=calendar)
        if step is not None and (owed or step is not Step.MISSED):
            due.append((question, due_on, step, owed))
    if not due:
        return 0
    words = words_of(council)
    people = _People([question for question, *_rest in due], council, on=on)
    lines: dict[User, list[send.Line]] = {}
    for question, due_on, step, owed in due:
        for user in people.told(question, step, owed=owed):
            lines.setdefault(user, []).append(_line(question, due_on, step, words, owed=owed))
    told = 0
    for user, of_user in sorted(lines.items(), key=lambda pair: pair[0].pk):
        title = _("Nhắc việc chất vấn ngày {day}").format(day=f"{on:%d/%m/%Y}")
        told += len(send.together(EVENT, to=user, lines=of_user, title=title, council=council))
    return told


def _waiting(council: Council) -> QuerySet[Interpellation]:
    """Answers to which the author has said nothing yet."""
    return Interpellation.objects.filter(
        council=council, state__in=WAITING, rating="", answered_at__isnull=False
    ).order_by("pk")


def _owed(council: Council) -> Iterator[tuple[Interpellation, date, bool]]:
    """Questions with the day that is near: of the answer, or of the author's word to it."""
    owing = Interpellation.objects.filter(
        council=council, state=QuestionState.WRITTEN_DUE, written_due_on__isnull=False
    ).order_by("pk")
    near = ("council", "mandate__person", "post__person", "routed_to")
    for row in owing.select_related(*near):
        assert row.written_due_on is not None  # noqa: S101 -- filtered above
        yield row, row.written_due_on, True
    waiting = _waiting(council).select_related(*near)
    days = silent_deadlines(waiting)
    for row in waiting:
        yield row, days[row.pk].due_on, False


class _People:
    """Who is told of questions, read once: authors, the office, the desk of each agency."""

    def __init__(self, questions: Sequence[Interpellation], council: Council, *, on: date) -> None:
        self.authors: dict[int | None, list[User]] = {}
        asking = {one.mandate.person_id for one in questions}
        for user in User.objects.filter(person__in=asking, is_active=True).order_by("pk"):
            self.authors.setdefault(user.person_id, []).append(user)
        self.desks = {
            agency: list(recipients.agency_desk(agency, on=on))
            for agency in {one.routed_to for one in questions if one.routed_to is not None}
        }
        self.office = list(recipients.office(council, on=on))

    def told(self, question: Interpellation, step: Step, *, owed: bool) -> list[User]:
        """Its author of an answer that waits; of one owed the agency, and in the end all."""
        author = self.authors.get(question.mandate.person_id, [])
        if not owed:
            return author
        assert question.routed_to is not None  # noqa: S101 -- written_question_has_day_and_agency
        doers = self.desks[question.routed_to]
        if step is not Step.MISSED:
            return doers
        return list(dict.fromkeys([*doers, *self.office, *author]))


def _line(
    question: Interpellation, due_on: date, step: Step, words: Words, *, owed: bool
) -> send.Line:
    day = f"{due_on:%d/%m/%Y}"
    key = OWED[step] if owed else QUESTION_SILENT
    return send.Line(
        key=f"remind-question-{question.pk}-{due_on}-{step}-{'owed' if owed else 'silent'}",
        title=words.say(key, day=day, what=question.title),
        body=f"{question.mandate.person.name} – {question.post.person.name}",
        url=page_of(question),
        about=question,
    )


def accept_silent(council: Council, *, on: date) -> int:
    """Accept the answers to which nobody objected within the days of the rule; how many.

    Those whose days have not passed cost no query of their own.
    """
    rows = _waiting(council).select_related("council")
    days = silent_deadlines(rows)
    return sum(_accept(row, on=on) for row in rows if days[row.pk].due_on < on)


@in_office_language
@transaction.atomic
def _accept(question: Interpellation, *, on: date) -> bool:
    """Accept one; the row is looked at again under lock."""
    question = locked_question(question)
    if question.state not in WAITING or question.rating or question.answered_at is None:
        return False
    deadline = silent_deadline(question)
    if deadline.due_on >= on:
        return False
    carry(question, QuestionMove.ACCEPT)
    question.save(update_fields=["state"])
    log.record("question.accepted_silently", question, by=None, due_on=deadline.due_on)
    title = _("Không có ý kiến trong hạn, coi là đồng ý với trả lời: {what}")
    tell_author(question, "question.accepted_silently", title)
    tell_office(question, "question.accepted_silently", title)
    return True
