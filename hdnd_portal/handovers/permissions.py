"""Who may hand work over, and who may read what was handed over."""

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.permissions import permission
from hdnd_portal.accounts.roles import STAFF, Role
from hdnd_portal.handovers.models import Handover


@permission("handovers.hand_over")
def can_hand_over(user: User, council_id: int | None = None) -> bool:
    """The head of the office, in person: roles pass with the work."""
    return user.has_role(Role.OFFICE_HEAD, own=True, council=council_id)


@permission("handovers.view_handovers")
def can_view_handovers(user: User) -> bool:
    """The office sees who took over from whom."""
    return user.has_role(*STAFF)


@permission("handovers.read_handover")
def can_read_handover(user: User, handover: Handover | None = None) -> bool:
    """The office reads the record; so do the two people whom it concerns, role or not."""
    if handover is None:
        return user.is_active
    return Handover.objects.visible_to(user).filter(pk=handover.pk).exists()
