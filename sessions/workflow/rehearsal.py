"""Rehearsing a session: when it may be, and what is looked at (S12). Plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sessions.workflow.session import SessionState

# While a session sits, nothing is rehearsed beside it.
REHEARSABLE = frozenset(
    {
        SessionState.PLANNED,
        SessionState.AGREED,
        SessionState.CONVENED,
        SessionState.READY,
        SessionState.POSTPONED,
        SessionState.ADJOURNED,
    }
)


class Check(StrEnum):
    """What the secretariat looks at in a rehearsal."""

    ATTENDANCE = "attendance"
    BOARD = "board"
    VOTE = "vote"
    DEVICES = "devices"
    INTERRUPTION = "interruption"
    PAPERS = "papers"


@dataclass(frozen=True, slots=True)
class SigningFacts:
    """What the signing of the checklist is judged by."""

    is_wiped: bool
    is_signed: bool
    checks: Mapping[str, object]
    remarks: str


def signing_objection(facts: SigningFacts) -> str:
    """The code of what stands against signing, or an empty text.

    What was not looked at needs a remark that says why.
    """
    if facts.is_signed:
        return "rehearsal_signed"
    if not facts.is_wiped:
        return "rehearsal_not_wiped"
    if any(check not in facts.checks for check in Check) and not facts.remarks.strip():
        return "rehearsal_unchecked"
    return ""
