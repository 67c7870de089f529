"""System checks: no permission of the portal may have the name of a model permission."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from hdnd_portal.accounts.model_permissions import model_permissions
from hdnd_portal.accounts.registry import registry


@register()
def registry_stands_apart(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """A clash would let Django's admin hand out a permission of the portal."""
    return [
        Error(f"{name} is the name of a model permission", id="accounts.E001")
        for name in sorted(model_permissions() & registry.keys())
    ]
