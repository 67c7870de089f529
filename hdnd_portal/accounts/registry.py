"""The register of permissions: one small function per permission, asked through `user.has_perm`.

It imports no model, so that the user model itself may ask it.
"""

from collections.abc import Callable
from typing import Any

Check = Callable[..., bool]
registry: dict[str, Check] = {}


def permission(name: str) -> Callable[[Check], Check]:
    """Enter a function in the registry as `app.verb_noun`; it takes the user, perhaps a record.

    Called without a record it answers "may the user open such pages at all". Its docstring's first
    line says in words what the permission allows.
    """

    def enter(check: Check) -> Check:
        if name in registry and registry[name] is not check:
            raise ValueError(f"permission {name} is registered twice")
        registry[name] = check
        return check

    return enter


def allowed(user: Any, name: str, record: Any = None) -> bool:
    """Whether the user has the permission (for the record). Raises KeyError for an unknown name."""
    check = registry[name]
    return check(user) if record is None else check(user, record)
