"""What became of a recommendation, as the reports of councils count it. Plain Python.

An agency's last word counts until somebody has looked: what was found then stands in its place, as
long as the agency has not answered anew. Claimed and confirmed are never mixed up: `is_verified`
says which of those settled were looked at.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from hdnd_portal.commitments.workflow import Claim, Finding


class Result(StrEnum):
    """The six groups; together they are all recommendations."""

    SETTLED = "settled"
    UNDER_WAY = "under_way"
    PLANNED = "planned"
    EXPLAINED = "explained"
    NOT_SETTLED = "not_settled"
    UNANSWERED = "unanswered"


CLAIMED: Mapping[str, Result] = {
    Claim.DONE: Result.SETTLED,
    Claim.UNDER_WAY: Result.UNDER_WAY,
    Claim.PLANNED: Result.PLANNED,
    Claim.EXPLAINED: Result.EXPLAINED,
    Claim.NOT_DONE: Result.NOT_SETTLED,
    Claim.CANNOT: Result.EXPLAINED,
}
FOUND: Mapping[str, Result] = {
    Finding.DONE: Result.SETTLED,
    Finding.ACCEPTED: Result.EXPLAINED,
    Finding.PARTLY: Result.UNDER_WAY,
    Finding.NOT_DONE: Result.NOT_SETTLED,
    Finding.UNCLEAR: Result.EXPLAINED,
}
CENT = Decimal("0.01")


def share(part: int, whole: int) -> Decimal | None:
    """Per cent of the whole with two decimals, half up; None of nothing."""
    if not whole:
        return None
    return (Decimal(100 * part) / whole).quantize(CENT, ROUND_HALF_UP)


def share_text(percent: Decimal | None) -> str:
    """71,28 %, always with two decimals; a dash for nothing."""
    return "–" if percent is None else f"{percent:.2f}".replace(".", ",") + " %"
