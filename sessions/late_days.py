"""Whose days were lost: days of delay of one part, by who held it (A3, A10). Plain Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Cause(StrEnum):
    """What a late day is put down to."""

    NOT_SENT = "not_sent"  # nothing handed in yet
    RETURNED = "returned"  # returned, and not yet handed in again
    IN_REVIEW = "in_review"  # with the office, which then returned it
    AGENCY_BEFORE = "agency_before"  # a Ban's report that waited for the agency's late dossier


@dataclass(frozen=True, slots=True)
class HandIn:
    """One submission: the day it came, the day it was decided, and how (None: not yet)."""

    submitted_on: date
    decided_on: date | None = None
    is_received: bool | None = None


@dataclass(frozen=True, slots=True)
class LateDays:
    """Calendar days after the due day, by cause; `total` is their sum."""

    not_sent: int = 0
    returned: int = 0
    in_review: int = 0
    agency_before: int = 0

    @property
    def total(self) -> int:
        """All late days."""
        return self.not_sent + self.returned + self.in_review + self.agency_before

    @property
    def by_owner(self) -> int:
        """Days the owner of the part answers for."""
        return self.not_sent + self.returned

    @property
    def main_cause(self) -> Cause | None:
        """The cause of most days; None for a part in time."""
        by_cause = {
            Cause.NOT_SENT: self.not_sent,
            Cause.RETURNED: self.returned,
            Cause.IN_REVIEW: self.in_review,
            Cause.AGENCY_BEFORE: self.agency_before,
        }
        return max(by_cause, key=lambda cause: by_cause[cause]) if self.total else None


def accepted_on(hand_ins: Sequence[HandIn]) -> date | None:
    """The day on which what was finally received came in; the office's own time does not count."""
    return next((h.submitted_on for h in reversed(hand_ins) if h.is_received), None)


def late_days(
    due_on: date, hand_ins: Sequence[HandIn], *, today: date, agency_days: int = 0
) -> LateDays:
    """Days of delay of a part due on `due_on` (that day itself is in time), by cause.

    `hand_ins` are its submissions in order. A part handed in and not yet decided counts as in time
    up to its last submission. `agency_days` are days by which the agency's dossier came late to a
    Ban: of the Ban's late days, so many are the agency's.
    """
    end = _end(hand_ins, today)
    counts = dict.fromkeys(Cause, 0)
    day = due_on + timedelta(days=1)
    while day <= end:
        counts[_holder(hand_ins, day)] += 1
        day += timedelta(days=1)
    taken = min(counts[Cause.NOT_SENT], max(agency_days, 0))
    return LateDays(
        not_sent=counts[Cause.NOT_SENT] - taken,
        returned=counts[Cause.RETURNED],
        in_review=counts[Cause.IN_REVIEW],
        agency_before=taken,
    )


def _end(hand_ins: Sequence[HandIn], today: date) -> date:
    accepted = accepted_on(hand_ins)
    if accepted is not None:
        return accepted
    if hand_ins and hand_ins[-1].is_received is None:
        return hand_ins[-1].submitted_on
    return today


def _holder(hand_ins: Sequence[HandIn], day: date) -> Cause:
    """Who held the part during the day: a day of handing in is still the owner's."""
    before = [h for h in hand_ins if h.submitted_on < day]
    if not before:
        return Cause.NOT_SENT
    last = before[-1]
    if last.decided_on is not None and last.decided_on < day:
        return Cause.RETURNED
    return Cause.IN_REVIEW
