"""For whom a user may reply to a commitment."""

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.commitments.models import Commitment
from hdnd_portal.commitments.models.commitment import BODY_DESK
from hdnd_portal.council.models import Agency, Body

REPLIERS = (Role.AGENCY, Role.FRONT, *BODY_DESK)


def replies_for(user: User, commitment: Commitment) -> Agency | Body | None:
    """The lead agency or Ban, else a contributing agency, for which the user acts; or None."""
    agencies = user.agencies()
    if commitment.lead_id in agencies:
        return commitment.lead
    if commitment.lead_body_id and commitment.lead_body_id in user.bodies(*BODY_DESK):
        return commitment.lead_body
    return commitment.contributors.filter(pk__in=agencies).order_by("name").first()
