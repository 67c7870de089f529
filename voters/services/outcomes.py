"""What else becomes of a recommendation: answered there, a petition, dropped, taken up again."""

from django.db import transaction

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.ui.forms import clean_text
from voters.models import VoterRecommendation
from voters.refusals import ContactRefused
from voters.services.sorting import locked
from voters.services.stages import follow
from voters.sorting import REASONED, Move, State, recommendation_after


@transaction.atomic
def answer_there(
    recommendation: VoterRecommendation, *, answer: str, by: User
) -> VoterRecommendation:
    """It was answered at the meeting, and the voters were content.

    Raises ContactRefused `recommendation_state`, `answer_empty`.
    """
    recommendation = locked(recommendation)
    answer = clean_text(answer)
    if not answer:
        raise ContactRefused("answer_empty")
    recommendation.answer = answer
    carry(recommendation, Move.ANSWER_THERE, by=by)
    return recommendation


@transaction.atomic
def take_out(recommendation: VoterRecommendation, *, reason: str, by: User) -> VoterRecommendation:
    """It is a complaint or a denunciation and goes the way of petitions (TXC-17).

    Raises ContactRefused `recommendation_state`, `why_missing`.
    """
    return carry(locked(recommendation), Move.TAKE_OUT, reason=reason, by=by)


@transaction.atomic
def drop(recommendation: VoterRecommendation, *, reason: str, by: User) -> VoterRecommendation:
    """It was taken down by mistake; the words wait to be sorted again.

    Raises ContactRefused `recommendation_state`, `why_missing`.
    """
    return carry(locked(recommendation), Move.DROP, reason=reason, by=by)


@transaction.atomic
def resume(recommendation: VoterRecommendation, *, reason: str, by: User) -> VoterRecommendation:
    """Take up again what was answered, taken out or dropped.

    Raises ContactRefused `recommendation_state`, `why_missing`.
    """
    return carry(locked(recommendation), Move.RESUME, reason=reason, by=by)


@transaction.atomic
def unsort(recommendation: VoterRecommendation, *, reason: str, by: User) -> VoterRecommendation:
    """Give it back to be sorted anew: by the Standing Committee, or by the office itself.

    Raises ContactRefused `recommendation_state`, `why_missing`.
    """
    recommendation = locked(recommendation)
    recommendation.sorted_on = recommendation.send_by = None
    recommendation.explanation = {}
    return carry(recommendation, Move.UNSORT, reason=reason, by=by)


def carry(
    recommendation: VoterRecommendation, move: Move, *, by: User, reason: str = ""
) -> VoterRecommendation:
    """Move the locked recommendation, and keep the reason where the move needs one.

    Raises ContactRefused `recommendation_state`, `why_missing`.
    """
    state = recommendation_after(State(recommendation.state), move)
    reason = reason.strip()
    if move in REASONED and not reason:
        raise ContactRefused("why_missing")
    recommendation.state, recommendation.state_reason = state, reason
    recommendation.save()
    follow(recommendation, move)
    log.record(f"recommendation.{move}", recommendation, by=by, reason=reason)
    return recommendation
