"""Who may do what with commitments: one small function per permission."""

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.permissions import permission
from hdnd_portal.accounts.roles import INSIDE, Role
from hdnd_portal.commitments.models import Commitment
from hdnd_portal.commitments.replying import REPLIERS, replies_for

MANAGERS = (Role.OFFICER, Role.OFFICE_HEAD)
CHECKERS = (*MANAGERS, Role.STANDING_COMMITTEE, Role.CHAIR)


@permission("commitments.view_commitments")
def can_view_commitments(user: User, commitment: Commitment | None = None) -> bool:
    """Everybody inside the council; agencies and the Front where they owe something."""
    if commitment is None:
        return user.has_role(*INSIDE, Role.AGENCY, Role.FRONT)
    if user.has_role(*INSIDE, council=commitment.council_id):
        return True  # as `visible_to` has it, without asking the database
    return Commitment.objects.visible_to(user).filter(pk=commitment.pk).exists()


@permission("commitments.reply")
def can_reply(user: User, commitment: Commitment | None = None) -> bool:
    """The agency or Ban that owes it tells what it did; so do contributing agencies."""
    if commitment is None:
        return user.has_role(*REPLIERS)
    return replies_for(user, commitment) is not None


@permission("commitments.verify")
def can_verify(user: User, commitment: Commitment | None = None) -> bool:
    """The office and the Standing Committee say what was found."""
    return user.has_role(*CHECKERS, council=commitment.council_id if commitment else None)


@permission("commitments.manage")
def can_manage(user: User, commitment: Commitment | None = None) -> bool:
    """The office moves days, links, closes and reopens, each with its reason."""
    return user.has_role(*MANAGERS, council=commitment.council_id if commitment else None)
