"""What an answer must say for each result that is claimed, and how good it is. Plain Python.

Recommendations of voters and proposals to higher levels are answered by the results that councils
report: what is being settled or will be settled has a road map with a day (Joint Resolution
72/2025, Art. 49(2)). Promises and tasks are reported on with fewer words.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hdnd_portal.commitments.workflow import Claim


class Fault(StrEnum):
    """What is missing or wrong in an answer."""

    CLAIM = "claim"
    TEXT = "text"
    WHAT_DONE = "what_done"
    EXPLANATION = "explanation"
    CAUSE = "cause"
    MEASURE = "measure"
    DONE_ON = "done_on"
    DONE_AHEAD = "done_ahead"
    EVIDENCE = "evidence"
    PROMISED_ON = "promised_on"
    PROMISED_PAST = "promised_past"
    MONEY_SOURCE = "money_source"


class Quality(StrEnum):
    """What an answer is worth; derived, never typed."""

    EVIDENCED = "evidenced"
    DATED = "dated"
    EXPLAINED = "explained"
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it was written; `amount` is in đồng, `has_files` says of files put to it."""

    claimed: Claim
    text: str = ""
    measure: str = ""
    done_on: date | None = None
    promised_on: date | None = None
    amount: int | None = None
    money_source: str = ""
    evidence: str = ""
    has_files: bool = False


# What is answered by these results, in the order of the reports; everything else is reported on.
ANSWERED_KINDS = frozenset({"recommendation", "proposal"})
ANSWER_CLAIMS = (Claim.DONE, Claim.UNDER_WAY, Claim.PLANNED, Claim.EXPLAINED, Claim.NOT_DONE)
REPORT_CLAIMS = (Claim.DONE, Claim.UNDER_WAY, Claim.NOT_DONE, Claim.CANNOT)
# Somebody still has to do something by a day.
AHEAD = frozenset({Claim.UNDER_WAY, Claim.PLANNED})
# The answer itself, by what is claimed.
_TEXT = {
    Claim.DONE: Fault.WHAT_DONE,
    Claim.EXPLAINED: Fault.EXPLANATION,
    Claim.NOT_DONE: Fault.CAUSE,
}


def claims_for(kind: str) -> tuple[Claim, ...]:
    """The results that can be claimed of a commitment of the kind."""
    return ANSWER_CLAIMS if kind in ANSWERED_KINDS else REPORT_CLAIMS


def faults(answer: Answer, *, kind: str, today: date) -> list[Fault]:
    """All that keeps an answer from being sent, in the order of the form; empty where nothing."""
    is_answer = kind in ANSWERED_KINDS
    found = [] if answer.claimed in claims_for(kind) else [Fault.CLAIM]
    if not answer.text.strip():
        found.append(_TEXT.get(answer.claimed, Fault.TEXT) if is_answer else Fault.TEXT)
    if answer.claimed is Claim.DONE and answer.done_on is None:
        found.append(Fault.DONE_ON)
    if answer.done_on is not None and answer.done_on > today:
        found.append(Fault.DONE_AHEAD)
    return found + (_more_faults(answer, today) if is_answer else [])


def _more_faults(answer: Answer, today: date) -> list[Fault]:
    """What only answers to recommendations and proposals must say."""
    ahead = answer.claimed in AHEAD
    planned_freely = answer.claimed is Claim.PLANNED or answer.amount is not None
    wrong = {
        Fault.EVIDENCE: answer.claimed is Claim.DONE and not _is_proved(answer),
        Fault.MEASURE: ahead and not answer.measure.strip(),
        Fault.PROMISED_ON: ahead and answer.promised_on is None,
        Fault.PROMISED_PAST: ahead
        and answer.promised_on is not None
        and answer.promised_on < today,
        Fault.MONEY_SOURCE: planned_freely and not answer.money_source.strip(),
    }
    return [fault for fault, holds in wrong.items() if holds]


def quality_of(answer: Answer) -> Quality:
    """What the answer is worth, whatever it was about."""
    if answer.claimed is Claim.DONE:
        proved = answer.done_on is not None and _is_proved(answer)
        return Quality.EVIDENCED if proved else Quality.BARE
    if answer.measure.strip() and answer.promised_on is not None:
        return Quality.DATED
    return Quality.BARE if answer.claimed in AHEAD else Quality.EXPLAINED


def _is_proved(answer: Answer) -> bool:
    return answer.has_files or bool(answer.evidence.strip())
