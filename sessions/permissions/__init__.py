"""Who may do what with sessions: one small function per permission, one module per part."""

from sessions.permissions import (
    blocks,
    delegate_record,
    groups,
    hotline,
    paper_questions,
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
    "blocks",
    "delegate_record",
    "groups",
    "holds",
    "hotline",
    "paper_questions",
    "preparing",
    "questioning",
    "reading_room",
    "resolutions",
    "sitting",
    "standing_in",
    "voting",
]
