"""Recommendations that voters made before: one chain, counted in the order of time.

Locks: every recommendation of the chain, in the order of their keys.
"""

from django.db import transaction
from django.db.models import Q

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from voters.models import VoterRecommendation
from voters.refusals import ContactRefused
from voters.sorting import LIVE


@transaction.atomic
def mark_repeated(
    recommendation: VoterRecommendation, *, earlier: VoterRecommendation, by: User
) -> VoterRecommendation:
    """Say that voters asked for the same before; all that did make one chain, counted in time.

    Raises ContactRefused `repeats_itself`, `another_council`, `repeats_later`,
    `recommendation_state` where one of them is gone or somebody has just changed the chain.
    """
    earlier = VoterRecommendation.objects.select_related("repeats").get(pk=earlier.pk)
    first = earlier.repeats or earlier
    if recommendation.pk in (earlier.pk, first.pk):
        raise ContactRefused("repeats_itself")
    if recommendation.council_id != earlier.council_id:
        raise ContactRefused("another_council")
    if earlier.pk > recommendation.pk:
        raise ContactRefused("repeats_later")
    rows = _chain_locked(first.pk, recommendation.pk)
    gone = rows[recommendation.pk].state not in LIVE or rows[first.pk].state not in LIVE
    if gone or rows[first.pk].repeats_id is not None:
        raise ContactRefused("recommendation_state")
    recommendation = rows[recommendation.pk]
    followers = [row for row in rows.values() if row.repeats_id == recommendation.pk]
    for row in [recommendation, *followers]:
        row.repeats = rows[first.pk]
    _count([row for row in rows.values() if row.pk == first.pk or row.repeats_id == first.pk])
    log.record("recommendation.repeated", recommendation, by=by, earlier=earlier.code)
    return recommendation


@transaction.atomic
def unmark_repeated(recommendation: VoterRecommendation, *, by: User) -> VoterRecommendation:
    """It was no repetition. Raises ContactRefused `not_repeated`."""
    recommendation = VoterRecommendation.objects.get(pk=recommendation.pk)
    if recommendation.repeats_id is None:
        raise ContactRefused("not_repeated")
    leave_chain(recommendation)
    log.record("recommendation.not_repeated", recommendation, by=by)
    return recommendation


def chain_of(recommendation: VoterRecommendation) -> list[VoterRecommendation]:
    """All that asked for the same, the first one first; itself alone where nobody did before."""
    first = recommendation.repeats_id or recommendation.pk
    rows = VoterRecommendation.objects.filter(Q(pk=first) | Q(repeats=first))
    return list(rows.for_list().order_by("times", "pk"))


def _chain_locked(*keys: int) -> dict[int, VoterRecommendation]:
    rows = VoterRecommendation.objects.select_for_update(of=("self",))
    found = rows.filter(Q(pk__in=keys) | Q(repeats__in=keys)).order_by("pk")
    return {row.pk: row for row in found}


def leave_chain(recommendation: VoterRecommendation) -> None:
    """Take it out of its chain; where it was the first, the next one becomes the first."""
    first = recommendation.repeats_id or recommendation.pk
    rows = _chain_locked(first)
    rest = [row for row in rows.values() if row.pk != recommendation.pk]
    for row in rest:
        row.repeats = None if row is rest[0] else rest[0]
    own = rows[recommendation.pk]
    own.repeats, own.times = None, 1
    own.save(update_fields=["repeats", "times"])
    recommendation.repeats, recommendation.times = None, 1
    _count(rest)


def _count(chain: list[VoterRecommendation]) -> None:
    """Number the chain in the order of time."""
    for times, row in enumerate(sorted(chain, key=lambda one: one.pk), start=1):
        row.times = times
        row.save(update_fields=["times", "repeats"])
