"""What somebody owes somebody by a day, what is said of it, and what was found."""

from hdnd_portal.commitments.models.commitment import Commitment, CommitmentLink
from hdnd_portal.commitments.models.escalation import (
    EscalationStep,
    Explanation,
    ExplanationFile,
    ReminderLetter,
)
from hdnd_portal.commitments.models.reply import Reply, ReplyFile, Verification
from hdnd_portal.commitments.models.sheet import AnswerSheet
from hdnd_portal.commitments.models.spot_check import SpotCheck, SpotCheckRow

__all__ = [
    "AnswerSheet",
    "Commitment",
    "CommitmentLink",
    "EscalationStep",
    "Explanation",
    "ExplanationFile",
    "ReminderLetter",
    "Reply",
    "ReplyFile",
    "SpotCheck",
    "SpotCheckRow",
    "Verification",
]
