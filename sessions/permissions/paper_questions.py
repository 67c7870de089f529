"""Who asks about a paper of a dossier, who answers, who watches."""

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.permissions import permission
from hdnd_portal.accounts.roles import INSIDE, Role
from sessions.models import CouncilSession, DossierPart, PaperQuestion
from sessions.models.dossier import BODY_DESK
from sessions.permissions.holding import PLANNERS, holds


@permission("council_sessions.ask_about_paper")
def can_ask_about_paper(user: User, session: CouncilSession | None = None) -> bool:
    """A delegate asks by the own seat; nobody asks for another."""
    council = session.council_id if session is not None else None
    return user.has_role(Role.DELEGATE, council=council, own=True)


@permission("council_sessions.view_paper_question")
def can_view_paper_question(user: User, question: PaperQuestion | None = None) -> bool:
    """Whoever may open the paper it is about; its drafters."""
    if question is None:
        return user.has_role(*INSIDE, Role.AGENCY, Role.FRONT)
    return PaperQuestion.objects.visible_to(user).filter(pk=question.pk).exists()


@permission("council_sessions.withdraw_paper_question")
def can_withdraw_paper_question(user: User, question: PaperQuestion | None = None) -> bool:
    """Its author alone."""
    if question is None:
        return user.has_role(Role.DELEGATE, own=True)
    return PaperQuestion.objects.by_author(user).filter(pk=question.pk).exists()


@permission("council_sessions.answer_paper_question")
def can_answer_paper_question(user: User, question: PaperQuestion | None = None) -> bool:
    """Whoever drafted the paper: the agency or Ban that owes the part; an officer helps the Ban."""
    if question is None:
        return user.has_role(Role.AGENCY, Role.FRONT, *BODY_DESK, Role.OFFICER)
    return DossierPart.objects.owned_by(user).filter(pk=question.part_id).exists()


@permission("council_sessions.handle_paper_questions")
def can_handle_paper_questions(user: User, question: PaperQuestion | None = None) -> bool:
    """The office gives back what is no question about the paper."""
    return holds(user, PLANNERS, question.session if question is not None else None)


@permission("council_sessions.reopen_paper_question")
def can_reopen_paper_question(user: User, question: PaperQuestion | None = None) -> bool:
    """The office asks for a better answer; the drafters mend their own."""
    return can_handle_paper_questions(user, question) or can_answer_paper_question(user, question)
