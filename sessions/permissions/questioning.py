"""Who may ask, handle, answer and rate questions."""

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.permissions import permission
from hdnd_portal.accounts.roles import INSIDE, Role
from sessions.models import CouncilSession, Interpellation, OpinionSheet, QuestionGroup
from sessions.models.question import DESK
from sessions.permissions.holding import DECIDERS, PLANNERS

Record = CouncilSession | Interpellation | OpinionSheet | QuestionGroup


def _council(record: Record | None) -> int | None:
    return record.council_id if record is not None else None


@permission("council_sessions.view_questions")
def can_view_questions(user: User, question: Interpellation | None = None) -> bool:
    """Everybody inside the council sees answered questions, each author also the rest of theirs;
    the office and the Standing Committee what was sent, an agency what was routed to it."""
    if question is None:
        return user.has_role(*INSIDE, Role.AGENCY, Role.FRONT)
    return Interpellation.objects.visible_to(user).filter(pk=question.pk).exists()


@permission("council_sessions.ask_question")
def can_ask_question(user: User, question: Interpellation | None = None) -> bool:
    """A delegate asks by the own seat; nobody asks for another."""
    if question is None:
        return user.has_role(Role.DELEGATE, own=True)
    return Interpellation.objects.by_author(user).filter(pk=question.pk).exists()


@permission("council_sessions.handle_questions")
def can_handle_questions(user: User, record: Record | None = None) -> bool:
    """The office returns, groups, routes, orders answers, keeps the register of the sitting."""
    return user.has_role(*PLANNERS, council=_council(record))


@permission("council_sessions.view_questioning")
def can_view_questioning(user: User, record: Record | None = None) -> bool:
    """The office and the Standing Committee see groups, sheets and the board of the sitting."""
    return user.has_role(*DESK, council=_council(record))


@permission("council_sessions.decide_groups")
def can_decide_groups(user: User, record: Record | None = None) -> bool:
    """The office, the chair and the Standing Committee record which groups were chosen."""
    return user.has_role(*DECIDERS, council=_council(record))


@permission("council_sessions.answer_question")
def can_answer_question(user: User, question: Interpellation | None = None) -> bool:
    """The agency to which the question was routed."""
    if question is None:
        return user.has_role(Role.AGENCY, Role.FRONT)
    return Interpellation.objects.routed_to(user).filter(pk=question.pk).exists()


@permission("council_sessions.view_sheet")
def can_view_sheet(user: User, sheet: OpinionSheet | None = None) -> bool:
    """Everybody inside the council sees the sheet and its result."""
    return user.has_role(*INSIDE, council=_council(sheet))


@permission("council_sessions.rank_groups")
def can_rank_groups(user: User, sheet: OpinionSheet | None = None) -> bool:
    """A delegate ranks by the own seat."""
    council = _council(sheet)
    return user.has_role(Role.DELEGATE, council=council, own=True)
