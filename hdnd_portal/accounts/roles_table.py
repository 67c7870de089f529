"""The table of roles × permissions, asked of the registry itself."""

import inspect

from hdnd_portal.accounts.models import RoleAssignment, User
from hdnd_portal.accounts.registry import registry
from hdnd_portal.accounts.roles import Role

NOBODY = 0  # no council, body or agency has this key


def holder(role: Role) -> User:
    """A user who holds the role and nothing else; never saved."""
    user = User(pk=NOBODY, username=role.value, is_active=True)
    assignment = RoleAssignment(
        user_id=NOBODY, role=role.value, council_id=NOBODY, body_id=NOBODY, agency_id=NOBODY
    )
    user.assignments = [assignment]
    return user


def table() -> str:
    """Markdown: one row per permission, one column per role; "•" where the role opens its pages.

    Whether a given record opens is decided by the record (its council, body, agency, state).
    """
    lines = [
        "| Permission | What it allows | " + " | ".join(f"`{role}`" for role in Role) + " |",
        "|---|---|" + ":-:|" * len(Role),
    ]
    for name in sorted(registry):
        check = registry[name]
        words = (inspect.getdoc(check) or "").partition("\n")[0]
        marks = ["•" if check(holder(role)) else "" for role in Role]
        lines.append(f"| `{name}` | {words} | " + " | ".join(marks) + " |")
    return "\n".join(lines)
