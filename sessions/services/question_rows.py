"""Rows of questioning under lock, groups before questions, several by primary key; and who is
told of what happens to them.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone

from hdnd_portal.accounts import recipients
from hdnd_portal.accounts.models import User
from hdnd_portal.notices import send
from sessions.models import Interpellation, QuestionGroup
from sessions.services.live import changed
from sessions.services.refusals import QuestionRefused
from sessions.workflow.question import QuestionMove, QuestionState, question_after


def locked_question(question: Interpellation) -> Interpellation:
    """The question under lock, as it is now."""
    return locked_questions([question])[0]


def locked_questions(questions: Iterable[Interpellation]) -> list[Interpellation]:
    """The questions under lock, by primary key."""
    rows = Interpellation.objects.select_for_update(of=("self",)).order_by("pk")
    keys = [one.pk for one in questions]
    return list(
        rows.select_related(
            "council", "session", "mandate__person", "post__person", "post__agency", "routed_to"
        ).filter(pk__in=keys)
    )


def locked_groups(groups: Iterable[QuestionGroup]) -> list[QuestionGroup]:
    """The groups under lock, by primary key; before their questions."""
    rows = QuestionGroup.objects.select_for_update(of=("self",)).order_by("pk")
    return list(rows.filter(pk__in=[one.pk for one in groups]))


def carry(question: Interpellation, move: QuestionMove) -> None:
    """Move a locked question on; the caller saves it. Raises MoveRefused."""
    question.state = question_after(QuestionState(question.state), move).value


def needed(text: str, code: str = "reason_missing") -> str:
    """The text without blanks around it. Raises QuestionRefused of the code where none is left."""
    text = text.strip()
    if not text:
        raise QuestionRefused(code)
    return text


def tell_screens(question: Interpellation) -> None:
    """After the commit, the board of questioning of its session follows."""
    if question.session is not None:
        changed(question.session)


def page_of(question: Interpellation) -> str:
    """The page of the question."""
    return reverse("sessions:question", kwargs={"question": question.pk})


def author_of(question: Interpellation) -> list[User]:
    """The account of the author, where there is one."""
    return list(User.objects.filter(person=question.mandate.person_id, is_active=True))


def tell_author(question: Interpellation, event: str, title: str, *, body: str = "") -> None:
    """Tell the author; `title` has a place for `what`."""
    _tell(question, event, title, to=author_of(question), body=body)


def tell_answering(question: Interpellation, event: str, title: str, *, body: str = "") -> None:
    """Tell the agency that answers; `title` has a place for `what`."""
    if question.routed_to is not None:
        desk = recipients.agency_desk(question.routed_to, on=timezone.localdate())
        _tell(question, event, title, to=list(desk), body=body)


def tell_office(
    question: Interpellation, event: str, title: str, *, also: Sequence[User] = ()
) -> None:
    """Tell the office, in the portal only; `title` has a place for `what`."""
    to = [*recipients.office(question.council, on=timezone.localdate()), *also]
    _tell(question, event, title, to=to, email=False)


def _tell(
    question: Interpellation,
    event: str,
    title: str,
    *,
    to: Iterable[User],
    body: str = "",
    email: bool = True,
) -> None:
    send.after_commit(
        event,
        to=to,
        about=question,
        title=title.format(what=question.title),
        body=body,
        url=page_of(question),
        email=email,
    )


def day_of(question: Interpellation) -> date:
    """The day from which a written answer is counted unless another is given (QST-9)."""
    if question.raised_at is not None:
        return timezone.localdate(question.raised_at)
    assert question.asked_on is not None  # noqa: S101 -- sent_question_has_day
    return question.asked_on
