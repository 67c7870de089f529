"""What is put to the vote, before the vote opens (S13). Locks: session, item, vote."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.council.models import Mandate
from hdnd_portal.legal.public import register_for
from hdnd_portal.legal.register import RuleRefused
from sessions.majorities import majority_for
from sessions.models import AgendaBlock, AgendaItem, CouncilSession, Poll, Sitting
from sessions.services.locks import lock_session
from sessions.services.polls_roll import count_of, lock_poll, roll_at
from sessions.services.refusals import MoveRefused, SessionRefused
from sessions.workflow import ItemState
from sessions.workflow.blocks import LEAST
from sessions.workflow.poll import ABOUT_A_SEAT, SECRET_SUBJECTS, PollKind, PollState


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is put to the vote and how, as the office prepares it."""

    kind: str
    subject: str
    title: str
    question: str
    item: AgendaItem | None = None
    block: AgendaBlock | None = None
    parent: Poll | None = None
    about: Mandate | None = None
    sitting: Sitting | None = None
    due_at: datetime | None = None
    rule_key: str = ""
    rule_reason: str = ""
    kind_reason: str = ""
    tellers: str = ""


def _check_question(session: CouncilSession, asked: Question) -> None:
    """Refuse a question that could never be voted on. Raises SessionRefused."""
    item, parent = asked.item, asked.parent
    if item is not None:
        if item.session_id != session.pk:
            raise SessionRefused("agenda_changed")
        if item.for_information:
            raise SessionRefused("poll_item_for_reading")
        if ItemState(item.state) in {ItemState.WITHDRAWN, ItemState.DEFERRED}:
            raise SessionRefused("poll_item_gone")
    if asked.block is not None:
        _check_block(session, asked, asked.block)
    if parent is not None:
        if item is None or parent.item_id != item.pk or parent.parent_id is not None:
            raise SessionRefused("poll_changed")
        if parent.state != PollState.PREPARED:
            raise SessionRefused("poll_whole_begun")
    is_secret = asked.kind == PollKind.SECRET_PAPER or asked.subject not in SECRET_SUBJECTS
    if not is_secret and not asked.kind_reason.strip():
        raise SessionRefused("poll_kind_reason")
    if asked.subject in ABOUT_A_SEAT and asked.about is None:
        raise SessionRefused("poll_about_missing")
    if asked.rule_key and not asked.rule_reason.strip():
        raise SessionRefused("poll_rule_reason")
    if (asked.kind == PollKind.OPINION_SHEET) != (asked.due_at is not None):
        raise SessionRefused("poll_deadline_missing")
    if asked.due_at is not None and asked.due_at <= timezone.now():
        raise SessionRefused("poll_deadline_past")


def _check_block(session: CouncilSession, asked: Question, block: AgendaBlock) -> None:
    """Refuse a question on a block that the chair has not put to one vote, or not in this way.

    Persons are voted on one by one and in secret, sheets ask for an answer to each item.
    """
    if asked.item is not None or asked.parent is not None or block.session_id != session.pk:
        raise SessionRefused("poll_item_or_block")
    in_hall = asked.kind not in {PollKind.SECRET_PAPER, PollKind.OPINION_SHEET}
    if not in_hall or asked.subject in SECRET_SUBJECTS:
        raise SessionRefused("poll_block_kind")
    found = session.blocks.filter(pk=block.pk).first()
    if found is None:
        raise SessionRefused("block_gone")
    if found.chair_decision_id is None:
        raise SessionRefused("poll_block_unallowed")
    if (count := found.items.count()) < LEAST:
        raise SessionRefused("poll_block_small", count=count)
    alone = Poll.objects.filter(item__block=found).exclude(state=PollState.ABANDONED)
    if (one := alone.select_related("item").first()) is not None:
        raise SessionRefused("block_item_has_vote", title=str(one.item))


