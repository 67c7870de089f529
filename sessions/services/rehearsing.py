"""Rehearsing a session on a copy of its own, and wiping the copy (S12).

The copy has the same agenda, the same prepared votes and the same roll; everything that is done in
it is fictitious. Nothing of it reaches a list, a figure, a notice, a register or the trail
(`rehearsed.py`, and the triggers of `models.rehearsal`). Of the rehearsal itself the trail keeps
that it was held, wiped and signed.
"""

import random
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from sessions.models import (
    AgendaBlock,
    AgendaItem,
    Attendance,
    BlockRemoval,
    CastVote,
    CouncilSession,
    HandCount,
    PaperCount,
    Poll,
    PollRound,
    Presiding,
    Proceeding,
    Rehearsal,
    RollEntry,
    Sitting,
    SpeechRequest,
    TimeBudget,
)
from sessions.services.attendance import arrive, seats
from sessions.services.live import changed_soon
from sessions.services.locks import lock_session
from sessions.services.refusals import SessionRefused
from sessions.workflow import ITEM_GONE, SessionState
from sessions.workflow.poll import MAY_VOTE, Choice, PollKind, PollState
from sessions.workflow.rehearsal import REHEARSABLE, Check, SigningFacts, signing_objection
from sessions.workflow.sitting import AttendanceSource

LASTS = timedelta(hours=8)
# Enough in favour for most to pass, and some of each, so that every figure on the board moves.
WEIGHTS = (8, 1, 1)
NAMED = (PollKind.ELECTRONIC, PollKind.ROLL_CALL)


@transaction.atomic
def start_rehearsal(session: CouncilSession, *, by: User) -> Rehearsal:
    """Bắt đầu diễn tập: a copy of the session that sits now, for some hours.

    Raises SessionRefused `rehearsal_shut`, `rehearsal_runs`.
    """
    session = lock_session(session)
    if session.rehearsal_of_id is not None or SessionState(session.state) not in REHEARSABLE:
        raise SessionRefused("rehearsal_shut")
    now = timezone.now()
    copy = _copy_of(session, now, by)
    try:
        with transaction.atomic():
            rehearsal = Rehearsal.objects.create(
                session=session, copy=copy, started_at=now, started_by=by
            )
    except IntegrityError as error:
        raise SessionRefused("rehearsal_runs") from error
    log.record("session.rehearsed", session, by=by)
    return rehearsal


def _copy_of(session: CouncilSession, now: datetime, by: User) -> CouncilSession:
    day = timezone.localdate(now)
    copy = CouncilSession.with_rehearsals.create(
        council=session.council,
        term=session.term,
        kind=session.kind,
        name=session.name,
        opening_on=day,
        closing_on=day,
        days=1,
        place=session.place,
        state=SessionState.OPEN.value,
        regime=session.regime,
        number_style=session.number_style,
        created_by=by,
        rehearsal_of=session,
    )
    sitting = Sitting.objects.create(
        session=copy, ordinal=1, starts_at=now, ends_at=now + LASTS, opened_at=now
    )
    originals = list(session.items.exclude(state__in=ITEM_GONE).order_by("position"))
    blocks = {block.pk: _block_of(block, copy, by) for block in session.blocks.all()}
    made = AgendaItem.objects.bulk_create(
        _item_of(item, copy, sitting, blocks.get(item.block_id or 0)) for item in originals
    )
    item_of = {item.pk: new for item, new in zip(originals, made, strict=True)}
    _copy_polls(session, copy, item_of, blocks, by)
    return copy


def _block_of(block: AgendaBlock, copy: CouncilSession, by: User) -> AgendaBlock:
    """The block, with what the chair decided on it."""
    return AgendaBlock.objects.create(
        session=copy,
        title=block.title,
        form=block.form,
        is_closed=block.is_closed,
        has_draft=block.has_draft,
        planned_minutes=block.planned_minutes,
        chair_decision_id=block.chair_decision_id,
        created_by=by,
    )


