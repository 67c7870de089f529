"""Who may do what with sessions: one small function per permission, one module per part."""

from sessions.permissions import (
    delegate_record,
    groups,
    hotline,
    preparing,
    questioning,
    reading_room,
    resolutions,
    sitting,
    standing_in,
    voting,
)
from sessions.permissions.holding import DECIDERS, PLANNERS, holds

__all__ = [
    "DECIDERS",
    "PLANNERS",
    "delegate_record",
    "groups",
    "holds",
    "hotline",
    "preparing",
    "questioning",
    "reading_room",
    "resolutions",
    "sitting",
    "standing_in",
    "voting",
]
