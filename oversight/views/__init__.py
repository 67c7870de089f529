"""Pages of oversight."""

from oversight.views.hearings import (
    CorrectHearing,
    DeclineHearing,
    HearingList,
    HearingPage,
    PlanHearing,
    ProposeHearing,
)
from oversight.views.proposals import (
    CorrectProposal,
    DeclineProposal,
    MakeProposal,
    ProposalList,
    ProposalPage,
    TakeUp,
)

__all__ = [
    "CorrectHearing",
    "CorrectProposal",
    "DeclineHearing",
    "DeclineProposal",
    "HearingList",
    "HearingPage",
    "MakeProposal",
    "PlanHearing",
    "ProposalList",
    "ProposalPage",
    "ProposeHearing",
    "TakeUp",
]
