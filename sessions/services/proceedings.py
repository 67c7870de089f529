"""The course of a sitting (diễn biến): which item is on, breaks, and what else happens.

Locks: session, then item. Two operators at once: each act names the entry that its page showed as
running (`expected`); when a colleague has gone on meanwhile it is refused, and nothing is lost.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.notices import send
from hdnd_portal.ui.language import in_office_language
from sessions import recipients
from sessions.course import BEFORE_RESULT
from sessions.models import AgendaBlock, AgendaItem, CouncilSession, Proceeding
from sessions.services.item_states import carry_item, locked_item, locked_items
from sessions.services.live import changed
from sessions.services.locks import lock_session
from sessions.services.refusals import SessionRefused
from sessions.services.sittings import held_sitting, stop_speeches
from sessions.services.speeches import item_on
from sessions.sitting_labels import PHASES, PROCEEDING_KINDS
from sessions.workflow import ITEM_MOVES, ITEM_UNSENT, ItemMove, ItemState, SessionState
from sessions.workflow.blocks import BlockForm
from sessions.workflow.sitting import LASTING, Phase, ProceedingKind

# The move of the item that each step of its treatment means, in their order.
MOVE_OF: dict[Phase, ItemMove] = {
    Phase.PRESENT: ItemMove.PRESENT,
    Phase.DISCUSS: ItemMove.DISCUSS,
    Phase.REVISE: ItemMove.REVISE,
}
# Items that come with papers of their own: without them they are presented as an exception.
WITH_PAPERS = frozenset({AgendaItem.Kind.REPORT, AgendaItem.Kind.RESOLUTION})
LONGEST_SHOWN = 240  # minutes an announcement may stay on the board
# What voters say by telephone is a `HotlineCall`; notes of that kind are of earlier sessions.
NOTES = frozenset(ProceedingKind) - LASTING - {ProceedingKind.HOTLINE}


def _locked_open(session: CouncilSession) -> CouncilSession:
    session = lock_session(session)
    if session.state != SessionState.OPEN:
        raise SessionRefused("not_sitting")
    return session


def _words_of(running: Proceeding | None) -> str:
    """What is on, for the sentence that tells an operator of a colleague's act."""
    if running is None:
        return _("không có nội dung nào đang diễn ra")
    if running.matter is None:
        return str(PROCEEDING_KINDS[running.kind])
    phase = f" – {PHASES[running.phase]}" if running.phase else ""
    return f"{running.matter}{phase}"


def _expect(session: CouncilSession, expected: int | None) -> Proceeding | None:
    """What is on, where it is what the caller saw. Raises SessionRefused `floor_changed`."""
    running = item_on(session)
    if (running.pk if running else None) != expected:
        raise SessionRefused("floor_changed", now=_words_of(running))
    return running


def _finish(session: CouncilSession, running: Proceeding | None, at: datetime) -> None:
    """End what is on; whoever speaks on it stops, whoever waits stays in the list."""
    if running is not None:
        running.ends_at = max(at, running.starts_at)
        running.save(update_fields=["ends_at"])
        stop_speeches(session, at=at)


def _carry_to(item: AgendaItem, phase: Phase) -> None:
    """Carry the item's state up to the step; one that is further on stays there."""
    order = list(MOVE_OF)
    for step in order[: order.index(phase) + 1]:
        sources, _result = ITEM_MOVES[MOVE_OF[step]]
        if ItemState(item.state) in sources:
            carry_item(item, MOVE_OF[step])


@transaction.atomic
def start_item(
    session: CouncilSession,
    item: AgendaItem,
    *,
    phase: Phase,
    expected: int | None,
    by: User,
    reason: str = "",
) -> Proceeding:
    """Bắt đầu nội dung, or its next step; what was on ends at the same moment.

    Raises SessionRefused `not_sitting`, `floor_changed`, `agenda_changed`, `item_not_before_vote`,
    and `item_papers_missing` for an item whose papers the delegates do not have, without a reason.
    """
    session = _locked_open(session)
    running = _expect(session, expected)
    item = locked_item(session, item)
    why = _why_early([item], reason)
    same = running is not None and running.item_id == item.pk
    row = _begin(
        session, [item], phase=phase, running=running, same=same, why=why, by=by, item=item
    )
    log.record(
        "session.item_started",
        session,
        by=by,
        title=item.title,
        step=phase.value,
        item=item.pk,
        reason=reason.strip(),
    )
    changed(session)
    return row


@transaction.atomic
def start_block(
    session: CouncilSession,
    block: AgendaBlock,
    *,
    phase: Phase,
    expected: int | None,
    by: User,
    reason: str = "",
) -> Proceeding:
    """Bắt đầu nhóm nội dung, or its next step: one entry, and every item comes to that step.

    Raises SessionRefused as `start_item`, and `block_gone`, `block_empty`, `block_consent` for a
    debate on a block that is adopted without one.
    """
    session = _locked_open(session)
    running = _expect(session, expected)
    found = session.blocks.filter(pk=block.pk).first()
    if found is None:
        raise SessionRefused("block_gone")
    items = locked_items(session, found.items.all())
    if not items:
        raise SessionRefused("block_empty")
    if found.form == BlockForm.CONSENT and phase is Phase.DISCUSS:
        raise SessionRefused("block_consent")
    why = _why_early(items, reason)
    same = running is not None and running.block_id == found.pk
    row = _begin(
        session, items, phase=phase, running=running, same=same, why=why, by=by, block=found
    )
    log.record(
        "session.block_started",
        session,
        by=by,
        title=found.title,
        step=phase.value,
        items=[item.pk for item in items],
        reason=reason.strip(),
    )
    changed(session)
    return row


