"""Minutes: begun, added to by hand, submitted, returned, approved and frozen (D2, D3)."""

from django.db import transaction
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from sessions.minutes.content import SECTIONS, content, frozen
from sessions.models import CouncilSession, Minutes, MinutesRemark, Presiding, Sitting
from sessions.services import chain
from sessions.services.locks import lock_session
from sessions.services.refusals import SessionRefused
from sessions.workflow import SessionState
from sessions.workflow.resolution import MinutesMove, MinutesState, minutes_after

BEFORE_OPENING = {
    SessionState.PLANNED,
    SessionState.AGREED,
    SessionState.CONVENED,
    SessionState.READY,
    SessionState.POSTPONED,
    SessionState.CANCELLED,
}


@transaction.atomic
def begin_minutes(session: CouncilSession, *, sitting: Sitting | None = None, by: User) -> Minutes:
    """Lập biên bản of the whole session or of one sitting, once it has begun.

    Raises SessionRefused `minutes_too_early`, `minutes_exist`.
    """
    session = lock_session(session)
    if SessionState(session.state) in BEFORE_OPENING:
        raise SessionRefused("minutes_too_early")
    if Minutes.objects.filter(session=session, sitting=sitting).exists():
        raise SessionRefused("minutes_exist")
    minutes = Minutes.objects.create(session=session, sitting=sitting, created_by=by)
    if sitting is None:
        chain.plan_minutes(minutes)
    log.record("minutes.begun", session, by=by, minutes=minutes.pk)
    return minutes


def _locked(minutes: Minutes) -> Minutes:
    lock_session(minutes.session)
    rows = Minutes.objects.select_for_update(of=("self",))
    return rows.select_related("session__council__unit", "session__term", "sitting").get(
        pk=minutes.pk
    )


@transaction.atomic
def write_remark(minutes: Minutes, *, section: str, text: str, by: User) -> None:
    """Ghi thêm vào một phần; an empty text takes the remark out. Figures are never touched.

    Raises SessionRefused `minutes_settled`, `section_unknown`.
    """
    minutes = _locked(minutes)
    if minutes.state != MinutesState.DRAFT:
        raise SessionRefused("minutes_settled")
    if section not in SECTIONS:
        raise SessionRefused("section_unknown")
    if text.strip():
        MinutesRemark.objects.update_or_create(
            minutes=minutes, section=section, defaults={"text": text.strip(), "written_by": by}
        )
    else:
        minutes.remarks.filter(section=section).delete()
    log.record("minutes.remarked", minutes.session, by=by, section=section, minutes=minutes.pk)


@transaction.atomic
def submit_minutes(minutes: Minutes, *, by: User) -> Minutes:
    """Trình biên bản: needs a chair and a secretary on the record.

    Raises SessionRefused `minutes_unsigned`, MoveRefused.
    """
    minutes = _locked(minutes)
    state = minutes_after(MinutesState(minutes.state), MinutesMove.SUBMIT)
    roles = set(minutes.session.presiding.values_list("role", flat=True))
    if not {Presiding.Role.CHAIR, Presiding.Role.SECRETARY} <= roles:
        raise SessionRefused("minutes_unsigned")
    minutes.state, minutes.submitted_by, minutes.submitted_at = state, by, timezone.now()
    minutes.save()
    log.record("minutes.submitted", minutes.session, by=by, minutes=minutes.pk)
    return minutes


@transaction.atomic
def return_minutes(minutes: Minutes, *, reason: str, by: User) -> Minutes:
    """Trả lại biên bản. Raises SessionRefused `reason_missing`, MoveRefused."""
    minutes = _locked(minutes)
    if not reason.strip():
        raise SessionRefused("reason_missing")
    minutes.state = minutes_after(MinutesState(minutes.state), MinutesMove.RETURN)
    minutes.save(update_fields=["state"])
    log.record("minutes.returned", minutes.session, by=by, reason=reason, minutes=minutes.pk)
    return minutes


@transaction.atomic
def approve_minutes(minutes: Minutes, *, where: str, by: User) -> Minutes:
    """Thông qua: what the records say now, with the remarks, is what the minutes say for good.

    `where` names the sitting or session that approved them. Raises SessionRefused
    `minutes_approved_where`, MoveRefused.
    """
    minutes = _locked(minutes)
    state = minutes_after(MinutesState(minutes.state), MinutesMove.APPROVE)
    if not where.strip():
        raise SessionRefused("minutes_approved_where")
    rows, sha256 = frozen(content(minutes))
    minutes.frozen, minutes.sha256 = rows, sha256
    minutes.state, minutes.approved_by, minutes.approved_at = state, by, timezone.now()
    minutes.approved_in = where.strip()[:200]
    minutes.save()
    log.record("minutes.approved", minutes.session, by=by, where=minutes.approved_in,
               sha256=sha256, minutes=minutes.pk)  # fmt: skip
    return minutes
