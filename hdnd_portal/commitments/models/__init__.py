"""What somebody owes somebody by a day, what is said of it, and what was found."""

from hdnd_portal.commitments.models.commitment import Commitment, CommitmentLink
from hdnd_portal.commitments.models.reply import Reply, ReplyFile, Verification

__all__ = ["Commitment", "CommitmentLink", "Reply", "ReplyFile", "Verification"]
