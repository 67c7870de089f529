"""The half-years in which councils count: from one regular session to the next. Plain Python."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from sessions.workflow.session import SessionKind

MID, END = 1, 2
# Those opened later in the year come after its regular session in the middle of the year.
LAST_MONTH_OF_MID = 7
# A session at the end of the year that is put off opens in the first months of the next one.
LAST_MONTH_OF_END = 3


@dataclass(frozen=True, slots=True, order=True)
class HalfYear:
    """Giữa năm, cuối năm: a year and which of its two regular sessions."""

    year: int
    part: int

    @property
    def is_middle(self) -> bool:
        """Whether it leads to the session in the middle of the year."""
        return self.part == MID

    @property
    def key(self) -> int:
        """One number for both, in the order of time: 20241 is the middle of 2024."""
        return self.year * 10 + self.part

    @classmethod
    def of_key(cls, key: int) -> Self:
        """The half-year with the key."""
        return cls(*divmod(key, 10))

    def following(self) -> "HalfYear":
        """The next half-year."""
        return HalfYear(self.year, END) if self.is_middle else HalfYear(self.year + 1, MID)


def half_year_of(kind: str, opening_on: date) -> HalfYear:
    """The half-year of a session: its own where it is a regular one (Law 72/2025, Art. 34(2)).

    Any other session counts with the regular one of its part of the year.
    """
    year, month = opening_on.year, opening_on.month
    if kind == SessionKind.REGULAR_MID:
        return HalfYear(year, MID)
    if kind == SessionKind.REGULAR_END:
        return HalfYear(year - (month <= LAST_MONTH_OF_END), END)
    return HalfYear(year, MID if month <= LAST_MONTH_OF_MID else END)
