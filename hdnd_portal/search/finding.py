"""Finding: what somebody may see of what somebody typed.

Every query carries the `visible_to` of each kind, so neither hits nor counts tell of anything else.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramSimilarity
from django.db import connection
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

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
    upto = page * PAGE + 1
    hits = _hits(visible, typed, kind, year, upto)
    is_guess = False
    if not hits.counts:
        typed = words.Typed(tuple(_nearest(word) for word in typed.words))
        hits = _hits(visible, typed, kind, year, upto)
        is_guess = True
    if not hits.counts:
        return Found([], 0, {}, {}, words.typed(text).words)
    count = _counted(hits.counts, kind, year)
    if hits.counts.total() <= COUNTED:
        keys = _best_of(hits.best, typed, upto=upto)
    else:
        # What was read before it stopped may hold too few of this kind, and not the newest.
        narrowed = _narrowed(visible, kind, year)
        if kind or year:
            count = _hits(narrowed, typed, "", None, upto).counts.total()
        keys = _best(narrowed, typed, upto=upto)
    entries = SearchEntry.objects.defer("vector", "title_vector").in_bulk(
        keys[(page - 1) * PAGE : page * PAGE]
    )
    kinds: Counter[str] = Counter()
    years: Counter[int] = Counter()
    for (one, of_year), number in hits.counts.items():
        kinds[one] += number
        if of_year:
            years[of_year] += number
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
    if not key or (readable := _visible(user)) is None:
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


class _Hit(NamedTuple):
    """A hit; `tier` says where the words stand: 3 in the title with their marks, 2 in the title,
    1 in the text with their marks, 0 anywhere.
    """

    pk: int
    tier: int
    sorted_on: date


class _Hits(NamedTuple):
    """How many hits each kind and year has; and the newest of each tier, the newest first."""

    counts: Counter[tuple[str, int | None]]
    best: list[_Hit]


def _counted(counts: Counter[tuple[str, int | None]], kind: str, year: int | None) -> int:
    return sum(
        number
        for (one, of_year), number in counts.items()
        if (not kind or one == kind) and year in {None, of_year}
    )


# Counts of all hits, and below them the newest of each tier among those of the kind and year.
SUMMED_UP = """
WITH hit (pk, kind, year, sorted_on, tier) AS MATERIALIZED ({hits})
SELECT kind, year, count(*), NULL, NULL, NULL FROM hit GROUP BY kind, year
UNION ALL
SELECT kind, year, NULL, pk, tier, sorted_on FROM (
    SELECT *, row_number() OVER (PARTITION BY tier ORDER BY sorted_on DESC, pk DESC) AS place
    FROM hit WHERE %s IN ('', kind) AND coalesce(year = %s, %s)
) newest WHERE place <= %s
"""


def _hits(
    visible: QuerySet[SearchEntry], typed: words.Typed, kind: str, year: int | None, upto: int
) -> _Hits:
    """The hits, at most one more than `COUNTED`, in one pass: each row is read and asked for once.

    They are taken from the word index alone. Left to itself, PostgreSQL reads the table for common
    words and fetches every stored text, since it does not know what fetching one costs.
    """
    places = [When(title_vector=_tsquery(typed.folded), then=Value(2))]
    if typed.exact:
        places.insert(0, When(title_vector=_tsquery(typed.exact), then=Value(3)))
        places.append(When(vector=_tsquery(typed.exact), then=Value(1)))
    some = _matching(visible, "vector", typed.folded).order_by()
    rows = some.values_list(
        "pk", "kind", "year", "sorted_on", Case(*places, default=Value(0)), named=False
    )
    statement, values = rows[: COUNTED + 1].query.sql_with_params()
    counts: Counter[tuple[str, int | None]] = Counter()
    best = []
    with connection.cursor() as cursor:
        # Three statements sent as one are one transaction, and the setting ends with it; inside a
        # longer transaction the last one takes it back.
        cursor.execute(
            "SELECT set_config('enable_seqscan', 'off', true);"
            f"{SUMMED_UP.format(hits=statement)};"
            "SELECT set_config('enable_seqscan', 'on', true)",
            (*values, kind, year, year is None, max(RANKED, upto)),
        )
        cursor.nextset()
        for one, of_year, number, pk, tier, sorted_on in cursor.fetchall():
            if pk is None:
                counts[one, of_year] = number
            else:
                best.append(_Hit(pk, tier, sorted_on))
    best.sort(key=lambda hit: (hit.sorted_on, hit.pk), reverse=True)
    return _Hits(counts, best)


def _best_of(newest: list[_Hit], typed: words.Typed, *, upto: int) -> list[int]:
    """Keys of the best of all hits: as `_best`, without asking the database for each tier."""
    order: dict[int, None] = {}
    for tier, query in [(3, typed.exact), (2, typed.folded)]:
        titled = [hit.pk for hit in newest if hit.tier == tier]
        if titled and len(order) < upto:
            order.update(dict.fromkeys(_ranked(SearchEntry.objects.filter(pk__in=titled), query)))
    for tiers in [{1, 3}, {0, 2}]:
        order.update(dict.fromkeys(hit.pk for hit in newest if hit.tier in tiers))
    return list(order)[:upto]


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
                some = newest.values("pk")[: max(RANKED, upto)]
                found = _ranked(SearchEntry.objects.filter(pk__in=some), query)
            else:
                found = list(newest.values_list("pk", flat=True)[: upto + len(order)])
            order.update(dict.fromkeys(found))
    return list(order)[:upto]


def _matching(entries: QuerySet[SearchEntry], field: str, query: str) -> QuerySet[SearchEntry]:
    return entries.filter(**{field: _tsquery(query)})


def _newest(entries: QuerySet[SearchEntry]) -> QuerySet[SearchEntry]:
    return entries.order_by("-sorted_on", "-pk")


def _ranked(entries: QuerySet[SearchEntry], query: str) -> list[int]:
    """Keys by the best title, the newest first among equals. Texts would have to be read."""
    # 2: divided by the length of the title, so that a short one that says just this stands first
    rank = SearchRank(F("title_vector"), _tsquery(query), normalization=2)
    ranked = entries.order_by(rank.desc(), "-sorted_on", "-pk")
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
