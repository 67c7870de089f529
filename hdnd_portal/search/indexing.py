"""Keeping the index in step with the records."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from hdnd_portal.search import words
from hdnd_portal.search.models import SearchEntry, TitleWord
from hdnd_portal.search.registry import Source, sources

BATCH = 500
# Characters of a record's text that can be found, and that are kept to show a piece of.
FOUND = 200_000
SHOWN = 3_000
UNDATED = date(1900, 1, 1)
SHORTEST_WORD = 3
_COLUMNS = (
    "kind", "object_id", "council_id", "title", "note", "text", "url", "reference_key",
    "sorted_on", "year", "title_vector", "vector",
)  # fmt: skip
_TITLE = _COLUMNS.index("title")
_VECTORS = frozenset({"title_vector", "vector"})
_PLACES = ["to_tsvector('simple', %s)" if name in _VECTORS else "%s" for name in _COLUMNS]
_CHANGES = [f"{name} = EXCLUDED.{name}" for name in _COLUMNS[2:]]
_UPSERT = (
    f"INSERT INTO {SearchEntry._meta.db_table} ({', '.join(_COLUMNS)}) "  # noqa: S608 -- names of ours
    f"VALUES ({', '.join(_PLACES)}) "
    f"ON CONFLICT (kind, object_id) DO UPDATE SET {', '.join(_CHANGES)}"
)


def index(source: Source, keys: Iterable[Any]) -> int:
    """Take up the rows of these primary keys as they are now; vanished ones are dropped."""
    wanted = list(keys)
    done = 0
    for start in range(0, len(wanted), BATCH):
        some = wanted[start : start + BATCH]
        done += _index_batch(source, some)
    return done


def reindex(keys: Iterable[str] | None = None) -> int:
    """Take up every row of every source (or of those named), and drop what is gone."""
    named = None if keys is None else set(keys)
    done = 0
    for source in sources():
        if named is None or source.key in named:
            done += index(source, source.model._base_manager.values_list("pk", flat=True))
            _drop_orphans(source)
    known = [source.key for source in sources()]
    SearchEntry.objects.exclude(kind__in=known).delete()
    return done


def catch_up(limit: int = 20_000) -> int:
    """Take up rows written in bulk, which no signal told of, and drop what is gone."""
    done = 0
    for source in sources():
        entries = SearchEntry.objects.filter(kind=source.key, object_id=OuterRef("pk"))
        missing = source.model._base_manager.filter(~Exists(entries)).values_list("pk", flat=True)
        done += index(source, missing[:limit])
        _drop_orphans(source)
    return done


def drop_orphans() -> None:
    """Drop what is gone, of every kind, and the words that no title holds any more."""
    for source in sources():
        _drop_orphans(source)
    titles = SearchEntry.objects.values_list("title", flat=True).iterator()
    held = {word for title in titles for word in words.folded(title).split()}
    TitleWord.objects.exclude(word__in=held).delete()


def _index_batch(source: Source, keys: list[Any]) -> int:
    rows = list(source.all_rows().filter(pk__in=keys))
    gone = set(keys) - {row.pk for row in rows}
    with transaction.atomic(), connection.cursor() as cursor:
        # In SQL, since the words become a tsvector on their way in.
        if rows:
            values = [_values(source, row) for row in rows]
            cursor.executemany(_UPSERT, values)
            titles = {word for row in values for word in words.folded(row[_TITLE]).split()}
            # In one order everywhere, so that two indexers never wait for each other in a circle.
            TitleWord.objects.bulk_create(
                [TitleWord(word=word) for word in sorted(titles) if len(word) >= SHORTEST_WORD],
                ignore_conflicts=True,
            )
        if gone:
            SearchEntry.objects.filter(kind=source.key, object_id__in=gone).delete()
    return len(rows)


def _values(source: Source, row: Any) -> list[Any]:
    title, text, note = source.title(row), source.text(row), source.note(row)
    reference, day = source.reference(row), source.day(row)
    return [
        source.key,
        row.pk,
        source.council(row),
        title[:500],
        note[:300],
        text[:SHOWN],
        source.url(row),
        words.reference_key(reference),
        day or UNDATED,
        day.year if day else None,
        _both(title),
        _both(" ".join([title, reference, note, text[:FOUND]])),
    ]


def _both(text: str) -> str:
    """The words with and without marks; those without any stand once."""
    exact, folded = words.exact(text), words.folded(text)
    return exact if exact == folded else f"{exact} {folded}"


def _drop_orphans(source: Source) -> None:
    rows = source.model._base_manager.filter(pk=OuterRef("object_id"))
    SearchEntry.objects.filter(~Exists(rows), kind=source.key).delete()
