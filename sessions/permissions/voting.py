"""Who may run a vote, vote, count, and see what came of it."""

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.permissions import permission
from hdnd_portal.accounts.roles import INSIDE, STAFF, Role
from sessions.models import CouncilSession
from sessions.permissions.holding import DECIDERS, PLANNERS, holds


@permission("council_sessions.view_polls")
def can_view_polls(user: User, session: CouncilSession | None = None) -> bool:
    """Everybody inside the council sees the votes of a session and their results."""
    return holds(user, tuple(INSIDE), session)


@permission("council_sessions.run_polls")
def can_run_polls(user: User, session: CouncilSession | None = None) -> bool:
    """Officers and heads of the office prepare, open, end, publish and abandon votes."""
    return holds(user, PLANNERS, session)


@permission("council_sessions.count_votes")
def can_count_votes(user: User, session: CouncilSession | None = None) -> bool:
    """The office enters hands, names called, opinion sheets and counts of ballots."""
    return holds(user, tuple(STAFF), session)


@permission("council_sessions.confirm_reset")
def can_confirm_reset(user: User, session: CouncilSession | None = None) -> bool:
    """The office and those who preside confirm that a vote is done again, as the second person."""
    return holds(user, DECIDERS, session)


@permission("council_sessions.cast_vote")
def can_cast_vote(user: User, session: CouncilSession | None = None) -> bool:
    """A delegate votes, for themself alone: nobody stands in for a vote."""
    if session is None:
        return user.has_role(Role.DELEGATE, own=True)
    return user.has_role(Role.DELEGATE, own=True, council=session.council_id)
