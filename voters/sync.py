"""What a device sends of what it wrote down without network, and what became of each part.

Each opinion stands for itself: one that is refused keeps none of the others back, and the device
keeps its words until they are taken. The order of the answers is that of the batch.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from voters import clocks
from voters.forms.record import OpinionForm
from voters.models import VoterMeeting
from voters.refusals import ContactRefused
from voters.sentences import contact_sentence
from voters.services.recording import record_opinion

# So many at once; a device with more sends again.
MOST_AT_ONCE = 50
# Refusals after which the words may be sent again as they are, once somebody has put it right.
PUT_RIGHT_ELSEWHERE = frozenset({"record_signed", "meeting_off", "plan_not_issued"})
UNREADABLE, INVALID = "unreadable", "invalid"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one opinion: its number, or why it was not taken."""

    key: str
    number: int | None = None
    code: str = ""
    text: str = ""

    def as_json(self) -> dict[str, Any]:
        """As the device reads it."""
        return {
            "key": self.key,
            "number": self.number,
            "code": self.code,
            "text": self.text,
            "again": self.code in PUT_RIGHT_ELSEWHERE,
        }


def read_batch(text: str) -> list[dict[str, str]] | None:
    """The opinions of a batch as form fields; None where it is no batch at all."""
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(rows, list) or len(rows) > MOST_AT_ONCE:
        return None
    if not all(isinstance(row, dict) for row in rows):
        return None
    # What is no text is none of the form's words; the form says what is missing then.
    return [
        {name: _whole(value) for name, value in row.items() if isinstance(value, str)}
        for row in rows
    ]


def _whole(text: str) -> str:
    """The text without halves of characters, which JSON can hold and a database cannot."""
    return text.encode("utf-8", "replace").decode()


def take(
    meeting: VoterMeeting,
    rows: Sequence[Mapping[str, str]],
    *,
    choices: Mapping[str, Any],
    sent_at: str,
    by: User,
) -> list[Outcome]:
    """Record each opinion in a transaction of its own, in the order of the batch."""
    return [_take(meeting, row, choices, sent_at, by) for row in rows]


def _take(
    meeting: VoterMeeting,
    row: Mapping[str, str],
    choices: Mapping[str, Any],
    sent_at: str,
    by: User,
) -> Outcome:
    form = OpinionForm(row, **choices)
    key = row.get("key", "")
    if not form.is_valid():
        if "key" in form.errors:
            return Outcome(key, code=UNREADABLE, text=_("Ý kiến gửi lên không đọc được."))
        said = [str(text) for texts in form.errors.values() for text in texts]
        return Outcome(key, code=INVALID, text=" ".join(said))
    try:
        opinion = record_opinion(
            meeting,
            by=by,
            said_at=clocks.told(row.get("said_at", "")),
            sent_at=clocks.told(sent_at),
            **form.opinion(),
        )
    except ContactRefused as refusal:
        return Outcome(key, code=refusal.code, text=contact_sentence(refusal))
    return Outcome(key, number=opinion.number)
