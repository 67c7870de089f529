"""Who may do what in oversight: one small function per permission."""

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.permissions import permission
from hdnd_portal.accounts.roles import INSIDE, Role
from oversight.models import Hearing, OversightProposal

OFFICE = (Role.OFFICER, Role.OFFICE_HEAD)
DECIDERS = (Role.STANDING_COMMITTEE, Role.CHAIR)
AGENCIES = (Role.AGENCY, Role.FRONT)
Record = OversightProposal | Hearing


def _holds(user: User, roles: tuple[Role, ...], record: Record | None) -> bool:
    return user.has_role(*roles, council=record.council_id if record is not None else None)


@permission("oversight.view_proposals")
def can_view_proposals(user: User, proposal: OversightProposal | None = None) -> bool:
    """Everybody inside the council."""
    return _holds(user, tuple(INSIDE), proposal)


@permission("oversight.propose")
def can_propose(user: User, proposal: OversightProposal | None = None) -> bool:
    """The office, the Standing Committee and the heads of Bans propose, and correct proposals."""
    return _holds(user, (*OFFICE, *DECIDERS, Role.COMMITTEE_LEADER), proposal)


@permission("oversight.view_hearings")
def can_view_hearings(user: User, hearing: Hearing | None = None) -> bool:
    """Everybody inside the council, and the agency that explains."""
    if hearing is None:
        return user.has_role(*INSIDE, *AGENCIES)
    return _holds(user, tuple(INSIDE), hearing) or hearing.agency_id in user.agencies()


@permission("oversight.prepare_hearing")
def can_prepare_hearing(user: User, hearing: Hearing | None = None) -> bool:
    """The office and the Standing Committee propose hearings and correct what is proposed."""
    return _holds(user, (*OFFICE, *DECIDERS), hearing)


@permission("oversight.decide")
def can_decide(user: User, record: Record | None = None) -> bool:
    """The Standing Committee decides; the office head records its decision with the paper."""
    return _holds(user, (*DECIDERS, Role.OFFICE_HEAD), record)
