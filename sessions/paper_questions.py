"""Questions about papers as the pages show them: beside a paper, in a dossier, of a session."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from hdnd_portal.accounts.models import User
from sessions.models import CouncilSession, FrozenFile, PaperAnswer, PaperQuestion
from sessions.models.paper_question import PaperQuestionQuerySet
from sessions.paper_question_days import AnswerDay, answer_days
from sessions.workflow.paper_question import PAPER_QUESTION_SHOWN


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answers, the latest first, and the day of one that is owed."""

    question: PaperQuestion
    answers: Sequence[PaperAnswer]
    day: AnswerDay | None

    @property
    def answer(self) -> PaperAnswer | None:
        """What holds: the latest answer, unless another one is owed."""
        return self.answers[0] if self.answers and not self.question.is_waiting else None

    @property
    def earlier(self) -> Sequence[PaperAnswer]:
        """Answers that another one replaces or is to replace."""
        return self.answers if self.question.is_waiting else self.answers[1:]

    def is_overdue(self, on: date) -> bool:
        """Whether an answer is owed and its day has passed."""
        return self.day is not None and self.day.due_on < on


def asked_rows(rows: PaperQuestionQuerySet) -> list[Asked]:
    """The questions as pages show them; one query for none, four at most for many."""
    answers = PaperAnswer.objects.select_related("answered_by", "paper").order_by("-number")
    found = list(rows.for_list().prefetch_related(Prefetch("answers", answers)))
    days = answer_days(one for one in found if one.is_waiting)
    return [Asked(one, list(one.answers.all()), days.get(one.pk)) for one in found]


def asked_about(papers: Iterable[FrozenFile], user: User) -> list[Asked]:
    """What was asked about these papers, as far as the user sees it, in the order of pages."""
    return asked_rows(PaperQuestion.objects.visible_to(user).filter(paper__in=list(papers)))


def asked_counts(session: CouncilSession, user: User) -> dict[int, int]:
    """How many questions each paper of the session has, by its key. One query."""
    rows = PaperQuestion.objects.visible_to(user).filter(
        session=session, state__in=PAPER_QUESTION_SHOWN
    )
    counts: dict[int, int] = {}
    for paper in rows.order_by().values_list("paper", flat=True):
        counts[paper] = counts.get(paper, 0) + 1
    return counts
