"""Work on files that nobody waits for."""

from celery import shared_task
from django.utils import timezone

from hdnd_portal.documents import extraction, store
from hdnd_portal.documents.models import Version


@shared_task
def read_text(version_pk: int) -> None:
    """Read the text of one stored file."""
    version = Version.objects.filter(pk=version_pk, text_state=Version.TextState.WAITING).first()
    if version is not None:
        extraction.read_text(version)


@shared_task
def read_waiting_texts() -> int:
    """Every few minutes: the files whose own task was lost."""
    return extraction.read_waiting()


@shared_task
def delete_orphan_blobs() -> int:
    """Nightly: blobs whose upload was never committed."""
    return len(store.delete_orphans(now=timezone.now()))
