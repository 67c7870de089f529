"""Pages of commitments."""

from hdnd_portal.commitments.views.lists import CommitmentList
from hdnd_portal.commitments.views.records import (
    Close,
    CommitmentPage,
    Link,
    MoveDue,
    Reopen,
    Unlink,
    Verify,
)
from hdnd_portal.commitments.views.replies import AddFiles, RemoveFile, SendReply, WriteReply
from hdnd_portal.commitments.views.sheets import (
    AnswerBook,
    AnswersPage,
    BeginAnswers,
    DropAnswers,
    SettleAnswers,
)
from hdnd_portal.commitments.views.spot_checks import SpotCheckPage, SpotChecks

__all__ = [
    "AddFiles",
    "AnswerBook",
    "AnswersPage",
    "BeginAnswers",
    "Close",
    "CommitmentList",
    "CommitmentPage",
    "DropAnswers",
    "Link",
    "MoveDue",
    "RemoveFile",
    "Reopen",
    "SendReply",
    "SettleAnswers",
    "SpotCheckPage",
    "SpotChecks",
    "Unlink",
    "Verify",
    "WriteReply",
]
