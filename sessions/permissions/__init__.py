"""Who may do what with sessions: one small function per permission, one module per part."""

from sessions.permissions import preparing, voting
from sessions.permissions.holding import DECIDERS, PLANNERS, holds

__all__ = ["DECIDERS", "PLANNERS", "holds", "preparing", "voting"]
