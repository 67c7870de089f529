"""For whom a user may reply to a commitment."""

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.commitments.models import Commitment
from hdnd_portal.commitments.models.commitment import BODY_DESK
from hdnd_portal.council.models import Agency, Body

REPLIERS = (Role.AGENCY, Role.FRONT, *BODY_DESK)


def replies_for(user: User, commitment: Commitment) -> Agency | Body | None:
    """The lead agency or Ban, else a contributing agency, for which the user acts; or None.

    Asks the database for contributors that are not loaded.
    """
    agencies = user.agencies()
    if commitment.lead_id in agencies:
        return commitment.lead
    if commitment.lead_body_id and commitment.lead_body_id in user.bodies(*BODY_DESK):
        return commitment.lead_body
    if not agencies:
        return None
    helping = [one for one in commitment.contributors.all() if one.pk in agencies]
    return min(helping, key=lambda one: (one.name, one.pk), default=None)
