"""Who may do what with resolutions, with the opinions on a draft, and with minutes."""

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.permissions import permission
from hdnd_portal.accounts.roles import INSIDE, STAFF, Role
from sessions.models import AgendaItem, CouncilSession, Resolution
from sessions.permissions.holding import PLANNERS, holds

SIGNERS = (Role.CLERK, Role.OFFICE_HEAD, Role.CHAIR, Role.STANDING_COMMITTEE)


def _in(user: User, roles: tuple[Role, ...], resolution: Resolution | None) -> bool:
    if resolution is None:
        return user.has_role(*roles)
    return user.has_role(*roles, council=resolution.council_id)


@permission("council_sessions.read_resolution")
def can_view_resolution(user: User, resolution: Resolution | None = None) -> bool:
    """Everybody inside the council; agencies and the Front those that are out or their own."""
    if resolution is None:
        return user.has_role(*INSIDE, Role.AGENCY, Role.FRONT)
    if user.has_role(*INSIDE, council=resolution.council_id):
        return True  # as `visible_to` has it, without asking the database again
    return Resolution.objects.visible_to(user).filter(pk=resolution.pk).exists()


@permission("council_sessions.view_session_resolutions")
def can_view_session_resolutions(user: User, session: CouncilSession | None = None) -> bool:
    """Everybody inside the council sees what became of a session's decisions."""
    return holds(user, tuple(INSIDE), session)


@permission("council_sessions.edit_resolution")
def can_edit_resolution(user: User, resolution: Resolution | None = None) -> bool:
    """Officers and heads of the office write the text, confirm the form and enter links."""
    return _in(user, PLANNERS, resolution)


@permission("council_sessions.draft_resolution")
def can_draft_resolution(user: User, session: CouncilSession | None = None) -> bool:
    """Officers and heads of the office form a resolution from what was adopted."""
    return holds(user, PLANNERS, session)


@permission("council_sessions.sign_resolution")
def can_sign_resolution(user: User, resolution: Resolution | None = None) -> bool:
    """The Chair and the Standing Committee sign; the clerk and the heads give the number."""
    return _in(user, SIGNERS, resolution)


@permission("council_sessions.follow_resolution")
def can_follow_resolution(user: User, resolution: Resolution | None = None) -> bool:
    """The office issues, sends and publishes, and enters what proves it."""
    return _in(user, tuple(STAFF), resolution)


@permission("council_sessions.give_task")
def can_give_task(user: User, resolution: Resolution | None = None) -> bool:
    """Officers and heads of the office cut out what a resolution orders, to be followed."""
    return _in(user, PLANNERS, resolution)


@permission("council_sessions.view_item_tasks")
def can_view_item_tasks(user: User, session: CouncilSession | None = None) -> bool:
    """Everybody inside the council sees what is needed after an item, and what was provided."""
    return holds(user, tuple(INSIDE), session)


@permission("council_sessions.give_item_task")
def can_give_item_task(user: User, session: CouncilSession | None = None) -> bool:
    """Officers and heads of the office write down what is needed after an item."""
    return holds(user, PLANNERS, session)


@permission("council_sessions.record_opinions")
def can_record_opinions(user: User, session: CouncilSession | None = None) -> bool:
    """Officers and heads of the office enter what was said of a draft."""
    return holds(user, PLANNERS, session)


@permission("council_sessions.view_opinions")
def can_view_opinions(user: User, item: AgendaItem | None = None) -> bool:
    """Everybody inside the council, and the agency that drafted it."""
    if item is None:
        return user.has_role(*INSIDE, Role.AGENCY)
    if user.has_role(*INSIDE, council=item.session.council_id):
        return True
    return item.presenter_id is not None and item.presenter_id in user.agencies()


@permission("council_sessions.answer_opinions")
def can_answer_opinions(user: User, item: AgendaItem | None = None) -> bool:
    """The agency that drafted it answers; the office may enter the answer for it."""
    if item is None:
        return user.has_role(*PLANNERS, Role.AGENCY)
    if user.has_role(*PLANNERS, council=item.session.council_id):
        return True
    return item.presenter_id is not None and item.presenter_id in user.agencies()


@permission("council_sessions.read_minutes")
def can_view_minutes(user: User, session: CouncilSession | None = None) -> bool:
    """Everybody inside the council reads the minutes."""
    return holds(user, tuple(INSIDE), session)


@permission("council_sessions.write_minutes")
def can_write_minutes(user: User, session: CouncilSession | None = None) -> bool:
    """Officers and heads of the office write remarks and submit the minutes."""
    return holds(user, PLANNERS, session)


@permission("council_sessions.approve_minutes")
def can_approve_minutes(user: User, session: CouncilSession | None = None) -> bool:
    """The Chair and the Standing Committee approve the minutes or return them."""
    return holds(user, (Role.CHAIR, Role.STANDING_COMMITTEE), session)
