"""Who sees what a delegate did, and who may comment on it."""

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.permissions import permission
from hdnd_portal.accounts.roles import STAFF, Role
from hdnd_portal.council.models import Mandate
from sessions.models.dossier import CHAIRS


def is_own_seat(user: User, mandate: Mandate) -> bool:
    """Whether the seat is, or was, the user's own, who is still a delegate of the council."""
    if user.person_id is None or user.person_id != mandate.person_id:
        return False
    return user.has_role(Role.DELEGATE, council=mandate.term.council_id, own=True)


@permission("council_sessions.view_delegate_record")
def can_view_delegate_record(user: User, mandate: Mandate | None = None) -> bool:
    """The delegate, the office, the chair and the Standing Committee."""
    if mandate is None:
        return user.has_role(*STAFF, *CHAIRS, Role.DELEGATE)
    if user.has_role(*STAFF, *CHAIRS, council=mandate.term.council_id):
        return True
    return is_own_seat(user, mandate)


@permission("council_sessions.comment_delegate_record")
def can_comment_delegate_record(user: User, mandate: Mandate | None = None) -> bool:
    """A delegate comments on the own record, and nobody on another's."""
    if mandate is None:
        return user.has_role(Role.DELEGATE, own=True)
    return is_own_seat(user, mandate)
