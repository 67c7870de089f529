"""Who takes calls of the hotline, and who follows what voters say."""

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.permissions import permission
from hdnd_portal.accounts.roles import STAFF
from sessions.models import CouncilSession
from sessions.models.hotline import FOLLOWERS
from sessions.permissions.holding import holds


@permission("council_sessions.take_calls")
def can_take_calls(user: User, session: CouncilSession | None = None) -> bool:
    """The office takes calls, corrects them, and alone sees who called, with a reason."""
    return holds(user, tuple(STAFF), session)


@permission("council_sessions.follow_calls")
def can_follow_calls(user: User, session: CouncilSession | None = None) -> bool:
    """The office and those who preside see what voters say by telephone, never who they are."""
    return holds(user, FOLLOWERS, session)
