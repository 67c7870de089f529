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

__all__ = [
    "AddFiles",
    "Close",
    "CommitmentList",
    "CommitmentPage",
    "Link",
    "MoveDue",
    "RemoveFile",
    "Reopen",
    "SendReply",
    "Unlink",
    "Verify",
    "WriteReply",
]
