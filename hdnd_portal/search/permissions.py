"""Who may search, and open what the floor itself can show of a hit."""

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.permissions import permission


@permission("search.search_portal")
def can_search(user: User) -> bool:
    """Whoever has a role; what is found depends on it."""
    return bool(user.assignments)
