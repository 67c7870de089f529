"""Where a recommendation is: one stage ends where the next begins (C7).

The caller holds the recommendation. What stands before a move is never rewritten.
"""

from datetime import datetime

from django.utils import timezone

from hdnd_portal.commitments.models import Commitment
from voters.models import RecommendationStage, VoterRecommendation
from voters.sorting import Move

# With these the office has it in hand; a place changed before it was sent begins no new stage.
BEGINS = frozenset({Move.SORT, Move.MISDIRECT})
# With these whoever had it has it no longer.
ENDS = frozenset(set(Move) - {Move.SORT, Move.RESUME})


def follow(recommendation: VoterRecommendation, move: Move) -> None:
    """Keep what the move means for the stages; the office's day is that of `send_by`."""
    now = _now(recommendation)
    if move in ENDS:
        _end(recommendation, now)
    if move in BEGINS and not recommendation.stages.filter(ends_at=None).exists():
        RecommendationStage.objects.create(
            recommendation=recommendation,
            begins_at=now,
            due_on=recommendation.send_by,
            explanation=recommendation.explanation,
        )


def begin_at_agency(recommendation: VoterRecommendation, commitment: Commitment) -> None:
    """It lies with the agency from now on, until it is answered or taken back."""
    now = _now(recommendation)
    _end(recommendation, now)
    RecommendationStage.objects.create(
        recommendation=recommendation,
        referral=recommendation.referral,
        commitment=commitment,
        begins_at=now,
        due_on=commitment.due_on,
        explanation=commitment.explanation,
    )


def _now(recommendation: VoterRecommendation) -> datetime:
    """Now, and never before what is known: a clock that was set back makes no stage negative."""
    last = recommendation.stages.order_by("-begins_at", "-pk").first()
    moments = [timezone.now()]
    if last is not None:
        moments += [last.begins_at, *([last.ends_at] if last.ends_at else [])]
    return max(moments)


def _end(recommendation: VoterRecommendation, now: datetime) -> None:
    recommendation.stages.filter(ends_at=None).update(ends_at=now)
