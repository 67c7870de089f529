"""Which roles do the same thing everywhere, and how they are asked."""

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import Role
from sessions.models import CouncilSession

PLANNERS = (Role.OFFICER, Role.OFFICE_HEAD)
DECIDERS = (Role.OFFICER, Role.OFFICE_HEAD, Role.CHAIR, Role.STANDING_COMMITTEE)


def holds(user: User, roles: tuple[Role, ...], session: CouncilSession | None) -> bool:
    """Whether the user holds one of the roles, for the session's council where one is given."""
    if session is None:
        return user.has_role(*roles)
    return user.has_role(*roles, council=session.council_id)
