"""What is asked at one place: a session, or the Standing Committee between two sessions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hdnd_portal.commitments.public import CommitmentFacts, Kind, pending_of
from hdnd_portal.council.models import Council, Post
from hdnd_portal.legal.deadlines import Deadline
from hdnd_portal.legal.public import deadline_for
from sessions.models import CouncilSession, Interpellation, QuestionGroup
from sessions.models.question import QuestionQuerySet
from sessions.question_labels import GroupState
from sessions.workflow import SESSION_AT_REST
from sessions.workflow.question import QUESTION_ANSWERED, QuestionState

REPORT = "question.promise_report"
S = QuestionState


@dataclass(frozen=True, slots=True)
class Host:
    """Where questions are put; without a session it is the Standing Committee."""

    council: Council
    session: CouncilSession | None = None

    @property
    def name(self) -> str:
        """Its name on pages and papers."""
        return self.session.name if self.session else _("Thường trực HĐND, giữa hai kỳ họp")

    @property
    def session_key(self) -> int | None:
        """The key of the session, if there is one."""
        return self.session.pk if self.session else None

    def questions(self) -> QuestionQuerySet:
        """All that were sent, drafts and withdrawn ones left out."""
        rows = Interpellation.objects.filter(council=self.council, session=self.session_key)
        return rows.exclude(state__in=[S.DRAFT, S.WITHDRAWN])

    def groups(self) -> QuerySet[QuestionGroup]:
        """Groups proposed, chosen and left."""
        return QuestionGroup.objects.of_host(self.council.pk, self.session_key)


@dataclass(slots=True)
class Questioned:
    """One person questioned: what was asked, answered, and is still owed."""

    post: Post
    questions: list[Interpellation] = field(default_factory=list)

    @property
    def waiting(self) -> list[Interpellation]:
        """Chosen and not asked yet."""
        return [one for one in self.questions if one.state == S.GROUPED and not one.raised_at]

    @property
    def asked(self) -> list[Interpellation]:
        """Asked at the sitting, the answer not recorded yet."""
        return [one for one in self.questions if one.state == S.GROUPED and one.raised_at]

    @property
    def answered(self) -> list[Interpellation]:
        """Answered, in person or in writing."""
        return [one for one in self.questions if QuestionState(one.state) in QUESTION_ANSWERED]

    @property
    def owed(self) -> list[Interpellation]:
        """For which a written answer is owed."""
        return [one for one in self.questions if one.state == S.WRITTEN_DUE]


def by_person(questions: Sequence[Interpellation]) -> list[Questioned]:
    """The questions by the person questioned, whoever has most first."""
    people: dict[int, Questioned] = {}
    for one in questions:
        people.setdefault(one.post.person_id, Questioned(one.post)).questions.append(one)
    return sorted(people.values(), key=lambda some: (-len(some.questions), some.post.person.name))


def next_session(council: Council, *, after: date) -> CouncilSession | None:
    """The session that opens next after the day."""
    rows = CouncilSession.objects.filter(council=council, opening_on__gt=after)
    return rows.exclude(state__in=SESSION_AT_REST).order_by("opening_on").first()


def report_deadline(session: CouncilSession) -> Deadline:
    """By when the agencies report on promises before the session opens (QST-12)."""
    return deadline_for(REPORT, session.opening_on, council=session.council)


def open_promises(council: Council, *, before: date | None = None) -> list[CommitmentFacts]:
    """Promises neither verified nor closed, made on that day at the latest: shown at every later
    session until then.
    """
    return pending_of(council, kind=Kind.PROMISE, up_to=before)


def ungrouped(host: Host) -> QuerySet[Interpellation]:
    """What waits to be grouped."""
    return host.questions().filter(Q(state=S.SUBMITTED), group=None)


def decided(groups: Sequence[QuestionGroup]) -> list[QuestionGroup]:
    """Groups on which somebody has decided."""
    return [one for one in groups if one.state != GroupState.PROPOSED]
