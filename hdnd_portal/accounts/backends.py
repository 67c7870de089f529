"""The auth backend that answers `user.has_perm` from the permission registry."""

from typing import Any

from django.contrib.auth.backends import BaseBackend

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.permissions import allowed, registry


class PermissionBackend(BaseBackend):
    """Asks the registry; signs nobody in."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Whether the registry grants the permission; names it does not know are left to others."""
        if not isinstance(user_obj, User) or not user_obj.is_active or perm not in registry:
            return False
        return allowed(user_obj, perm, obj)
