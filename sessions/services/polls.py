"""A vote from its preparation to its result. The only writer of a vote's state.

Locks: session, item, vote (docs/sessions.md). Ending a vote takes the vote alone, FOR UPDATE, and
waits for those who are casting, who hold it FOR SHARE.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.council.models import Mandate
from hdnd_portal.legal.majority import MajorityRefused, needed
from hdnd_portal.legal.public import register_for
from hdnd_portal.legal.register import RuleRefused
from sessions.majorities import majority_for, rule_of
from sessions.models import (
    AgendaItem,
    CastVote,
    CouncilSession,
    HandCount,
    Poll,
    RollEntry,
    Sitting,
)
from sessions.presence import quorum_at
from sessions.services.attendance import sitting_at
from sessions.services.item_states import carry_item, locked_item
from sessions.services.live import changed
from sessions.services.locks import lock_session
from sessions.services.polls_counting import able_count, counting_of
from sessions.services.polls_roll import count_of, lock_poll, roll_at
from sessions.services.refusals import MoveRefused, SessionRefused
from sessions.tally import Result, Votes, result_of
from sessions.workflow import ItemMove, ItemState, SessionState
from sessions.workflow.poll import (
    ABOUT_A_SEAT,
    CHANGE_RULES,
    MAY_VOTE,
    POLL_UNFINISHED,
    SECRET_SUBJECTS,
    Choice,
    ClosingFacts,
    OpeningFacts,
    PollKind,
    PollMove,
    PollSource,
    PollState,
    PublishingFacts,
    closing_objection,
    opening_objection,
    poll_after,
    publishing_objection,
)

# The way of an item to its vote, for one whose steps nobody recorded at the sitting.
WAY_TO_VOTE: dict[ItemState, tuple[ItemMove, ...]] = {
    ItemState.SENT: (ItemMove.PRESENT, ItemMove.DISCUSS),
    ItemState.PRESENTED: (ItemMove.DISCUSS,),
    ItemState.DISCUSSED: (),
    ItemState.REVISED: (),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is put to the vote and how, as the office prepares it."""

    kind: str
    subject: str
    title: str
    question: str
    item: AgendaItem | None = None
    parent: Poll | None = None
    about: Mandate | None = None
    sitting: Sitting | None = None
    due_at: datetime | None = None
    rule_key: str = ""
    rule_reason: str = ""
    kind_reason: str = ""
    tellers: str = ""


def _refuse(objection: Any) -> None:
    if objection is not None:
        raise SessionRefused(objection.code, **objection.details)


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
        "parent": asked.parent,
        "sitting": asked.sitting,
        "due_at": asked.due_at,
        "tellers": asked.tellers,
        "rule_key": majority.rule.key,
        "rule_reason": asked.rule_reason.strip() if asked.rule_key else "",
    }


@transaction.atomic
def prepare(session: CouncilSession, asked: Question, *, by: User) -> Poll:
    """Chuẩn bị biểu quyết: on an item, on a part of it (with `parent`), or by itself.

    Parts of an item whose vote on the whole was abandoned go over to the new one. Raises
    SessionRefused `session_ended`, `poll_item_for_reading`, `poll_item_gone`, `poll_item_has_vote`,
    `poll_whole_begun`, `poll_kind_reason`, `poll_about_missing`, `poll_rule_reason`,
    `poll_deadline_missing`, `poll_deadline_past`, `poll_no_rule`.
    """
    session = lock_session(session, over=SessionRefused("session_ended"))
    if asked.parent is not None:
        asked = replace(asked, parent=lock_poll(asked.parent))
    _check_question(session, asked)
    others = Poll.objects.filter(session=session)
    if asked.item is not None and asked.parent is None:
        whole = others.filter(item=asked.item, parent=None).exclude(state=PollState.ABANDONED)
        if whole.exists():
            raise SessionRefused("poll_item_has_vote")
    last = others.aggregate(last=Max("position"))["last"] or 0
    poll = Poll.objects.create(
        session=session, position=last + 1, created_by=by, **_fields(session, asked)
    )
    if poll.is_whole:
        lost = others.filter(item=asked.item, parent__state=PollState.ABANDONED)
        lost.exclude(state=PollState.ABANDONED).update(parent=poll)
    log.record("poll.prepared", poll, by=by, title=poll.title, kind=poll.kind)
    return poll


@transaction.atomic
def correct(poll: Poll, asked: Question, *, by: User) -> Poll:
    """Sửa câu hỏi, hình thức before the vote opens; item and whole stay as they are.

    Raises MoveRefused once it has opened, SessionRefused as `prepare`.
    """
    session = lock_session(poll.session, over=SessionRefused("session_ended"))
    poll = lock_poll(poll)
    if poll.state != PollState.PREPARED:
        raise MoveRefused(f"correct from {poll.state}")
    _check_question(session, asked)
    fields = _fields(session, asked)
    for name in ("item", "parent"):
        fields.pop(name)
    for name, value in fields.items():
        setattr(poll, name, value)
    poll.save(update_fields=list(fields))
    log.record("poll.corrected", poll, by=by, title=poll.title)
    return poll


