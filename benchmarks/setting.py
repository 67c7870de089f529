"""The data of the measurements: the sample province with 100,000 documents, and as many letters."""

from __future__ import annotations

import sys
from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Council
from hdnd_portal.documents.models import Document
from hdnd_portal.notices.models import Delivery
from hdnd_portal.search import indexing
from sessions.models import CouncilSession

DOCUMENTS = 100_000
LETTERS = 100_000
BATCH = 5_000


def say(words: str) -> None:
    """What is going on; the table itself goes to standard output."""
    sys.stderr.write(f"{words}\n")


def prepare(*, with_rows: bool) -> None:
    """Bring the database to its state, `with_rows` to its size; what an earlier run made stays."""
    call_command("migrate", interactive=False, verbosity=0)
    if not Council.objects.filter(is_sample=True).exists():
        say("loading the sample province …")
        call_command("load_sample", stdout=sys.stderr)
    if not with_rows:
        return
    if Document.objects.count() < DOCUMENTS:
        say(f"seeding {DOCUMENTS} documents …")
        call_command("seed", documents=DOCUMENTS, stdout=sys.stderr)
        say("indexing …")
        indexing.reindex(None)
    missing = LETTERS - Delivery.objects.count()
    if missing > 0:
        say(f"writing {missing} letters that did not arrive …")
        _write_letters(missing)


def council() -> Council:
    """The sample's council."""
    return Council.objects.get(is_sample=True)


def officer() -> User:
    """Who works."""
    return User.objects.get(username="chuyenvien")


def session() -> CouncilSession:
    """The half-prepared session."""
    return CouncilSession.objects.get(council=council(), state="convened")


def _write_letters(count: int) -> None:
    here, now = council(), timezone.now()
    for start in range(0, count, BATCH):
        Delivery.objects.bulk_create(
            Delivery(
                council=here,
                event="bench.letter",
                address=f"nguoi{number}@khach.example",
                name=f"Người nhận {number}",
                subject="Giấy mời dự kỳ họp",
                body="Trân trọng kính mời.",
                state=Delivery.State.GIVEN_UP,
                next_try_at=now + timedelta(days=36500),
                last_error="Địa chỉ không nhận thư.",
                message_id=f"<bench-{now.timestamp()}-{number}@khach.example>",
            )
            for number in range(start, min(start + BATCH, count))
        )
