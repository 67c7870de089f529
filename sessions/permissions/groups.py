"""Who may do what with group discussions (thảo luận tổ)."""

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.permissions import permission
from hdnd_portal.accounts.roles import INSIDE, STAFF, Role
from sessions.models import CouncilSession, GroupReport, GroupSitting
from sessions.models.groups import GATHERERS
from sessions.permissions.holding import DECIDERS, PLANNERS, holds

# A group's head and its rapporteur, who is a delegate.
GROUP = (Role.DELEGATE, Role.GROUP_HEAD)


@permission("council_sessions.view_groups")
def can_view_groups(user: User, session: CouncilSession | None = None) -> bool:
    """Everybody inside the council sees which group meets when, and what was released."""
    return holds(user, tuple(INSIDE), session)


@permission("council_sessions.arrange_groups")
def can_arrange_groups(user: User, session: CouncilSession | None = None) -> bool:
    """Officers and heads of the office set which groups meet, when, where and on what."""
    return holds(user, PLANNERS, session)


@permission("council_sessions.keep_group")
def can_keep_group(user: User, sitting: GroupSitting | None = None) -> bool:
    """The rapporteur, the chair and the head of a group write its report and its attendance."""
    if sitting is None:
        return user.has_role(*GROUP)
    return GroupSitting.objects.kept_by(user).filter(pk=sitting.pk).exists()


@permission("council_sessions.view_group_report")
def can_view_group_report(user: User, report: GroupReport | None = None) -> bool:
    """The group sees its own report; the office and the chairs once sent; all once released."""
    if report is None:
        return user.has_role(*INSIDE)
    return GroupReport.objects.visible_to(user).filter(pk=report.pk).exists()


@permission("council_sessions.print_group_minutes")
def can_print_group_minutes(user: User, sitting: GroupSitting | None = None) -> bool:
    """The group prints its minutes; so do the office and the chairs."""
    if sitting is None:
        return user.has_role(*GATHERERS, *GROUP)
    if user.has_role(*GATHERERS, council=sitting.session.council_id):
        return True
    return can_keep_group(user, sitting)


@permission("council_sessions.receive_group_report")
def can_receive_group_report(user: User, session: CouncilSession | None = None) -> bool:
    """The office receives or returns what the groups send, and gathers it by point."""
    return holds(user, tuple(STAFF), session)


@permission("council_sessions.release_synthesis")
def can_release_synthesis(user: User, session: CouncilSession | None = None) -> bool:
    """The office, the chair and the Standing Committee release the synthesis to the delegates."""
    return holds(user, DECIDERS, session)