def _check_alone(session: CouncilSession, asked: Question) -> None:
    """Refuse a second vote on the same whole, or on an item that its block is voted on with."""
    standing = Poll.objects.filter(session=session).exclude(state=PollState.ABANDONED)
    if asked.block is not None and standing.filter(block=asked.block).exists():
        raise SessionRefused("poll_block_has_vote")
    if asked.item is None:
        return
    with_block = standing.filter(block__items=asked.item).select_related("block").first()
    if with_block is not None and with_block.block is not None:
        raise SessionRefused("poll_item_in_block", title=with_block.block.title)
    if asked.parent is None and standing.filter(item=asked.item, parent=None).exists():
        raise SessionRefused("poll_item_has_vote")


def _fields(session: CouncilSession, asked: Question) -> dict[str, Any]:
    """The columns of a question; the rule is looked up again when the vote opens."""
    on = timezone.localdate()
    register = register_for(session.council)
    entries = roll_at(Poll(session=session, kind=asked.kind, subject=asked.subject), timezone.now())
    count = count_of(Poll(session=session), entries)
    try:
        majority = majority_for(
            asked.subject, session.term, count, register, on=on, chosen=asked.rule_key
        )
    except RuleRefused as refused:
        raise SessionRefused("poll_no_rule") from refused
    return {
        "kind": asked.kind,
        "kind_reason": asked.kind_reason.strip(),
        "subject": asked.subject,
        "about": asked.about if asked.subject in ABOUT_A_SEAT else None,
        "title": asked.title,
        "question": asked.question,
        "item": asked.item,
        "block": asked.block,
        "parent": asked.parent,
        "sitting": asked.sitting,
        "due_at": asked.due_at,
        "tellers": asked.tellers,
        "rule_key": majority.rule.key,
        "rule_reason": asked.rule_reason.strip() if asked.rule_key else "",
    }


@transaction.atomic
def prepare(session: CouncilSession, asked: Question, *, by: User) -> Poll:
    """Chuẩn bị biểu quyết: on an item, on a part of it (with `parent`), on a block, or by itself.

    Parts of an item whose vote on the whole was abandoned go over to the new one. Raises
    SessionRefused `session_ended`, `poll_item_for_reading`, `poll_item_gone`, `poll_item_has_vote`,
    `poll_whole_begun`, `poll_kind_reason`, `poll_about_missing`, `poll_rule_reason`,
    `poll_deadline_missing`, `poll_deadline_past`, `poll_no_rule`, `poll_item_in_block`; of a block
    `poll_block_unallowed`, `poll_block_small`, `poll_block_kind`, `poll_block_has_vote`.
    """
    session = lock_session(session, over=SessionRefused("session_ended"))
    if asked.parent is not None:
        asked = replace(asked, parent=lock_poll(asked.parent))
    _check_question(session, asked)
    _check_alone(session, asked)
    others = Poll.objects.filter(session=session)
    last = others.aggregate(last=Max("position"))["last"] or 0
    poll = Poll.objects.create(
        session=session, position=last + 1, created_by=by, **_fields(session, asked)
    )
    if poll.is_whole and poll.item_id is not None:
        lost = others.filter(item=asked.item, parent__state=PollState.ABANDONED)
        lost.exclude(state=PollState.ABANDONED).update(parent=poll)
    log.record("poll.prepared", poll, by=by, title=poll.title, kind=poll.kind)
    return poll


@transaction.atomic
def correct(poll: Poll, asked: Question, *, by: User) -> Poll:
    """Sửa câu hỏi, hình thức before the vote opens; item, block and whole stay as they are.

    Raises MoveRefused once it has opened, SessionRefused as `prepare`.
    """
    session = lock_session(poll.session, over=SessionRefused("session_ended"))
    poll = lock_poll(poll)
    if poll.state != PollState.PREPARED:
        raise MoveRefused(f"correct from {poll.state}")
    _check_question(session, asked)
    fields = _fields(session, asked)
    for name in ("item", "block", "parent"):
        fields.pop(name)
    for name, value in fields.items():
        setattr(poll, name, value)
    poll.save(update_fields=list(fields))
    log.record("poll.corrected", poll, by=by, title=poll.title)
    return poll
