"""Rules with dates and sources, the working-day calendar, deadlines with their explanation.

`rule`, `deadline_for` and `calendar_for` may be imported from here once the apps are loaded.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hdnd_portal.legal.public import calendar_for, deadline_for, rule

__all__ = ["calendar_for", "deadline_for", "rule"]


def __getattr__(name: str) -> Any:
    """Look the door up late: models cannot be imported while Django loads its apps."""
    if name in __all__:
        from hdnd_portal.legal import public  # noqa: PLC0415 -- app ready

        return getattr(public, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
