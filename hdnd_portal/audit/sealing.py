"""Sealing entries into the hash chain, and proving the chain.

An entry is written in the transaction of its event and sealed in a short transaction of its own
right after: to take the chain's lock within the event's transaction would make every writer wait
for the slowest one, and deadlock two that also lock the same record.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from hdnd_portal.audit.chain import START
from hdnd_portal.audit.models import SEAL_FIELDS, Entry

# "HDND" in ASCII; the one advisory lock of the chain.
CHAIN_LOCK = 0x48444E44
BATCH = 500
# `bulk_update` would write a CASE of as many branches as there are entries, thrice.
_WRITE = (
    f"UPDATE {Entry._meta.db_table} AS entry"  # noqa: S608 -- a name of ours
    " SET sequence = made.sequence, previous_hash = made.previous_hash, hash = made.hash"
    " FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[])"
    " AS made (id, sequence, previous_hash, hash) WHERE entry.id = made.id"
)
# A committed entry waits for its seal a moment; one that waits longer is a sign of trouble.
PATIENCE = timedelta(minutes=15)


def seal_entries() -> int:
    """Put every committed, unsealed entry into the chain; returns how many.

    Holds the chain's lock for one batch at a time and no other lock, so it cannot deadlock.
    """
    sealed = 0
    while count := _seal_batch():
        sealed += count
        if count < BATCH:
            break
    return sealed


@transaction.atomic
def _seal_batch() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    waiting = list(Entry.objects.unsealed()[:BATCH])
    if not waiting:
        return 0
    tail = Entry.objects.sealed().values_list("sequence", "hash").last()
    sequence, previous = (tail[0] or 0, tail[1]) if tail else (0, START)
    for entry in waiting:
        sequence += 1
        entry.sequence, entry.previous_hash = sequence, previous
        entry.hash = previous = entry.expected_hash()
    columns = [[getattr(entry, name) for entry in waiting] for name in ("pk", *SEAL_FIELDS)]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, columns)
    return len(waiting)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link of the chain noted elsewhere (on paper): nothing up to it can change unseen."""

    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What the walk along the chain found; `problem`, in Vietnamese, is empty when all is well."""

    checked: int
    problem: str
    at_sequence: int | None
    last: Anchor | None

    @property
    def is_sound(self) -> bool:
        return not self.problem


def verify_chain(anchor: Anchor | None = None) -> Finding:
    """Walk the whole chain and stop at the first entry that was changed, removed or slipped in."""
    expected, previous, checked = 1, START, 0
    last: Anchor | None = None
    for entry in Entry.objects.sealed().iterator(chunk_size=2000):
        problem = ""
        if entry.sequence != expected:
            problem = f"thiếu dòng {expected}"
        elif entry.previous_hash != previous:
            problem = f"dòng {expected} không nối với dòng trước"
        elif entry.hash != entry.expected_hash():
            problem = f"dòng {expected} đã bị sửa sau khi niêm phong"
        elif anchor and anchor.sequence == expected and anchor.hash != entry.hash:
            problem = f"dòng {expected} không phải dòng đã làm mốc"
        if problem:
            return Finding(checked, problem, expected, last)
        checked += 1
        expected += 1
        previous = entry.hash
        last = Anchor(expected - 1, entry.hash)
    if anchor and anchor.sequence >= expected:
        return Finding(checked, f"thiếu dòng {anchor.sequence} đã làm mốc", expected, last)
    late = Entry.objects.unsealed().filter(at__lt=timezone.now() - PATIENCE).first()
    if late:
        return Finding(checked, f"dòng có mã {late.pk} không được niêm phong", None, last)
    return Finding(checked, "", None, last)
