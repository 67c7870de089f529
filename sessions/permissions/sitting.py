"""Who does what at a sitting: attendance, the course of it, speaking."""

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.permissions import permission
from hdnd_portal.accounts.roles import INSIDE, STAFF, Role
from sessions.models import CouncilSession
from sessions.permissions.holding import holds

OPERATORS = (*STAFF, Role.CHAIR)


@permission("council_sessions.view_floor")
def can_view_floor(user: User, session: CouncilSession | None = None) -> bool:
    """Everybody inside the council follows the sitting: board, course, who spoke."""
    return holds(user, tuple(INSIDE), session)


@permission("council_sessions.record_attendance")
def can_record_attendance(user: User, session: CouncilSession | None = None) -> bool:
    """The office at the table by the door, and the chair."""
    return holds(user, OPERATORS, session)


@permission("council_sessions.run_sitting")
def can_run_sitting(user: User, session: CouncilSession | None = None) -> bool:
    """The operator's console: the office, and the chair."""
    return holds(user, OPERATORS, session)


@permission("council_sessions.check_in")
def can_check_in(user: User, session: CouncilSession | None = None) -> bool:
    """A delegate enters that they have come or leave, by their own device."""
    return holds(user, (Role.DELEGATE,), session)


@permission("council_sessions.ask_to_speak")
def can_ask_to_speak(user: User, session: CouncilSession | None = None) -> bool:
    """A delegate asks to speak."""
    return holds(user, (Role.DELEGATE,), session)