def _why_early(items: Sequence[AgendaItem], reason: str) -> str:
    """Refuse items that have a result, or whose papers the delegates lack without a reason.

    The reason where it was needed; else nothing is kept of it.
    """
    for item in items:
        if ItemState(item.state) not in BEFORE_RESULT:
            raise SessionRefused("item_not_before_vote", state=item.get_state_display())
    early = [i for i in items if i.kind in WITH_PAPERS and ItemState(i.state) in ITEM_UNSENT]
    if early and not reason.strip():
        raise SessionRefused("item_papers_missing")
    return reason.strip() if early else ""


def _begin(
    session: CouncilSession,
    items: Sequence[AgendaItem],
    *,
    phase: Phase,
    running: Proceeding | None,
    same: bool,
    why: str,
    by: User,
    item: AgendaItem | None = None,
    block: AgendaBlock | None = None,
) -> Proceeding:
    """The entry that is on from now; who speaks goes on where only the step is another."""
    now = timezone.now()
    if same and running is not None:
        running.ends_at = max(now, running.starts_at)
        running.save(update_fields=["ends_at"])
    else:
        _finish(session, running, now)
    for one in items:
        _carry_to(one, phase)
    return Proceeding.objects.create(
        session=session,
        sitting=held_sitting(session),
        item=item,
        block=block,
        kind=ProceedingKind.ITEM.value,
        phase=phase.value,
        text=why,
        starts_at=now,
        recorded_by=by,
    )


@transaction.atomic
def take_break(
    session: CouncilSession, *, expected: int | None, by: User, text: str = ""
) -> Proceeding:
    """Giải lao. Raises SessionRefused `not_sitting`, `floor_changed`."""
    session = _locked_open(session)
    running = _expect(session, expected)
    now = timezone.now()
    _finish(session, running, now)
    row = Proceeding.objects.create(
        session=session,
        sitting=held_sitting(session),
        kind=ProceedingKind.BREAK.value,
        text=text.strip(),
        starts_at=now,
        recorded_by=by,
    )
    log.record("session.break_started", session, by=by)
    changed(session)
    return row


@transaction.atomic
def end_running(session: CouncilSession, *, expected: int | None, by: User) -> None:
    """Kết thúc nội dung or the break; nothing is on afterwards.

    Raises SessionRefused `not_sitting`, `floor_changed`, `nothing_on`.
    """
    session = _locked_open(session)
    running = _expect(session, expected)
    if running is None:
        raise SessionRefused("nothing_on")
    _finish(session, running, timezone.now())
    log.record("session.item_ended", session, by=by, title=_words_of(running))
    changed(session)


@in_office_language
@transaction.atomic
def write_note(
    session: CouncilSession,
    *,
    kind: ProceedingKind,
    text: str,
    by: User,
    minutes: int | None = None,
) -> Proceeding:
    """Thông báo, diễn biến khác, văn bản đọc tại kỳ họp: said at a moment, beside what is on.

    An announcement stays on the board for so many minutes and goes to the delegates' inbox (K9).
    Raises SessionRefused `not_held`, `note_kind`, `note_empty`.
    """
    session = lock_session(session)
    if session.state not in {SessionState.OPEN, SessionState.ADJOURNED}:
        raise SessionRefused("not_held")
    if kind not in NOTES:
        raise SessionRefused("note_kind")
    if not text.strip():
        raise SessionRefused("note_empty")
    now = timezone.now()
    is_shown = kind is ProceedingKind.ANNOUNCEMENT and minutes
    running = item_on(session)
    row = Proceeding.objects.create(
        session=session,
        sitting=held_sitting(session),
        item=running.item if running else None,
        block=running.block if running else None,
        kind=kind.value,
        text=text.strip(),
        starts_at=now,
        ends_at=now,
        shown_until=now + timedelta(minutes=min(minutes or 0, LONGEST_SHOWN)) if is_shown else None,
        recorded_by=by,
    )
    log.record("session.noted", session, by=by, what=kind.value, text=row.text[:200])
    if is_shown:
        send.after_commit(
            "session.announced",
            to=recipients.delegates(session.council, on=timezone.localdate()),
            about=session,
            title=_("Thông báo tại kỳ họp: {session}").format(session=session.name),
            body=row.text,
            url=reverse("sessions:floor", kwargs={"session": session.pk}),
            email=False,
        )
    changed(session)
    return row


@transaction.atomic
def take_down(row: Proceeding, *, by: User) -> None:
    """Gỡ thông báo: it leaves the board, and stays in the record.

    Raises SessionRefused `not_shown`.
    """
    session = lock_session(row.session)
    now = timezone.now()
    if not session.proceedings.filter(pk=row.pk, shown_until__gt=now).update(shown_until=now):
        raise SessionRefused("not_shown")
    log.record("session.announcement_taken_down", session, by=by, text=row.text[:200])
    changed(session)


@transaction.atomic
def correct_note(row: Proceeding, *, text: str, reason: str, by: User) -> Proceeding:
    """Sửa lời ghi of an entry; what stood there is kept in the trail, with the reason.

    Raises SessionRefused `session_settled`, `reason_missing`, `note_empty`.
    """
    session = lock_session(row.session)
    if session.state not in {SessionState.OPEN, SessionState.ADJOURNED, SessionState.CLOSED}:
        raise SessionRefused("session_settled")
    if not reason.strip():
        raise SessionRefused("reason_missing")
    if not text.strip():
        raise SessionRefused("note_empty")
    row = session.proceedings.select_for_update(of=("self",)).get(pk=row.pk)
    before, row.text = row.text, text.strip()
    row.save(update_fields=["text"])
    log.record(
        "session.note_corrected", session, by=by, before=before, after=row.text, reason=reason
    )
    changed(session)
    return row
