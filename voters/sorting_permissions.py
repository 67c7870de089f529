"""Who may do what with recommendations of voters: one small function per permission."""

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.permissions import permission
from hdnd_portal.accounts.roles import INSIDE, STAFF, Role
from voters.models import Referral, ReferralReceipt, VoterRecommendation

SORTERS = (Role.OFFICER, Role.OFFICE_HEAD)
APPROVERS = (Role.STANDING_COMMITTEE, Role.CHAIR)
AGENCIES = (Role.AGENCY, Role.FRONT)


def _holds(user: User, roles: tuple[Role, ...], row: VoterRecommendation | None) -> bool:
    return user.has_role(*roles, council=row.council_id if row is not None else None)


@permission("voters.view_recommendations")
def can_view_recommendations(user: User, row: VoterRecommendation | None = None) -> bool:
    """Everybody inside the council and the Front; an agency sees what it was sent."""
    if row is None:
        return user.has_role(*INSIDE, Role.FRONT, Role.AGENCY)
    if user.has_role(*INSIDE, Role.FRONT, council=row.council_id):
        return True
    return VoterRecommendation.objects.visible_to(user).filter(pk=row.pk).exists()


@permission("voters.sort_opinions")
def can_sort_opinions(user: User, row: VoterRecommendation | None = None) -> bool:
    """The office takes recommendations out of opinions, words, sorts, splits and merges them."""
    return _holds(user, SORTERS, row)


@permission("voters.send_recommendations")
def can_send_recommendations(user: User, row: VoterRecommendation | None = None) -> bool:
    """The Standing Committee approves and sends; the office records its approval on paper."""
    return _holds(user, (*SORTERS, *APPROVERS), row)


@permission("voters.read_referral")
def can_read_referral(user: User, referral: Referral | None = None) -> bool:
    """Everybody inside the council, and the agencies that lead or contribute."""
    if referral is None:
        return user.has_role(*INSIDE, *AGENCIES)
    return Referral.objects.visible_to(user).filter(pk=referral.pk).exists()


@permission("voters.receive_referral")
def can_receive_referral(user: User, receipt: ReferralReceipt | None = None) -> bool:
    """The agency says that it has the letter; the office where it knows from elsewhere."""
    if receipt is None:
        return user.has_role(*STAFF, *AGENCIES)
    if receipt.agency_id in user.agencies():
        return True
    return user.has_role(*STAFF, council=receipt.referral.council_id)


def approves_here(user: User, row: VoterRecommendation) -> bool:
    """Whether the user's own word is the approval of the Standing Committee."""
    return _holds(user, APPROVERS, row)
