"""Pages of hand-overs."""

from hdnd_portal.handovers.views.lists import ChooseLeaver, HandoverList
from hdnd_portal.handovers.views.records import (
    CancelHandover,
    PlanHandover,
    PrintHandover,
    ShowHandover,
)

__all__ = [
    "CancelHandover",
    "ChooseLeaver",
    "HandoverList",
    "PlanHandover",
    "PrintHandover",
    "ShowHandover",
]
