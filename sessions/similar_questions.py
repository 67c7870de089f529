"""Questions that ask much the same, found by their words without diacritics (Q2).

A suggestion only: a person looks and decides.
"""

from collections.abc import Iterable

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import QuerySet

from hdnd_portal.ui.text import fold
from sessions.models import Interpellation
from sessions.workflow.question import QuestionState

# Trigrams of a sentence in folded Vietnamese share much by chance; this leaves the like ones.
LIKE = 0.3
SHOWN = 5


def similar_to(
    question: Interpellation, among: QuerySet[Interpellation], *, count: int = SHOWN
) -> list[Interpellation]:
    """The questions most like it, the nearest first, each with `likeness` from 0 to 1."""
    words = fold(f"{question.title} {question.text}")
    found = among.exclude(pk=question.pk).annotate(likeness=TrigramSimilarity("folded", words))
    return list(found.filter(likeness__gte=LIKE).order_by("-likeness", "pk")[:count])


def suggested_groups(questions: Iterable[Interpellation]) -> list[list[Interpellation]]:
    """Questions without a group put together by likeness, those that stand alone left out.

    Each goes to the first cluster of which its founder is like it: near things meet, and no chain
    of half-likenesses joins what has nothing in common.
    """
    rows = [one for one in questions if one.group_id is None and one.state == _WAITING]
    clusters: list[list[Interpellation]] = []
    near: dict[int, set[int]] = {}
    keys = [one.pk for one in rows]
    for row in rows:
        home = next((some for some in clusters if row.pk in near[some[0].pk]), None)
        if home is not None:
            home.append(row)
            continue
        clusters.append([row])
        among = Interpellation.objects.filter(pk__in=keys)
        near[row.pk] = {one.pk for one in similar_to(row, among, count=len(keys))}
    return [some for some in clusters if len(some) > 1]


_WAITING = QuestionState.SUBMITTED.value