def _item_state(poll: Poll) -> ItemState | None:
    return ItemState(poll.item.state) if poll.item is not None else None


@transaction.atomic
def open_poll(poll: Poll, *, by: User, quorum_reason: str = "", at: datetime | None = None) -> Poll:
    """Mở biểu quyết: freezes the roll, the rule and the base; stores who is present.

    Without a quorum it opens only with the chair's reason, which is printed with the result: the
    quorum is a rule of the session (SES-10), the majority is counted from all delegates anyway.
    `at` is the past moment of a vote taken on paper: roll, base and quorum are those of then.
    Raises MoveRefused, and SessionRefused with the code of `opening_objection`.
    """
    session = lock_session(poll.session)
    now = at or timezone.now()
    poll = lock_poll(poll)
    poll.session = session
    state = poll_after(PollState(poll.state), PollMove.OPEN)
    entries = roll_at(poll, now)
    able = sum(entry.state in MAY_VOTE for entry in entries)
    sheet = poll.kind == PollKind.OPINION_SHEET
    quorum = quorum_at(session, now)
    register = register_for(session.council)
    on = timezone.localdate(now)
    chosen = poll.rule_key if poll.rule_reason else ""
    try:
        majority = majority_for(
            poll.subject, session.term, count_of(poll, entries), register, on=on, chosen=chosen
        )
        may_change = poll.kind in CHANGE_RULES and bool(
            register.find(CHANGE_RULES[PollKind(poll.kind)], on=on).value
        )
    except RuleRefused as refused:
        raise SessionRefused("poll_no_rule") from refused
    others = Poll.objects.filter(session=session, state=PollState.OPEN)
    other = others.exclude(kind=PollKind.OPINION_SHEET).values_list("title", flat=True).first()
    parts = poll.parts.filter(state__in=sorted(POLL_UNFINISHED)).count()
    facts = OpeningFacts(
        kind=PollKind(poll.kind),
        # On paper it was voted while the session was open, whatever it is by now.
        session=SessionState.OPEN if at else SessionState(session.state),
        item=_item_state(poll),
        is_whole=poll.is_whole,
        unfinished_parts=parts,
        other_open=other or "",
        present=able,
        quorum=quorum.needed if quorum else 0,
        quorum_reason=quorum_reason.strip(),
        able=able,
        base=majority.base,
        has_deadline_ahead=poll.due_at is not None and poll.due_at > now,
    )
    _refuse(opening_objection(facts))
    share = majority.rule.fraction
    poll.state = state.value
    poll.source = (PollSource.PAPER if at else PollSource.ROOM).value
    poll.rule_key = majority.rule.key
    poll.rule = majority.rule.as_dict()
    poll.base = majority.base
    poll.base_name = str(majority.base_name)
    poll.needed = needed(majority.base, share, majority.rule.comparison)
    poll.may_change = may_change
    poll.opened_at = now
    poll.opened_by = by
    poll.present_count = able
    poll.quorum_needed = facts.quorum
    poll.quorum_rule = quorum.rule.as_dict() if quorum else {}
    poll.quorum_reason = "" if sheet or able >= facts.quorum else facts.quorum_reason
    poll.sitting = poll.sitting or (None if sheet else sitting_at(session, now))
    poll.save()
    RollEntry.objects.bulk_create(entries)
    log.record(
        "poll.opened", poll, by=by, title=poll.title, present=able, base=poll.base, round=poll.round
    )
    changed(poll.session)
    return poll


def votes_of(poll: Poll) -> tuple[Votes, dict[str, int]]:
    """What was answered so far in the running round, and the figures of its ballots.

    Reads what the kind keeps: answers by name, the count of hands, or the agreed count of ballots.
    """
    if poll.kind == PollKind.SHOW_OF_HANDS:
        hands = HandCount.objects.filter(poll=poll, round=poll.round).first()
        if hands is None:
            return Votes(0, 0, 0), {}
        return Votes(hands.in_favour, hands.against, hands.abstained), {}
    if poll.kind == PollKind.SECRET_PAPER:
        ballots = counting_of(poll).agreement.ballots
        if ballots is None:
            return Votes(0, 0, 0), {}
        figures = {
            "ballots_issued": ballots.issued,
            "ballots_returned": ballots.returned,
            "ballots_invalid": ballots.invalid,
        }
        return ballots.votes, figures
    rows = CastVote.objects.filter(poll=poll, round=poll.round).order_by().values_list("choice")
    counts: dict[str, int] = dict(rows.annotate(n=Count("pk")))
    return Votes(*(counts.get(choice.value, 0) for choice in Choice)), {}


def _closing_facts(poll: Poll, votes: Votes, able: int, now: datetime) -> ClosingFacts:
    if poll.kind == PollKind.SHOW_OF_HANDS:
        has_totals = HandCount.objects.filter(poll=poll, round=poll.round).exists()
    else:
        has_totals = poll.kind == PollKind.SECRET_PAPER and counting_of(poll).is_agreed
    return ClosingFacts(
        kind=PollKind(poll.kind),
        has_totals=has_totals,
        sheets_awaited=able - votes.total,
        is_past_deadline=poll.due_at is not None and now > poll.due_at,
    )


