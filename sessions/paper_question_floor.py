"""What questions about papers tell the floor: what the trail says, tasks, the tone of states."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import wording
from hdnd_portal.ui.tones import register_tones
from hdnd_portal.worklist.registry import Task, provider
from sessions.models import PaperQuestion
from sessions.models.dossier import BODY_DESK
from sessions.models.paper_question import PaperQuestionQuerySet
from sessions.paper_question_days import AnswerDay, answer_days
from sessions.paper_question_labels import PAPER_QUESTION_TONES
from sessions.permissions.holding import PLANNERS
from sessions.services.paper_questions import page_of, place_of
from sessions.workflow import ITEM_GONE, SESSION_AT_REST

EVENTS = {
    "paper_question.asked": gettext_lazy("đã hỏi cơ quan soạn thảo: {place}"),
    "paper_question.answered": gettext_lazy("đã trả lời câu hỏi về tài liệu, lần {number}"),
    "paper_question.withdrawn": gettext_lazy("đã rút câu hỏi về tài liệu: {reason}"),
    "paper_question.declined": gettext_lazy("đã gửi lại câu hỏi về tài liệu: {reason}"),
    "paper_question.reopened": gettext_lazy("đã yêu cầu trả lời lại câu hỏi về tài liệu: {reason}"),
}
wording.register(EVENTS)
register_tones("sessions.paper_question", PAPER_QUESTION_TONES)


def _waiting() -> PaperQuestionQuerySet:
    """Unanswered ones of sessions that are still prepared or held."""
    gone = {"part__dossier__item__state__in": ITEM_GONE}
    rows = PaperQuestion.objects.waiting().exclude(session__state__in=SESSION_AT_REST)
    return rows.exclude(**gone).for_list()


def _task(question: PaperQuestion, day: AnswerDay, what: str) -> Task:
    item = question.part.dossier.item
    return Task(
        key=f"paper_question:{question.pk}",
        what=what,
        record=f"{place_of(question.paper, question.page)} – {item.title}",
        url=page_of(question),
        due_on=day.due_on,
        why=day.deadline.as_dict(),
        is_protected=item.is_closed,
    )


@provider
def questions_to_answer(user: User, on: date) -> Iterable[Task]:
    """Questions about papers the user's agencies and Ban drafted."""
    rows = _waiting()
    mine = rows.filter(part__agency__in=user.agencies()) | rows.filter(
        part__body__in=user.bodies(*BODY_DESK)
    )
    found = list(mine)
    days = answer_days(found)
    for one in found:
        yield _task(one, days[one.pk], _("Trả lời đại biểu hỏi về tài liệu"))


@provider
def questions_without_answer(user: User, on: date) -> Iterable[Task]:
    """The office sees to those whose day has passed."""
    councils = user.councils(*PLANNERS)
    if not councils:
        return
    found = list(_waiting().filter(session__council__in=councils))
    days = answer_days(found)
    for one in found:
        if days[one.pk].due_on < on:
            what = _("Đôn đốc {owner} trả lời câu hỏi về tài liệu")
            yield _task(one, days[one.pk], what.format(owner=one.part.owner))
