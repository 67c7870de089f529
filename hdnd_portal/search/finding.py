"""Finding: what somebody may see of what somebody typed.

Every query carries the `visible_to` of each kind, so neither hits nor counts tell of anything else.
"""

from collections import Counter
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramSimilarity
from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from hdnd_portal.accounts.models import User
from hdnd_portal.search import words
from hdnd_portal.search.models import SearchEntry, TitleWord
from hdnd_portal.search.registry import sources

COUNTED = 10_000
RANKED = 200
PAGE = 20
# How alike a word must be to be tried where nothing was found.
ALIKE = 0.4


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
    facets = _facets(visible, typed)
    is_guess = False
    if not facets:
        typed = words.Typed(tuple(_nearest(word) for word in typed.words))
        facets = _facets(visible, typed)
        is_guess = True
    if not facets:
        return Found([], 0, {}, {}, words.typed(text).words)
    kinds: Counter[str] = Counter()
    years: Counter[int] = Counter()
    for row in facets:
        kinds[row.kind] += row.count
        if row.year:
            years[row.year] += row.count
    narrowed = _narrowed(visible, kind, year)
    count = sum(row.count for row in facets if _fits(row, kind, year))
    if (kind or year) and sum(row.count for row in facets) > COUNTED:
        # What was counted before it stopped may hold too few of this kind.
        count = sum(row.count for row in _facets(narrowed, typed))
    keys = _best(narrowed, typed, upto=page * PAGE + 1)
    entries = SearchEntry.objects.defer("vector", "title_vector").in_bulk(
        keys[(page - 1) * PAGE : page * PAGE]
    )
    return Found(
        [entries[key] for key in keys if key in entries],
        min(count, COUNTED + 1),
        dict(kinds),
        dict(sorted(years.items(), reverse=True)),
        typed.words,
        is_guess=is_guess,
        has_more=len(keys) > page * PAGE,
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
        # The kind is asked first: it is the cheaper question.
        one = Q(kind=source.key) & Q(Exists(rows.order_by().filter(pk=OuterRef("object_id"))))
        condition = one if condition is None else condition | one
    return condition


def _narrowed(entries: QuerySet[SearchEntry], kind: str, year: int | None) -> QuerySet[SearchEntry]:
    if kind:
        entries = entries.filter(kind=kind)
    return entries.filter(year=year) if year else entries


@dataclass(frozen=True, slots=True)
class _Facet:
    kind: str
    year: int | None
    count: int


def _fits(facet: _Facet, kind: str, year: int | None) -> bool:
    return (not kind or facet.kind == kind) and (not year or facet.year == year)


def _facets(visible: QuerySet[SearchEntry], typed: words.Typed) -> list[_Facet]:
    """How many hits of each kind and year, counting at most one more than `COUNTED`.

    They are taken from the word index alone. Left to itself, PostgreSQL reads the table for common
    words and fetches every stored text, since it does not know what fetching one costs.
    """
    some = _matching(visible, "vector", typed.folded).order_by()
    inner, values = some.values("kind", "year")[: COUNTED + 1].query.sql_with_params()
    with connection.cursor() as cursor:
        # Three statements sent as one are one transaction, and the setting ends with it; inside a
        # longer transaction the last one takes it back.
        cursor.execute(
            "SELECT set_config('enable_seqscan', 'off', true);"  # noqa: S608 -- Django's own SQL
            f"SELECT kind, year, count(*) FROM ({inner}) AS hit GROUP BY kind, year;"
            "SELECT set_config('enable_seqscan', 'on', true)",
            values,
        )
        cursor.nextset()
        rows = cursor.fetchall()
    return [_Facet(*row) for row in rows]


def _best(entries: QuerySet[SearchEntry], typed: words.Typed, *, upto: int) -> list[int]:
    """Keys of the best hits, tier by tier, until there are enough."""
    order: dict[int, None] = {}
    for field, query in [
        ("title_vector", typed.exact),
        ("title_vector", typed.folded),
        ("vector", typed.exact),
        ("vector", typed.folded),
    ]:
        if query and len(order) < upto:
            newest = _newest(_matching(entries, field, query))
            if field == "title_vector":
                found = _ranked(newest, query, max(RANKED, upto))
            else:
                found = list(newest.values_list("pk", flat=True)[: upto + len(order)])
            order.update(dict.fromkeys(found))
    return list(order)[:upto]


def _matching(entries: QuerySet[SearchEntry], field: str, query: str) -> QuerySet[SearchEntry]:
    return entries.filter(**{field: _tsquery(query)})


def _newest(entries: QuerySet[SearchEntry]) -> QuerySet[SearchEntry]:
    return entries.order_by("-sorted_on", "-pk")


def _ranked(newest: QuerySet[SearchEntry], query: str, limit: int) -> list[int]:
    """The newest hits, the best title first. Texts are not: they would have to be read."""
    some = SearchEntry.objects.filter(pk__in=newest.values("pk")[:limit])
    # 2: divided by the length of the title, so that a short one that says just this stands first
    rank = SearchRank(F("title_vector"), _tsquery(query), normalization=2)
    ranked = some.order_by(rank.desc(), "-sorted_on", "-pk")
    return list(ranked.values_list("pk", flat=True))


def _nearest(word: str) -> str:
    """The word of some title that is most like the word typed, or that word."""
    sought = words.folded_word(word)
    alike = (
        TitleWord.objects.filter(word__trigram_similar=sought)
        .annotate(likeness=TrigramSimilarity("word", sought))
        .filter(likeness__gte=ALIKE)
        .order_by("-likeness", "word")
    )
    return alike.values_list("word", flat=True).first() or word


def _tsquery(query: str) -> SearchQuery:
    return SearchQuery(query, config="simple", search_type="raw")
