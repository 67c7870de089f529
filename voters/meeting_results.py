"""What became of what was said at a meeting: for its page, and for the paper that tells voters."""

from datetime import date

from voters.models import RecommendationSource, VoterMeeting, VoterRecommendation
from voters.models.sorting import RecommendationQuerySet
from voters.result_rows import counted
from voters.results_paper import Row, rows_of


def asked_at(meeting: VoterMeeting) -> RecommendationQuerySet:
    """The recommendations taken from the words of the meeting that boards count."""
    taken = RecommendationSource.objects.filter(opinion__meeting=meeting).values("recommendation")
    found: RecommendationQuerySet = counted(  # type: ignore[assignment]
        VoterRecommendation.objects.filter(pk__in=taken)
    )
    return found


def results_at(meeting: VoterMeeting, *, on: date) -> list[Row]:
    """Each with its result on the day; one query where there are none."""
    rows = asked_at(meeting)
    return rows_of(rows, on=on) if rows.exists() else []