@transaction.atomic
def close_poll(poll: Poll, *, by: User, at: datetime | None = None) -> Poll:
    """Kết thúc biểu quyết: counts what was answered and writes the result, once.

    Waits for those who are casting; who comes after is told that the vote is over. The end is
    never before the opening, whatever the clock says. Raises MoveRefused, and SessionRefused
    `poll_totals_missing`, `poll_counts_missing`, `poll_sheets_awaited`, `poll_no_base`.
    """
    poll = lock_poll(poll)
    state = poll_after(PollState(poll.state), PollMove.CLOSE)
    opened_at = poll.opened_at or timezone.now()
    now = max(at or timezone.now(), opened_at)
    votes, figures = votes_of(poll)
    able = able_count(poll)
    _refuse(closing_objection(_closing_facts(poll, votes, able, now)))
    sheet = poll.kind == PollKind.OPINION_SHEET
    is_held = not sheet or votes.total >= (poll.quorum_needed or 0)
    try:
        result: Result = result_of(
            rule_of(poll.rule), base=poll.base or 0, votes=votes, able=able, is_held=is_held
        )
    except MajorityRefused as refused:
        raise SessionRefused("poll_no_base") from refused
    quorum = None if sheet else quorum_at(poll.session, now)
    poll.state = state.value
    poll.closed_at = now
    poll.closed_by = by
    poll.closing_present = quorum.present if quorum else None
    poll.able_count = able
    poll.votes_for = votes.in_favour
    poll.votes_against = votes.against
    poll.votes_abstain = votes.abstained
    poll.not_voted = result.not_voted
    for name, value in figures.items():
        setattr(poll, name, value)
    poll.is_passed = result.is_passed
    poll.outcome = result.outcome.value
    poll.arithmetic = result.majority.arithmetic
    poll.save()
    log.record(
        "poll.closed", poll, by=by, title=poll.title, in_favour=votes.in_favour, base=poll.base
    )
    changed(poll.session)
    return poll


def quorum_was_lost(poll: Poll) -> bool:
    """Whether fewer than the quorum were in the hall when the vote ended, and enough before."""
    return (
        poll.closing_present is not None
        and not poll.quorum_reason
        and poll.closing_present < (poll.quorum_needed or 0)
    )


@transaction.atomic
def publish(poll: Poll, *, by: User, reason: str = "") -> Poll:
    """Công bố kết quả: the result stands, and decides the item where the whole was voted on.

    Steps of the item that nobody recorded at the sitting are made up for, each in its order. Raises
    MoveRefused, and SessionRefused `poll_reset_waits`, `poll_quorum_lost`, `poll_item_gone`.
    """
    session = lock_session(poll.session)
    item = locked_item(session, poll.item) if poll.item is not None else None
    poll = lock_poll(poll)
    state = poll_after(PollState(poll.state), PollMove.PUBLISH)
    facts = PublishingFacts(
        is_reset_asked=poll.reset_asked_at is not None,
        is_quorum_lost=quorum_was_lost(poll),
        reason=reason.strip(),
        is_whole=poll.is_whole,
        item=ItemState(item.state) if item else None,
    )
    _refuse(publishing_objection(facts))
    if item is not None and poll.is_whole:
        way = WAY_TO_VOTE.get(ItemState(item.state), ())
        decided = ItemMove.ADOPT if poll.is_passed else ItemMove.REJECT
        for move in (*way, ItemMove.VOTE, decided):
            carry_item(item, move)
        event = "agenda_item.passed" if poll.is_passed else "agenda_item.rejected"
        log.record(event, item, by=by, title=item.title)
    poll.state = state.value
    poll.published_at = timezone.now()
    poll.published_by = by
    poll.publish_reason = facts.reason
    poll.save(update_fields=["state", "published_at", "published_by", "publish_reason"])
    log.record("poll.published", poll, by=by, title=poll.title, outcome=poll.outcome)
    changed(poll.session)
    return poll


@transaction.atomic
def abandon(poll: Poll, *, reason: str, by: User) -> Poll:
    """Bỏ biểu quyết: ended without a result, at any time before publication, with the reason.

    Raises MoveRefused and SessionRefused `reason_missing`.
    """
    poll = lock_poll(poll)
    state = poll_after(PollState(poll.state), PollMove.ABANDON)
    if not reason.strip():
        raise SessionRefused("reason_missing")
    poll.state = state.value
    poll.abandoned_at = timezone.now()
    poll.abandoned_by = by
    poll.abandon_reason = reason.strip()
    poll.save(update_fields=["state", "abandoned_at", "abandoned_by", "abandon_reason"])
    log.record("poll.abandoned", poll, by=by, title=poll.title, reason=poll.abandon_reason)
    changed(poll.session)
    return poll
