"""Who reads in the reading room, who restricts files, who sees the list of openings."""

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.permissions import permission
from hdnd_portal.accounts.roles import INSIDE, Role
from sessions.models import CouncilSession
from sessions.permissions.holding import PLANNERS, holds


@permission("council_sessions.open_reading_room")
def can_open_reading_room(user: User, session: CouncilSession | None = None) -> bool:
    """Everybody inside the council whom the dossier lets in reads marked pages there."""
    return holds(user, tuple(INSIDE), session)


@permission("council_sessions.restrict_file")
def can_restrict_file(user: User, session: CouncilSession | None = None) -> bool:
    """Officers and heads of the office restrict a file to the reading room, and lift it."""
    return holds(user, PLANNERS, session)


@permission("council_sessions.view_room_log")
def can_view_room_log(user: User, session: CouncilSession | None = None) -> bool:
    """The chair and the heads of the office see who opened what in the reading room."""
    return holds(user, (Role.CHAIR, Role.OFFICE_HEAD), session)
