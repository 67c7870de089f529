"""The counts of delegates that majorities and reports divide by, for a day (CNT-6, CNT-7)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

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
    """The three counts of CNT-6 and those able to act on the day; one query."""
    seats = Mandate.objects.filter(term=term).with_status(on)
    rows = seats.order_by().values_list("status").annotate(count=Count("pk"))  # type: ignore[misc]  # by with_status
    counts: dict[str, int] = dict(rows)
    able_to_act = counts.get("in_office", 0)
    return SeatCount(
        seats_statutory=term.seats_statutory,
        elected_at_start=term.elected_at_start,
        in_office=able_to_act + counts.get("suspended", 0),
        able_to_act=able_to_act,
    )
