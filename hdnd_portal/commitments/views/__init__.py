"""Pages of commitments."""

from hdnd_portal.commitments.views.letters import LetterAgencies, LetterPage, PrintLetter
from hdnd_portal.commitments.views.lists import CommitmentList
from hdnd_portal.commitments.views.records import (
    Close,
    CommitmentPage,
    HandOver,
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
from hdnd_portal.commitments.views.steps import Explain, TakeStep, WithdrawStep

__all__ = [
    "AddFiles",
    "AnswerBook",
    "AnswersPage",
    "BeginAnswers",
    "Close",
    "CommitmentList",
    "CommitmentPage",
    "DropAnswers",
    "Explain",
    "HandOver",
    "LetterAgencies",
    "LetterPage",
    "Link",
    "MoveDue",
    "PrintLetter",
    "RemoveFile",
    "Reopen",
    "SendReply",
    "SettleAnswers",
    "SpotCheckPage",
    "SpotChecks",
    "TakeStep",
    "Unlink",
    "Verify",
    "WithdrawStep",
    "WriteReply",
]
