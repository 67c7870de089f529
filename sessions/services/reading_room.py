"""The reading room: what the office restricts, and the marked pages each reader gets (A15)."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.documents import store
from hdnd_portal.documents.models import File, Version
from hdnd_portal.documents.watermark import NotStampable, stamp
from sessions.models import AgendaItem, CouncilSession, FileRestriction, RoomOpening
from sessions.services.locks import hold_session, lock_item
from sessions.services.refusals import SessionRefused


@transaction.atomic
def restrict_file(item: AgendaItem, file: File, *, reason: str, by: User) -> FileRestriction:
    """From now on the file, in all its versions, is read in the reading room alone.

    Raises SessionRefused `reason_missing`, `room_restricted`.
    """
    if not reason.strip():
        raise SessionRefused("reason_missing")
    hold_session(item.session_id)
    lock_item(item.pk)
    if FileRestriction.objects.filter(file=file, lifted_at=None).exists():
        raise SessionRefused("room_restricted")
    made = FileRestriction.objects.create(
        file=file, reason=reason.strip(), restricted_by=by, restricted_at=timezone.now()
    )
    log.record("room.file_restricted", item, by=by, name=str(file), reason=made.reason)
    return made


@transaction.atomic
def lift_restriction(item: AgendaItem, file: File, *, reason: str, by: User) -> FileRestriction:
    """The file is read as the others of its item are.

    Raises SessionRefused `reason_missing`, `room_not_restricted`.
    """
    if not reason.strip():
        raise SessionRefused("reason_missing")
    hold_session(item.session_id)
    lock_item(item.pk)
    made = FileRestriction.objects.filter(file=file, lifted_at=None).first()
    if made is None:
        raise SessionRefused("room_not_restricted")
    made.lifted_at, made.lifted_by, made.lift_reason = timezone.now(), by, reason.strip()
    made.save(update_fields=["lifted_at", "lifted_by", "lift_reason"])
    log.record("room.restriction_lifted", item, by=by, name=str(file), reason=made.lift_reason)
    return made


@contextmanager
def marked_pages(
    session: CouncilSession, item: AgendaItem, version: Version, *, by: User
) -> Iterator[BinaryIO]:
    """The pages of the version with the reader's name and the minute on each, this opening kept.

    The caller has asked who may. The opening is written first: its number stands on the pages, and
    no page goes out unrecorded. Raises SessionRefused `room_unreadable`.
    """
    with tempfile.TemporaryFile(prefix="hdnd-") as out:
        with transaction.atomic(), store.local_path(version.key) as path:
            opened = RoomOpening.objects.create(
                session=session, item=item, version=version, user=by, opened_at=timezone.now()
            )
            log.record("room.opened", version, by=by, sha256=version.sha256, opening=opened.pk)
            try:
                stamp(path, mark_of(opened), out)
            except NotStampable as error:
                raise SessionRefused("room_unreadable") from error
        out.seek(0)
        yield out


def mark_of(opened: RoomOpening) -> str:
    """What stands on every page: who, when to the minute, and the number of the opening."""
    at = timezone.localtime(opened.opened_at)
    return f"{opened.user.name} ({opened.user.username}) · {at:%H:%M %d/%m/%Y} · lượt {opened.pk}"
