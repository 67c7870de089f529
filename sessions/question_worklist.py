"""What questions ask of each person."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.worklist.registry import Task, provider
from sessions.models import Interpellation, OpinionSheet
from sessions.permissions.holding import PLANNERS
from sessions.services.opinion_sheets import sheet_url
from sessions.services.question_rows import page_of
from sessions.silence import silent_deadlines
from sessions.workflow.question import QuestionState

S = QuestionState
OF_AUTHOR = {
    S.RETURNED: gettext_lazy("Sửa và gửi lại chất vấn"),
    S.ANSWERED_ORAL: gettext_lazy("Đánh giá trả lời chất vấn"),
    S.ANSWERED_WRITTEN: gettext_lazy("Đánh giá trả lời chất vấn"),
}
OF_OFFICE = {
    S.SUBMITTED: gettext_lazy("Xem xét, xếp nhóm chất vấn"),
    S.DISPUTED: gettext_lazy("Đưa ra thảo luận, xem xét chất vấn"),
}


@provider
def questions_of_author(user: User, on: date) -> Iterable[Task]:
    """What was returned, and answers that wait for a rating."""
    rows = Interpellation.objects.by_author(user).filter(state__in=OF_AUTHOR, rating="")
    rows = rows.select_related("council")
    days = silent_deadlines(rows)
    for row in rows:
        until = days.get(row.pk)
        yield Task(
            key=f"question_author:{row.pk}",
            what=OF_AUTHOR[S(row.state)],
            record=row.title,
            url=page_of(row),
            due_on=until.due_on if until else None,
            why=until.as_dict() if until else {},
        )


@provider
def answers_owed(user: User, on: date) -> Iterable[Task]:
    """Answers in writing the user's agencies owe; the office watches what is overdue."""
    owed = Interpellation.objects.filter(state=S.WRITTEN_DUE)
    mine = owed.routed_to(user)
    for row in mine:
        yield Task(
            key=f"answer:{row.pk}",
            what=_("Trả lời chất vấn bằng văn bản"),
            record=row.title,
            url=reverse("sessions:answer_question", kwargs={"question": row.pk}),
            due_on=row.written_due_on,
            why=row.written_explanation,
        )
    councils = user.councils(*PLANNERS)
    if not councils:
        return
    late = owed.overdue(on).filter(council__in=councils).select_related("routed_to")
    for row in late:
        yield Task(
            key=f"answer:{row.pk}",
            what=_("Đôn đốc {agency} trả lời chất vấn").format(agency=row.routed_to),
            record=row.title,
            url=page_of(row),
            due_on=row.written_due_on,
            why=row.written_explanation,
        )


@provider
def questions_of_office(user: User, on: date) -> Iterable[Task]:
    """What was sent and belongs to no group yet, and what is disputed."""
    councils = user.councils(*PLANNERS)
    if not councils:
        return
    rows = Interpellation.objects.filter(council__in=councils).filter(
        Q(state=S.SUBMITTED, group=None) | Q(state=S.DISPUTED)
    )
    for row in rows:
        yield Task(
            key=f"question_office:{row.pk}",
            what=OF_OFFICE[S(row.state)],
            record=row.title,
            url=page_of(row),
        )


@provider
def sheets_to_rank(user: User, on: date) -> Iterable[Task]:
    """Open sheets that the delegate has not answered."""
    councils = {one.council_id for one in user.own_assignments if one.role == Role.DELEGATE}
    if not councils or user.person_id is None:
        return
    open_ = OpinionSheet.objects.filter(council__in=councils, state=OpinionSheet.State.OPEN)
    for sheet in open_.exclude(answers__mandate__person=user.person_id):
        yield Task(
            key=f"sheet:{sheet.pk}",
            what=_("Cho ý kiến lựa chọn nhóm vấn đề chất vấn"),
            record=str(sheet),
            url=sheet_url(sheet),
            due_on=sheet.due_on,
        )
