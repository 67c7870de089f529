"""Finding: what somebody may see of what somebody typed.

Every query carries the `visible_to` of each kind, so neither hits nor counts tell of anything else.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramWordSimilarity
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from hdnd_portal.accounts.models import User
from hdnd_portal.search import words
from hdnd_portal.search.models import SearchEntry
from hdnd_portal.search.registry import sources

COUNTED = 10_000
RANKED = 500
PAGE = 20
# How alike words must be to be offered where nothing was found.
ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """One page of hits. `count` stops at `COUNTED`; `is_guess` where words were only alike."""

    entries: list[SearchEntry]
    count: int
    kinds: dict[str, int]
    years: dict[int, int]
    words: tuple[str, ...]
    is_guess: bool = False
    has_more: bool = False

    @property
    def is_beyond_count(self) -> bool:
        return self.count > COUNTED


def find(text: str, user: User, *, kind: str = "", year: int | None = None, page: int = 1) -> Found:
    """Hits for what was typed, best first: words with their marks in the title, words in the title,
    with their marks in the text, anywhere; the newest first among equals.
    """
    typed = words.typed(text)
    readable = _visible(user)
    if not typed.words or readable is None:
        return Found([], 0, {}, {}, typed.words)
    visible = SearchEntry.objects.filter(readable)
    matching = _matching(visible, "vector", typed.folded)
    facets = list(_newest(matching).values_list("pk", "kind", "year")[: COUNTED + 1])
    kinds = Counter(row[1] for row in facets)
    years = Counter(row[2] for row in facets if row[2])
    if not facets:
        return _alike(visible, typed)
    narrowed = _narrowed(visible, kind, year)
    order: dict[int, None] = {}
    for field, query in [
        ("title_vector", typed.exact),
        ("title_vector", typed.folded),
        ("vector", typed.exact),
    ]:
        if query and len(order) < page * PAGE + 1:
            order.update(dict.fromkeys(_ranked(narrowed, field, query)))
    if kind or year:
        rest = [row[0] for row in facets if _fits(row, kind, year)]
        if len(facets) > COUNTED:  # the newest hits may hold too few of this kind
            narrow = _newest(_matching(narrowed, "vector", typed.folded))
            rest = list(narrow.values_list("pk", flat=True)[: COUNTED + 1])
    else:
        rest = [row[0] for row in facets]
    order.update(dict.fromkeys(rest))
    keys = list(order)[(page - 1) * PAGE : page * PAGE]
    entries = SearchEntry.objects.defer("vector", "title_vector").in_bulk(keys)
    return Found(
        [entries[key] for key in keys if key in entries],
        min(len(rest), COUNTED + 1),
        dict(kinds),
        dict(sorted(years.items(), reverse=True)),
        typed.words,
        has_more=len(order) > page * PAGE,
    )


def jump(text: str, user: User) -> str:
    """Where a typed number leads ("12/NQ", "12/NQ-HĐND"): the one record of that number, or ""."""
    key = words.reference_key(text)
    readable = _visible(user)
    if not key or readable is None:
        return ""
    numbered = SearchEntry.objects.filter(
        Q(reference_key=key) | Q(reference_key__startswith=f"{key}-"), readable
    )
    urls = list(numbered.values_list("url", flat=True)[:2])
    return urls[0] if len(urls) == 1 else ""


def _visible(user: User) -> Q | None:
    """The condition that the user may see the record; None where there is nothing to see."""
    condition: Q | None = None
    for source in sources():
        rows = source.visible(user)
        if rows.query.is_empty():
            continue
        one = Q(Exists(rows.order_by().filter(pk=OuterRef("object_id"))), kind=source.key)
        condition = one if condition is None else condition | one
    return condition


def _narrowed(entries: QuerySet[SearchEntry], kind: str, year: int | None) -> QuerySet[SearchEntry]:
    if kind:
        entries = entries.filter(kind=kind)
    return entries.filter(year=year) if year else entries


def _fits(row: tuple[int, str, int | None], kind: str, year: int | None) -> bool:
    return (not kind or row[1] == kind) and (not year or row[2] == year)


def _matching(entries: QuerySet[SearchEntry], field: str, query: str) -> QuerySet[SearchEntry]:
    return entries.filter(**{field: _tsquery(query)})


def _newest(entries: QuerySet[SearchEntry]) -> QuerySet[SearchEntry]:
    return entries.order_by("-sorted_on", "-pk")


def _ranked(entries: QuerySet[SearchEntry], field: str, query: str) -> list[int]:
    """The newest hits, the best first. Only titles are ranked: texts would have to be fetched."""
    newest = _newest(_matching(entries, field, query))
    if field != "title_vector":
        return list(newest.values_list("pk", flat=True)[:RANKED])
    some = SearchEntry.objects.filter(pk__in=newest.values("pk")[:RANKED])
    # 2: divided by the length of the title, so that a short one that says just this stands first
    rank = SearchRank(F("title_vector"), _tsquery(query), normalization=2)
    ranked = some.order_by(rank.desc(), "-sorted_on", "-pk")
    return list(ranked.values_list("pk", flat=True))


def _alike(visible: QuerySet[SearchEntry], typed: words.Typed) -> Found:
    sought = " ".join(words.folded_word(word) for word in typed.words)
    alike: Any = (
        visible.filter(title_folded__trigram_word_similar=sought)
        .annotate(likeness=TrigramWordSimilarity(sought, "title_folded"))
        .filter(likeness__gte=ALIKE)
        .defer("vector", "title_vector")
        .order_by("-likeness", "-sorted_on", "-pk")[:PAGE]
    )
    entries = list(alike)
    return Found(entries, len(entries), {}, {}, typed.words, is_guess=bool(entries))


def _tsquery(query: str) -> SearchQuery:
    return SearchQuery(query, config="simple", search_type="raw")
