"""Readings of restricted files, kept in the audit trail."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.audit.models import Entry
from hdnd_portal.documents.models import Version

EVENT = "document.version_read"
# A viewer asks for one file in many ranges; within this time they are one reading.
ONE_READING = timedelta(hours=1)


@transaction.atomic
def record_readings(versions: Iterable[Version], *, by: User) -> int:
    """Write that the user reads these restricted files; returns how many entries it took.

    A file that the user has read within the last hour is not written again.
    """
    asked = {version.pk: version for version in versions}
    since = timezone.now() - ONE_READING
    recent = Entry.objects.filter(
        event=EVENT,
        actor=by.pk,
        at__gt=since,
        subject_type=Version._meta.label_lower,
        subject_id__in=[str(key) for key in asked],
    )
    known = set(recent.values_list("subject_id", flat=True))
    fresh = [version for key, version in asked.items() if str(key) not in known]
    for version in fresh:
        log.record(EVENT, version, by=by, sha256=version.sha256)
    return len(fresh)
