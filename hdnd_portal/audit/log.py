"""The one way to write the audit trail, and to read what happened to a record."""

from collections.abc import Iterable, Mapping
from threading import local
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from hdnd_portal.audit import rehearsing
from hdnd_portal.audit import subject as naming
from hdnd_portal.audit.models import Entry, EntryQuerySet
from hdnd_portal.audit.sealing import seal_entries

_waiting = local()


def record(event: str, subject: models.Model | None, *, by: Any, **details: Any) -> None:
    """Append an act to the trail, in the caller's transaction; `by` is a user, or None.

    `event` is `thing.participle` ("session.created") and has its sentence in `wording`. `details`
    must be JSON-able (dates, decimals and UUIDs are) and must hold no protected data: the trail is
    read by more people than the record. `council=<primary key>` overrides the council found
    from the subject. What is done in a rehearsal leaves no entry.
    """
    council = details.pop("council", None)
    record_all(event, [(subject, details)], by=by, council=council)


def record_all(
    event: str,
    acts: Iterable[tuple[models.Model | None, Mapping[str, Any]]],
    *,
    by: Any,
    council: int | None = None,
) -> None:
    """As `record`, of many records at once: each with its details, in one statement."""
    entries = [
        Entry(
            at=timezone.now(),
            actor_id=getattr(by, "pk", None),
            actor_name=str(by)[:150] if getattr(by, "pk", None) else "",
            event=event,
            subject_type=naming.kind_of(subject) if subject is not None else "",
            subject_id=naming.key_of(subject) if subject is not None else "",
            council_key=council if council is not None else naming.council_of(subject),
            details=dict(details),
        )
        for subject, details in acts
        if not rehearsing.is_rehearsed(subject)
    ]
    if not entries:
        return
    Entry.objects.bulk_create(entries)
    _waiting.entries = True
    transaction.on_commit(_seal, robust=True)


def _seal() -> None:
    """Once per commit, however many entries it brought."""
    if getattr(_waiting, "entries", False):
        _waiting.entries = False
        seal_entries()


def entries_for(*subjects: models.Model) -> EntryQuerySet:
    """What happened to the records, newest first; for the timeline of a record's page."""
    return Entry.objects.about(*subjects).newest_first()
