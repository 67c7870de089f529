"""Who may do what in voter contact: one small function per permission."""

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.permissions import permission
from hdnd_portal.accounts.roles import INSIDE, Role
from voters.models import ContactPlan

PLANNERS = (Role.OFFICER, Role.OFFICE_HEAD)


def _holds(user: User, roles: tuple[Role, ...], plan: ContactPlan | None) -> bool:
    if plan is None:
        return user.has_role(*roles)
    return user.has_role(*roles, council=plan.council_id)


@permission("voters.view_plan")
def can_view_plan(user: User, plan: ContactPlan | None = None) -> bool:
    """Everybody inside the council, and the Front, which plans with it."""
    return _holds(user, (*INSIDE, Role.FRONT), plan)


@permission("voters.make_plan")
def can_make_plan(user: User, plan: ContactPlan | None = None) -> bool:
    """The office makes the plan and changes it."""
    return _holds(user, PLANNERS, plan)


@permission("voters.answer_plan")
def can_answer_plan(user: User, plan: ContactPlan | None = None) -> bool:
    """The Front agrees or gives the plan back; the office records an answer given on paper."""
    return _holds(user, (*PLANNERS, Role.FRONT), plan)
