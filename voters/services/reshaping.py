"""Splitting and merging recommendations; no word of a voter is lost by either.

Locks: the council where a number is given, then recommendations in the order of their keys.
"""

from collections.abc import Collection, Mapping

from django.db import transaction

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.ui.forms import clean_text
from voters.models import RecommendationSource, VoterRecommendation
from voters.refusals import ContactRefused
from voters.services.repeating import leave_chain, mark_repeated
from voters.services.sorting import (
    locked,
    new_recommendation,
    numbering,
    refuse_shut,
    spans_of,
)
from voters.services.stages import follow
from voters.sorting import Move, State, recommendation_after
from voters.spans import Span, minus


@transaction.atomic
def split(
    recommendation: VoterRecommendation,
    *,
    words: Mapping[int, Collection[Span]],
    text: str,
    by: User,
) -> VoterRecommendation:
    """Make a part of it a recommendation of its own; `words` are those of the part, by opinion.

    They move to the part; where they are all it has, both keep them, since one sentence may ask
    for two things. Raises ContactRefused `recommendation_shut`, `no_words`, `text_empty`.
    """
    council = numbering(recommendation)
    recommendation = locked(recommendation)
    refuse_shut(recommendation)
    text = clean_text(text)
    if not text:
        raise ContactRefused("text_empty")
    own = sources_by_opinion(recommendation)
    # Only what the recommendation stands for can go to its part.
    part = {
        key: minus(has, minus(has, words[key]))
        for key, has in ((key, spans_of(rows)) for key, rows in own.items())
        if key in words
    }
    part = {key: spans for key, spans in part.items() if spans}
    if not part:
        raise ContactRefused("no_words")
    made = new_recommendation(
        council,
        recommendation.session_id,
        track=recommendation.track,
        text=text,
        by=by,
        split_from=recommendation,
    )
    left = {key: minus(spans_of(rows), part.get(key, ())) for key, rows in own.items()}
    for key, spans in part.items():
        rows = own[key] if any(left.values()) else []
        stays = [(recommendation, span) for span in left[key]] if rows else []
        _place(rows, [*stays, *((made, span) for span in spans)], opinion=key, by=by)
    log.record("recommendation.split", recommendation, by=by, into=made.code)
    log.record("recommendation.split_off", made, by=by, of=recommendation.code)
    return made


@transaction.atomic
def merge(
    recommendation: VoterRecommendation, *, into: VoterRecommendation, by: User
) -> VoterRecommendation:
    """Let another one of the session stand for its words, too; it keeps its number and goes.

    Raises ContactRefused `merge_with_itself`, `another_session`, `recommendation_shut`,
    `recommendation_state`.
    """
    if recommendation.pk == into.pk:
        raise ContactRefused("merge_with_itself")
    both = {
        row.pk: row
        for row in VoterRecommendation.objects.select_for_update(of=("self",))
        .filter(pk__in=[recommendation.pk, into.pk])
        .order_by("pk")
    }
    recommendation, into = both[recommendation.pk], both[into.pk]
    if recommendation.session_id != into.session_id:
        raise ContactRefused("another_session")
    refuse_shut(into)
    recommendation.state = recommendation_after(State(recommendation.state), Move.MERGE)
    recommendation.merged_into = into
    recommendation.save(update_fields=["state", "merged_into"])
    follow(recommendation, Move.MERGE)
    recommendation.sources.update(recommendation=into)
    first = recommendation.repeats
    leave_chain(recommendation)
    if first is not None and first.pk < into.pk and not (into.repeats_id or into.repeated.exists()):
        mark_repeated(into, earlier=first, by=by)
    log.record("recommendation.merged", recommendation, by=by, into=into.code)
    log.record("recommendation.took_in", into, by=by, other=recommendation.code)
    return into


def sources_by_opinion(
    recommendation: VoterRecommendation,
) -> dict[int, list[RecommendationSource]]:
    """The words it stands for, by opinion."""
    found: dict[int, list[RecommendationSource]] = {}
    for row in recommendation.sources.order_by("opinion", "starts", "pk"):
        found.setdefault(row.opinion_id, []).append(row)
    return found


def _place(
    rows: list[RecommendationSource],
    wanted: list[tuple[VoterRecommendation, Span]],
    *,
    opinion: int,
    by: User,
) -> None:
    """Let the rows hold what is wanted; none is ever deleted, so one too many repeats the last."""
    spare = max(0, len(rows) - len(wanted))
    for row, (owner, span) in zip(rows, [*wanted, *[wanted[-1]] * spare], strict=False):
        row.recommendation = owner
        row.starts, row.ends = span
        row.save(update_fields=["recommendation", "starts", "ends"])
    for owner, span in wanted[len(rows) :]:
        RecommendationSource.objects.create(
            recommendation=owner, opinion_id=opinion, starts=span.start, ends=span.end, taken_by=by
        )
