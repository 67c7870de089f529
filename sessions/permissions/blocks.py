"""Who may have an item of a block decided by itself."""

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.permissions import permission
from hdnd_portal.accounts.roles import Role
from sessions.models import CouncilSession
from sessions.permissions.holding import PLANNERS, holds


@permission("council_sessions.take_out_of_block")
def can_take_out_of_block(user: User, session: CouncilSession | None = None) -> bool:
    """A delegate asks by their own device; the office enters what a delegate asks in the hall."""
    return holds(user, (Role.DELEGATE, *PLANNERS), session)