def _item_of(
    item: AgendaItem, copy: CouncilSession, sitting: Sitting, block: AgendaBlock | None
) -> AgendaItem:
    """The item as it will lie before the delegates: sent, and in time."""
    return AgendaItem(
        session=copy,
        position=item.position,
        section=item.section,
        number=item.number,
        title=item.title,
        kind=item.kind,
        for_information=item.for_information,
        needs_resolution=item.needs_resolution,
        is_closed=item.is_closed,
        presenter_id=item.presenter_id,
        presenting_body_id=item.presenting_body_id,
        verifying_body_id=item.verifying_body_id,
        sitting=sitting,
        block=block,
        planned_minutes=item.planned_minutes,
        state="sent",
    )


def _copy_polls(
    session: CouncilSession,
    copy: CouncilSession,
    item_of: dict[int, AgendaItem],
    block_of: dict[int, AgendaBlock],
    by: User,
) -> None:
    """Votes that are prepared and held in the hall; parts after the whole they belong to."""
    prepared = session.polls.filter(state=PollState.PREPARED).exclude(kind=PollKind.OPINION_SHEET)
    made: dict[int, Poll] = {}
    for poll in sorted(prepared, key=lambda poll: (poll.parent_id is not None, poll.position)):
        item = item_of.get(poll.item_id) if poll.item_id else None
        parent = made.get(poll.parent_id) if poll.parent_id else None
        if (poll.item_id and item is None) or (poll.parent_id and parent is None):
            continue
        made[poll.pk] = Poll.objects.create(
            session=copy,
            item=item,
            block=block_of[poll.block_id] if poll.block_id else None,
            parent=parent,
            position=poll.position,
            kind=poll.kind,
            kind_reason=poll.kind_reason,
            subject=poll.subject,
            about_id=poll.about_id,
            title=poll.title,
            question=poll.question,
            tellers=poll.tellers,
            rule_key=poll.rule_key,
            rule_reason=poll.rule_reason,
            created_by=by,
        )


def _running(rehearsal: Rehearsal) -> tuple[Rehearsal, CouncilSession]:
    """The rehearsal and its copy, locked. Raises SessionRefused `rehearsal_over`."""
    rehearsal = Rehearsal.objects.select_for_update(of=("self",)).get(pk=rehearsal.pk)
    if rehearsal.copy_id is None:
        raise SessionRefused("rehearsal_over")
    copy = lock_session(CouncilSession.with_rehearsals.get(pk=rehearsal.copy_id))
    return rehearsal, copy


@transaction.atomic
def fill_attendance(rehearsal: Rehearsal, *, by: User) -> int:
    """Điểm danh giả định: everybody who can act is there. Raises SessionRefused."""
    _rehearsal, copy = _running(rehearsal)
    now = timezone.now()
    everybody = seats(copy, now).values_list("pk", flat=True)
    entered = arrive(copy, mandates=everybody, at=now, by=by, source=AttendanceSource.LIST)
    return entered.count


@transaction.atomic
def fill_votes(rehearsal: Rehearsal, *, by: User) -> int:
    """Biểu quyết giả định: who has not answered the open vote answers by chance.

    Only in a rehearsal; of hands and secret ballots the totals are entered as they will be. Raises
    SessionRefused `rehearsal_over`, `rehearsal_no_vote`.
    """
    _rehearsal, copy = _running(rehearsal)
    kinds = [kind.value for kind in NAMED]
    poll = copy.polls.select_for_update().filter(state=PollState.OPEN, kind__in=kinds).first()
    if poll is None:
        raise SessionRefused("rehearsal_no_vote")
    lines = RollEntry.objects.filter(
        poll=poll, round=poll.round, state__in=sorted(MAY_VOTE), vote__isnull=True
    )
    now = max(timezone.now(), poll.opened_at or timezone.now())
    chosen = random.choices([choice.value for choice in Choice], WEIGHTS, k=len(lines))  # noqa: S311 -- fictitious
    made = CastVote.objects.bulk_create(
        CastVote(
            poll=poll,
            round=poll.round,
            entry=line,
            choice=choice,
            source=CastVote.Source.TABLE,
            key=uuid4(),
            cast_at=now,
            recorded_by=by,
        )
        for line, choice in zip(lines, chosen, strict=True)
    )
    changed_soon(copy.pk)
    return len(made)


