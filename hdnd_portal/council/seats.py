"""The counts of delegates that majorities and reports divide by, for a day (CNT-6, CNT-7)."""

from dataclasses import dataclass
from datetime import date

from hdnd_portal.council.models import Mandate, Term


@dataclass(frozen=True, slots=True)
class SeatCount:
    """Delegates of a term on a day. A suspended delegate is in office and not able to act."""

    seats_statutory: int
    elected_at_start: int
    in_office: int
    able_to_act: int

    @property
    def suspended(self) -> int:
        """Delegates in office whose duties and rights are suspended."""
        return self.in_office - self.able_to_act


def seat_count(term: Term, *, on: date) -> SeatCount:
    """The three counts of CNT-6 and those able to act on the day; two queries."""
    seats = Mandate.objects.filter(term=term)
    return SeatCount(
        seats_statutory=term.seats_statutory,
        elected_at_start=term.elected_at_start,
        in_office=seats.in_office(on).count(),
        able_to_act=seats.able_to_act(on).count(),
    )
