"""A sitting that cannot be held: its items go to a new day, with all that hangs on them (S14)."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.legal.public import calendar_for
from hdnd_portal.notices import send
from hdnd_portal.ui.language import in_office_language
from sessions import recipients
from sessions.course import BEFORE_RESULT
from sessions.models import CouncilSession, Proceeding, Sitting
from sessions.schedule import AFTERNOON, MORNING, VIETNAM, ScheduleRefused
from sessions.services.live import changed
from sessions.services.locks import lock_items_and_parts, lock_session
from sessions.services.planning import write_milestones
from sessions.services.refusals import SessionRefused
from sessions.services.session_states import carry_session
from sessions.workflow import SessionMove, SessionState
from sessions.workflow.sitting import ProceedingKind


@in_office_language
@transaction.atomic
def carry_over(
    session: CouncilSession,
    *,
    on: date,
    afternoon: bool,
    reason: str,
    by: User,
    accepts_day_off: bool = False,
) -> Sitting:
    """Chuyển chương trình sang ngày mới: a sitting more, with the undecided items of those begun.

    Items keep their papers, receipts and notes, for they stay the same items. A session not opened
    yet is moved as a whole instead (`planning.move_opening`). Raises SessionRefused `not_held`,
    `reason_missing`, `carry_past`, `nothing_to_carry`; ScheduleRefused `opening_day_off`.
    """
    session = lock_session(session)
    if session.state not in {SessionState.OPEN, SessionState.ADJOURNED}:
        raise SessionRefused("not_held")
    if not reason.strip():
        raise SessionRefused("reason_missing")
    why_off = calendar_for(session.council).why_off(on)
    if why_off and not accepts_day_off:
        raise ScheduleRefused("opening_day_off", day=on, why=why_off)
    starts, ends = AFTERNOON if afternoon else MORNING
    starts_at = datetime.combine(on, starts, VIETNAM)
    now = timezone.now()
    last = session.sittings.order_by("starts_at").last()
    if starts_at <= now or (last is not None and starts_at < last.ends_at):
        raise SessionRefused("carry_past", day=on)
    lock_items_and_parts(session)
    begun = session.sittings.filter(starts_at__lte=now)
    items = session.items.filter(state__in=BEFORE_RESULT).exclude(
        sitting__in=session.sittings.filter(starts_at__gt=now)
    )
    count = items.count()
    if not count:
        raise SessionRefused("nothing_to_carry")
    failed = begun.order_by("starts_at").last()
    if session.state == SessionState.OPEN:
        carry_session(session, SessionMove.ADJOURN, today=timezone.localdate(), by=by)
        session.refresh_from_db()
    sitting = Sitting.objects.create(
        session=session,
        ordinal=(last.ordinal if last else 0) + 1,
        starts_at=starts_at,
        ends_at=datetime.combine(on, ends, VIETNAM),
        note=_("Chuyển từ {before}").format(before=failed) if failed else "",
    )
    items.update(sitting=sitting)
    session.days += Decimal("0.5")
    session.closing_on = max(session.closing_on, on)
    session.save(update_fields=["days", "closing_on"])
    write_milestones(session)
    words = _("{count} nội dung chưa quyết định chuyển sang {sitting}. Lý do: {reason}").format(
        count=count, sitting=sitting, reason=reason.strip()
    )
    Proceeding.objects.create(
        session=session,
        sitting=failed,
        kind=ProceedingKind.OCCURRENCE.value,
        text=words,
        starts_at=now,
        ends_at=now,
        recorded_by=by,
    )
    log.record(
        "session.carried_over",
        session,
        by=by,
        count=count,
        after=str(sitting),
        reason=reason.strip(),
    )
    send.after_commit(
        "session.carried_over",
        to=recipients.delegates(session.council, on=timezone.localdate()),
        about=session,
        title=_("{session}: chuyển chương trình sang ngày mới").format(session=session.name),
        body=words,
        url=reverse("sessions:agenda", kwargs={"session": session.pk}),
    )
    changed(session)
    return sitting
