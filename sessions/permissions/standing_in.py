"""Who may use papers in the portal's place, and rehearse a session."""

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.permissions import permission
from hdnd_portal.accounts.roles import STAFF
from sessions.models import CouncilSession
from sessions.permissions.holding import holds


@permission("council_sessions.use_paper")
def can_use_paper(user: User, session: CouncilSession | None = None) -> bool:
    """The office prints the papers that stand in for the portal, and enters them later."""
    return holds(user, tuple(STAFF), session)
