"""Who may look at the register."""

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.permissions import permission


@permission("legal.view_rules")
def can_view_rules(user: User) -> bool:
    """Read the rules and try a deadline: everybody who works with the portal."""
    return user.is_superuser or bool(user.assignments)
