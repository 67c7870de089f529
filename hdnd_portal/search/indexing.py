"""Keeping the index in step with the records."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Value

from hdnd_portal.search import words
from hdnd_portal.search.models import SearchEntry
from hdnd_portal.search.registry import Source, sources

BATCH = 500
# Characters of a record's text that can be found, and that are kept to show a piece of.
FOUND = 200_000
SHOWN = 3_000
UNDATED = date(1900, 1, 1)
_FIELDS = [
    "council", "title", "note", "text", "url", "reference_key", "sorted_on", "year",
    "title_folded", "title_vector", "vector",
]  # fmt: skip


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


@transaction.atomic
def _index_batch(source: Source, keys: list[Any]) -> int:
    rows = list(source.all_rows().filter(pk__in=keys))
    entries = [_entry(source, row) for row in rows]
    SearchEntry.objects.bulk_create(
        [entry for entry, _text in entries],
        update_conflicts=True,
        unique_fields=["kind", "object_id"],
        update_fields=[name for name in _FIELDS if not name.endswith("vector")],
    )
    # bulk_create takes no expression that reads other columns, so the words follow.
    texts = {entry.object_id: text for entry, text in entries}
    title_words = models.Case(
        *(
            models.When(object_id=entry.object_id, then=Value(_both(entry.title)))
            for entry, _text in entries
        ),
        output_field=models.TextField(),
    )
    all_words = models.Case(
        *(models.When(object_id=key, then=Value(text)) for key, text in texts.items()),
        output_field=models.TextField(),
    )
    if entries:
        SearchEntry.objects.filter(kind=source.key, object_id__in=list(texts)).update(
            title_vector=SearchVector(title_words, config="simple"),
            vector=SearchVector(all_words, config="simple"),
        )
    gone = set(keys) - {row.pk for row in rows}
    if gone:
        SearchEntry.objects.filter(kind=source.key, object_id__in=gone).delete()
    return len(rows)


def _entry(source: Source, row: Any) -> tuple[SearchEntry, str]:
    title, text, note = source.title(row), source.text(row), source.note(row)
    reference, day = source.reference(row), source.day(row)
    entry = SearchEntry(
        kind=source.key,
        object_id=row.pk,
        council_id=source.council(row),
        title=title[:500],
        note=note[:300],
        text=text[:SHOWN],
        url=source.url(row),
        reference_key=words.reference_key(reference),
        sorted_on=day or UNDATED,
        year=day.year if day else None,
        title_folded=words.folded(title)[:600],
    )
    return entry, _both(" ".join([title, reference, note, text[:FOUND]]))


def _both(text: str) -> str:
    """The words with and without marks; those without any stand once."""
    exact, folded = words.exact(text), words.folded(text)
    return exact if exact == folded else f"{exact} {folded}"


def _drop_orphans(source: Source) -> None:
    rows = source.model._base_manager.filter(pk=OuterRef("object_id"))
    SearchEntry.objects.filter(~Exists(rows), kind=source.key).delete()
