"""Who may do what with sessions: one small function per permission."""

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.permissions import permission
from hdnd_portal.accounts.roles import INSIDE, STAFF, Role
from sessions.models import CouncilSession

PLANNERS = (Role.OFFICER, Role.OFFICE_HEAD)
DECIDERS = (Role.OFFICER, Role.OFFICE_HEAD, Role.CHAIR, Role.STANDING_COMMITTEE)


def holds(user: User, roles: tuple[Role, ...], session: CouncilSession | None) -> bool:
    """Whether the user holds one of the roles, for the session's council where one is given."""
    if session is None:
        return user.has_role(*roles)
    return user.has_role(*roles, council=session.council_id)


@permission("council_sessions.view_session")
def can_view_session(user: User, session: CouncilSession | None = None) -> bool:
    """Everybody who works for the council; agencies and the Front where they owe papers."""
    if session is None:
        return user.has_role(*INSIDE, Role.AGENCY, Role.FRONT)
    return CouncilSession.objects.visible_to(user).filter(pk=session.pk).exists()


@permission("council_sessions.plan_session")
def can_plan_session(user: User, session: CouncilSession | None = None) -> bool:
    """Officers and heads of the office plan: create, move the day, set owners, tick milestones."""
    return holds(user, PLANNERS, session)


@permission("council_sessions.edit_agenda")
def can_edit_agenda(user: User, session: CouncilSession | None = None) -> bool:
    """Officers and heads of the office build the agenda and record the chair's decisions."""
    return holds(user, PLANNERS, session)


@permission("council_sessions.move_session")
def can_move_session(user: User, session: CouncilSession | None = None) -> bool:
    """The office, the chair and the Standing Committee carry a session from state to state."""
    return holds(user, DECIDERS, session)


@permission("council_sessions.view_invitations")
def can_view_invitations(user: User, session: CouncilSession | None = None) -> bool:
    """The office, the chair and the Standing Committee see who is invited and who comes."""
    return holds(user, (*STAFF, Role.CHAIR, Role.STANDING_COMMITTEE), session)


@permission("council_sessions.issue_invitations")
def can_issue_invitations(user: User, session: CouncilSession | None = None) -> bool:
    """The office issues invitations: officers, the clerk, the heads."""
    return holds(user, tuple(STAFF), session)


@permission("council_sessions.read_dossiers")
def can_read_dossiers(user: User, session: CouncilSession | None = None) -> bool:
    """Everybody inside the council reads the frozen dossiers."""
    return holds(user, tuple(INSIDE), session)


@permission("council_sessions.ask_absence")
def can_ask_absence(user: User, session: CouncilSession | None = None) -> bool:
    """A delegate asks to be absent."""
    return holds(user, (Role.DELEGATE,), session)


@permission("council_sessions.decide_absence")
def can_decide_absence(user: User, session: CouncilSession | None = None) -> bool:
    """The chair decides on absence; the Standing Committee and the office enter the decision."""
    return holds(user, (Role.CHAIR, Role.STANDING_COMMITTEE, Role.OFFICE_HEAD), session)