@transaction.atomic
def wipe_rehearsal(rehearsal: Rehearsal, *, by: User) -> Rehearsal:
    """Xóa dữ liệu diễn tập: the copy and all that was done in it, for good.

    The database lets rows of votes go only here. Raises SessionRefused `rehearsal_over`.
    """
    rehearsal, copy = _running(rehearsal)
    polls = Poll.objects.filter(session=copy)
    counts = {
        "attendance": copy.attendance.count(),
        "polls": polls.count(),
        "votes": CastVote.objects.filter(poll__in=polls).count(),
        "speeches": copy.speeches.count(),
        "proceedings": copy.proceedings.count(),
        "items": copy.items.count(),
    }
    rehearsal.copy = None
    rehearsal.wiped = counts
    rehearsal.wiped_at = timezone.now()
    rehearsal.wiped_by = by
    rehearsal.save(update_fields=["copy", "wiped", "wiped_at", "wiped_by"])
    delete_copy(copy)
    log.record("session.rehearsal_wiped", rehearsal.session, by=by)
    return rehearsal


def delete_copy(copy: CouncilSession) -> None:
    """Delete a rehearsal with everything that points at it, what depends first."""
    polls = list(Poll.objects.filter(session=copy).values_list("pk", flat=True))
    for of_poll in (PaperCount, CastVote, HandCount, RollEntry, PollRound):
        of_poll._base_manager.filter(poll__in=polls).delete()
    Poll._base_manager.filter(pk__in=polls, parent__isnull=False).delete()
    Poll._base_manager.filter(pk__in=polls).delete()
    for model in (
        SpeechRequest,
        TimeBudget,
        Proceeding,
        Attendance,
        Presiding,
    ):
        model._base_manager.filter(session=copy).delete()
    BlockRemoval._base_manager.filter(block__session=copy).delete()
    for of_agenda in (AgendaItem, AgendaBlock, Sitting):
        of_agenda._base_manager.filter(session=copy).delete()
    CouncilSession.with_rehearsals.filter(pk=copy.pk).delete()


@transaction.atomic
def tick_checks(
    rehearsal: Rehearsal, *, checks: Collection[str], remarks: str, by: User
) -> Rehearsal:
    """Đánh dấu việc đã kiểm tra: who ticked what first stays beside it.

    Raises SessionRefused `rehearsal_signed`.
    """
    rehearsal = Rehearsal.objects.select_for_update(of=("self",)).get(pk=rehearsal.pk)
    if rehearsal.signed_at is not None:
        raise SessionRefused("rehearsal_signed")
    now = timezone.now().isoformat()
    rehearsal.checks = {
        check.value: rehearsal.checks.get(check.value, {"by": by.name, "at": now})
        for check in Check
        if check.value in checks
    }
    rehearsal.remarks = remarks.strip()
    rehearsal.save(update_fields=["checks", "remarks"])
    return rehearsal


@transaction.atomic
def sign_rehearsal(rehearsal: Rehearsal, *, by: User) -> Rehearsal:
    """Ký phiếu kiểm tra: after wiping; nothing of it changes any more.

    Raises SessionRefused `rehearsal_signed`, `rehearsal_not_wiped`, `rehearsal_unchecked`.
    """
    rehearsal = Rehearsal.objects.select_for_update(of=("self",)).get(pk=rehearsal.pk)
    facts = SigningFacts(
        is_wiped=rehearsal.wiped_at is not None,
        is_signed=rehearsal.signed_at is not None,
        checks=rehearsal.checks,
        remarks=rehearsal.remarks,
    )
    if code := signing_objection(facts):
        raise SessionRefused(code)
    rehearsal.signed_at = timezone.now()
    rehearsal.signed_by = by
    rehearsal.save(update_fields=["signed_at", "signed_by"])
    log.record("session.rehearsal_signed", rehearsal.session, by=by)
    return rehearsal
