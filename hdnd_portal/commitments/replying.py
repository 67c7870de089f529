"""For whom a user may reply to a commitment."""

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.commitments.models import Commitment
from hdnd_portal.commitments.models.commitment import BODY_DESK, SEATED, Owner

TABLE_REPLIERS = (Role.AGENCY, Role.FRONT, Role.COMMITTEE_LEADER, Role.COMMITTEE_MEMBER)
REPLIERS = (*TABLE_REPLIERS, *SEATED)


def replies_for(user: User, commitment: Commitment) -> Owner | None:
    """For whom the user acts: the own seat, the lead agency, Ban or Tổ, else a contributing agency.

    None where for nobody. Asks the database for contributors that are not loaded.
    """
    if commitment.lead_delegate is not None:
        return commitment.lead_delegate if is_own(user, commitment) else None
    agencies = user.agencies()
    if commitment.lead_id in agencies:
        return commitment.lead
    if commitment.lead_body_id and commitment.lead_body_id in user.bodies(*BODY_DESK):
        return commitment.lead_body
    if not agencies:
        return None
    helping = [one for one in commitment.contributors.all() if one.pk in agencies]
    return min(helping, key=lambda one: (one.name, one.pk), default=None)


def is_own(user: User, commitment: Commitment) -> bool:
    """Whether the user is the delegate who promised it; no deputy is."""
    is_person = user.person_id is not None and user.person_id == commitment.promised_by_id
    return is_person and user.has_role(*SEATED, council=commitment.council_id, own=True)
