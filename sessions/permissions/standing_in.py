"""Who may use papers in the portal's place, and rehearse a session."""

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.permissions import permission
from hdnd_portal.accounts.roles import INSIDE, STAFF
from sessions.models import CouncilSession
from sessions.permissions.holding import PLANNERS, holds


@permission("council_sessions.use_paper")
def can_use_paper(user: User, session: CouncilSession | None = None) -> bool:
    """The office prints the papers that stand in for the portal, and enters them later."""
    return holds(user, tuple(STAFF), session)


@permission("council_sessions.view_rehearsals")
def can_view_rehearsals(user: User, session: CouncilSession | None = None) -> bool:
    """Everybody inside the council finds the rehearsal and takes part; the checklist is read."""
    return holds(user, tuple(INSIDE), session)


@permission("council_sessions.run_rehearsal")
def can_run_rehearsal(user: User, session: CouncilSession | None = None) -> bool:
    """Officers and heads of the office start, fill, check, wipe and sign."""
    return holds(user, PLANNERS, session)


@permission("council_sessions.view_allowances")
def can_view_allowances(user: User, session: CouncilSession | None = None) -> bool:
    """The office makes the statement that finance pays by."""
    return holds(user, tuple(STAFF), session)
