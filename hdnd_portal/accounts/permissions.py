"""Who may do what with accounts, and the door to the registry for the other apps.

An app's own `permissions.py` fills the registry; its `AppConfig.ready()` imports it.
"""

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.registry import Check, allowed, permission, registry
from hdnd_portal.accounts.roles import Role

__all__ = ["Check", "allowed", "permission", "registry"]


@permission("accounts.open_portal")
def can_open_portal(user: User) -> bool:
    """Open one's own pages: first page, security settings, sessions."""
    return user.is_active


@permission("accounts.appoint_deputy")
def can_appoint_deputy(user: User) -> bool:
    """Name who takes over one's tasks during leave."""
    return any(a.role not in {Role.ADMIN} for a in user.own_assignments)


@permission("accounts.administer")
def can_administer(user: User) -> bool:
    """Open the admin pages: units, people, rules, accounts; the work is read-only there."""
    return user.is_administrator


@permission("accounts.review_accounts")
def can_review_accounts(user: User, council_id: int | None = None) -> bool:
    """Read the quarterly review of accounts and rights."""
    return user.has_role(Role.ADMIN, Role.OFFICE_HEAD, own=True, council=council_id)


@permission("ui.see_components")
def can_see_components(user: User) -> bool:
    """See the page that shows every component of the screen."""
    return user.is_administrator
