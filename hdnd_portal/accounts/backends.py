"""The auth backend of the portal's own rules: the registry, and who administers."""

from typing import Any

from django.contrib.auth.backends import BaseBackend

from hdnd_portal.accounts.model_permissions import model_permissions
from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.registry import allowed, registry


class PermissionBackend(BaseBackend):
    """Signs nobody in. `User.has_perm` asks the registry itself before it asks any backend."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Registry permissions by their rule; model permissions, for the admin pages, to admins."""
        if not isinstance(user_obj, User) or not user_obj.is_active:
            return False
        if perm in registry:
            return allowed(user_obj, perm, obj)
        return user_obj.is_administrator and perm in model_permissions()

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        """Whether the admin pages list the app at all."""
        return isinstance(user_obj, User) and user_obj.is_active and user_obj.is_administrator
