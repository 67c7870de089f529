"""Who may open the directory of delegates and bodies."""

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.permissions import permission
from hdnd_portal.accounts.roles import INSIDE, STAFF
from hdnd_portal.council.models import Council


@permission("council.view_directory")
def can_view_directory(user: User, council: Council | None = None) -> bool:
    """Look up delegates, bodies and agencies of the council in which one holds a role."""
    mine = user.councils()
    return bool(mine) if council is None else council.pk in mine


@permission("council.view_contacts")
def can_view_contacts(user: User, council: Council | None = None) -> bool:
    """See telephone numbers and addresses of people: inside the council, not its agencies."""
    mine = user.councils(*INSIDE)
    return bool(mine) if council is None else council.pk in mine


@permission("council.view_person_history")
def can_view_person_history(user: User, council: Council | None = None) -> bool:
    """Read what was changed about a person, and by whom: the office."""
    mine = user.councils(*STAFF)
    return bool(mine) if council is None else council.pk in mine
