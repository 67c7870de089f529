"""Recommendations that ask for the same, found by the pairs of words they share (C12)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from hdnd_portal.search import likeness
from voters.models import RecommendationPair, VoterRecommendation

# Rows that are looked at closely, however many share something.
LOOKED_AT = 4000
SHOWN = 5
LIKE = 0.25
_FEW = (
    f"SELECT 1 FROM {RecommendationPair._meta.db_table} t "  # noqa: S608 -- a name of ours
    "WHERE t.council_id = %s AND t.pair = said.pair LIMIT %s"
)
_COUNT = (
    "SELECT said.pair, counted.n FROM unnest(%s::text[]) AS said(pair) "  # noqa: S608 -- as above
    f"CROSS JOIN LATERAL (SELECT count(*) AS n FROM ({_FEW}) AS few) AS counted "
    "WHERE counted.n > 0"
)


@dataclass(frozen=True, slots=True)
class Alike:
    """A recommendation that is like the text, how much (0 to 1), and in which words."""

    recommendation: VoterRecommendation
    likeness: float
    words: tuple[str, ...]


def keep_pairs(recommendation: VoterRecommendation) -> None:
    """Keep the pairs of its text, in the caller's transaction."""
    recommendation.pairs.all().delete()
    RecommendationPair.objects.bulk_create(
        RecommendationPair(
            council_id=recommendation.council_id, pair=pair, recommendation=recommendation
        )
        for pair in likeness.pairs(recommendation.text)
    )


def most_alike(
    text: str,
    among: QuerySet[VoterRecommendation],
    *,
    council: int,
    without: Collection[int] = (),
    count: int = SHOWN,
) -> list[Alike]:
    """Those of `among` that are like the text, the likest first; in four queries, however many.

    Only the rarest of the pairs are followed, so that a common one never leads through them all.
    """
    said = likeness.pairs(text)
    kept = RecommendationPair.objects.filter(council=council)
    counts = _counts(council, said)
    if not counts:
        return []
    total = VoterRecommendation.objects.filter(council=council).count()
    weights = likeness.weights(said, counts, total, most=LOOKED_AT)
    followed = likeness.rarest(said, counts, most=LOOKED_AT)
    scores: dict[int, float] = {}
    shared: dict[int, list[str]] = {}
    for key, pair in kept.filter(pair__in=followed).values_list("recommendation", "pair"):
        shared.setdefault(key, []).append(pair)
        scores[key] = scores.get(key, 0.0) + weights[pair]
    whole = sum(weights.values())
    if not whole:
        return []
    likely = [key for key in scores if key not in without and scores[key] >= whole * LIKE / 2]
    likely = sorted(likely, key=lambda key: (-scores[key], -key))[: count * 20]
    return _closely(likely, among, said, weights, count)


def _counts(council: int, pairs: Iterable[str]) -> dict[str, int]:
    """How many recommendations have each pair, counted to one more than are looked at.

    In SQL, since only so each count stops by itself: a pair that half of them have would be counted
    through otherwise.
    """
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [list(pairs), council, LOOKED_AT + 1])
        return dict(cursor.fetchall())


def _closely(
    likely: list[int],
    among: QuerySet[VoterRecommendation],
    said: dict[str, str],
    weights: dict[str, float],
    count: int,
) -> list[Alike]:
    """The likely ones by all their pairs, also the common ones."""
    rows = among.filter(pk__in=likely).for_list().prefetch_related("pairs")  # type: ignore[attr-defined]
    found = []
    for row in rows:
        both = [one.pair for one in row.pairs.all() if one.pair in said]
        much = likeness.likeness(weights, both)
        if much >= LIKE:
            telling = sorted(both, key=lambda pair: (-weights[pair], pair))
            found.append(Alike(row, much, tuple(said[pair] for pair in telling[:4])))
    return sorted(found, key=lambda one: (-one.likeness, -one.recommendation.pk))[:count]
