"""Who is in the hall, minute by minute, and whether a sitting may be held (SES-10, S6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from hdnd_portal.legal.majority import arithmetic, reaches
from hdnd_portal.legal.public import Rule
from hdnd_portal.ui.choices import Label
from sessions.models import CouncilSession
from sessions.quorum import Quorum, quorum_of


@dataclass(frozen=True, slots=True)
class Presence:
    """Số đại biểu có mặt at a moment against the number needed, with the arithmetic."""

    at: datetime
    present: int
    quorum: Quorum

    @property
    def needed(self) -> int:
        """How many must be present."""
        return self.quorum.needed

    @property
    def base(self) -> int:
        """Of how many the share is counted."""
        return self.quorum.base

    @property
    def base_name(self) -> Label:
        """What the base counts."""
        return self.quorum.base_name

    @property
    def rule(self) -> Rule:
        """The row of the register."""
        return self.quorum.rule

    @property
    def held(self) -> bool:
        """Whether enough are present; a council without delegates never has enough."""
        return self.base > 0 and reaches(
            self.present, self.base, self.rule.fraction, self.rule.comparison
        )

    @property
    def missing(self) -> int:
        """How many more must come."""
        return max(self.needed - self.present, 0)

    @property
    def arithmetic(self) -> str:
        """The comparison written out in whole numbers."""
        return arithmetic(self.present, self.base, self.rule.fraction, self.rule.comparison)


def quorum_at(
    session: CouncilSession, at: datetime, *, present: int | None = None
) -> Presence | None:
    """Present and needed at the moment; None where the register knows no figure. Three queries,
    two where the caller has counted who is present.
    """
    quorum = quorum_of(session, on=timezone.localdate(at))
    if quorum is None:
        return None
    if present is None:
        present = session.attendance.present_at(at).count()
    return Presence(at, present, quorum)


@dataclass(frozen=True, slots=True)
class Step:
    """From the moment on so many are present, until the next step."""

    at: datetime
    present: int
    came: int
    left: int


def steps(
    stays: Iterable[tuple[datetime, datetime | None]], *, starts_at: datetime, ends_at: datetime
) -> list[Step]:
    """How many are present from the first moment to the last, whenever the number changes.

    Each stay is (arrived, left or None). Who leaves at a moment is gone from it on. Coming and
    leaving within one moment is one step.
    """
    came: dict[datetime, int] = {starts_at: 0}
    left: dict[datetime, int] = {}
    for arrived_at, left_at in stays:
        if arrived_at >= ends_at or (left_at is not None and left_at <= starts_at):
            continue
        begin = max(arrived_at, starts_at)
        came[begin] = came.get(begin, 0) + 1
        if left_at is not None and left_at < ends_at:
            left[left_at] = left.get(left_at, 0) + 1
    result: list[Step] = []
    present = 0
    for moment in sorted(came.keys() | left.keys()):
        more, fewer = came.get(moment, 0), left.get(moment, 0)
        present += more - fewer
        result.append(Step(moment, present, more, fewer))
    return result


def day_of(moment: datetime) -> date:
    """The day of a moment on the clocks of Việt Nam."""
    return timezone.localdate(moment)
