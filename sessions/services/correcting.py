"""Correcting what was entered of a session: name, place, hours … Papers stay as issued."""

from datetime import datetime, time

from django.db import transaction

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from sessions.models import CouncilSession, DossierFreeze, Sitting
from sessions.schedule import VIETNAM
from sessions.services.locks import lock_session
from sessions.services.presiding import opens_at
from sessions.services.refusals import SessionRefused
from sessions.workflow import SessionState


def _lock(session: CouncilSession) -> CouncilSession:
    return lock_session(session, over=SessionRefused("info_fixed"))


@transaction.atomic
def correct_session(
    session: CouncilSession,
    *,
    name: str,
    place: str,
    ordinal: int | None,
    stream_url: str,
    by: User,
) -> CouncilSession:
    """Correct name, place, ordinal and the address of the broadcast until the session is over.

    No ordinal keeps the present one.

    Raises SessionRefused `info_fixed`, `ordinal_taken`, and `ordinal_frozen` once the references of
    frozen papers are made of the ordinal.
    """
    session = _lock(session)
    wanted = {
        "name": name,
        "place": place,
        "ordinal": ordinal or session.ordinal,
        "stream_url": stream_url,
    }
    changes = {
        field: [getattr(session, field), value]
        for field, value in wanted.items()
        if getattr(session, field) != value
    }
    if "ordinal" in changes:
        if DossierFreeze.objects.filter(session=session).exists():
            raise SessionRefused("ordinal_frozen", ordinal=session.ordinal)
        others = CouncilSession.objects.filter(term=session.term_id, ordinal=ordinal)
        if others.exclude(pk=session.pk).exclude(state=SessionState.CANCELLED).exists():
            raise SessionRefused("ordinal_taken", ordinal=ordinal)
    if not changes:
        return session
    for field, value in wanted.items():
        setattr(session, field, value)
    session.save(update_fields=sorted(wanted))
    log.record("session.corrected", session, by=by, changes=changes)
    return session


@transaction.atomic
def correct_sitting(sitting: Sitting, *, starts: time, ends: time, note: str, by: User) -> Sitting:
    """Correct the hours of a half-day; its day stays. Whoever presides from the opening follows.

    Raises SessionRefused `info_fixed`, `hours_reversed`, `hours_overlap`.
    """
    session = _lock(sitting.session)
    sitting = Sitting.objects.select_for_update(of=("self",)).get(pk=sitting.pk)
    day = sitting.starts_at.astimezone(VIETNAM).date()
    starts_at = datetime.combine(day, starts, VIETNAM)
    ends_at = datetime.combine(day, ends, VIETNAM)
    if ends_at <= starts_at:
        raise SessionRefused("hours_reversed")
    others = session.sittings.exclude(pk=sitting.pk)
    if others.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).exists():
        raise SessionRefused("hours_overlap")
    opened_at = opens_at(session)
    before = _hours(sitting.starts_at, sitting.ends_at)
    sitting.starts_at, sitting.ends_at, sitting.note = starts_at, ends_at, note
    sitting.save(update_fields=["starts_at", "ends_at", "note"])
    opens = opens_at(session)
    if opens != opened_at:
        rows = session.presiding.filter(starts_at=opened_at).exclude(ends_at__lte=opens)
        rows.update(starts_at=opens)
    log.record(
        "session.sitting_corrected",
        session,
        by=by,
        before=before,
        after=_hours(starts_at, ends_at),
    )
    return sitting


def _hours(starts_at: datetime, ends_at: datetime) -> str:
    starts, ends = starts_at.astimezone(VIETNAM), ends_at.astimezone(VIETNAM)
    return f"{starts:%d/%m/%Y %H:%M}–{ends:%H:%M}"
