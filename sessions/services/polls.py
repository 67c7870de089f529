"""A vote from its opening to its result. The only writer of a vote's state.

Locks: session, item, vote (docs/sessions.md). Ending a vote takes the vote alone, FOR UPDATE, and
waits for those who are casting, who hold it FOR SHARE.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.legal.majority import MajorityRefused, needed
from hdnd_portal.legal.public import register_for
from hdnd_portal.legal.register import RuleRefused
from sessions.majorities import majority_for, rule_of
from sessions.models import AgendaItem, CastVote, HandCount, Poll, RollEntry
from sessions.presence import quorum_at
from sessions.services.attendance import sitting_at
from sessions.services.item_states import carry_item, locked_item, locked_items
from sessions.services.live import changed
from sessions.services.locks import lock_session
from sessions.services.polls_counting import able_count, counting_of
from sessions.services.polls_roll import count_of, lock_poll, roll_at
from sessions.services.refusals import SessionRefused
from sessions.tally import Result, Votes, result_of
from sessions.workflow import ITEM_GONE, ITEM_UNSENT, ItemMove, ItemState, SessionState
from sessions.workflow.blocks import LEAST
from sessions.workflow.poll import (
    CHANGE_RULES,
    MAY_VOTE,
    POLL_UNFINISHED,
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


def _refuse(objection: Any) -> None:
    if objection is not None:
        raise SessionRefused(objection.code, **objection.details)


def _item_state(poll: Poll) -> ItemState | None:
    """The state of the item; of a block that of the item which stands in the way, if one does.

    Raises SessionRefused `poll_block_small` for a block that has come to be too small for one vote.
    """
    if poll.block is None:
        return ItemState(poll.item.state) if poll.item is not None else None
    states = [ItemState(state) for state in poll.block.items.values_list("state", flat=True)]
    if len(states) < LEAST:
        raise SessionRefused("poll_block_small", count=len(states))
    return next((state for state in states if state in ITEM_GONE | ITEM_UNSENT), states[0])


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
    voted_on = list(poll.block.items.values_list("pk", flat=True)) if poll.block else []
    log.record(
        "poll.opened",
        poll,
        by=by,
        title=poll.title,
        present=able,
        base=poll.base,
        round=poll.round,
        items=sorted(voted_on),
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


def _decide(item: AgendaItem, *, is_passed: bool, by: User) -> None:
    """Carry a locked item to its result."""
    way = WAY_TO_VOTE.get(ItemState(item.state), ())
    for move in (*way, ItemMove.VOTE, ItemMove.ADOPT if is_passed else ItemMove.REJECT):
        carry_item(item, move)
    event = "agenda_item.passed" if is_passed else "agenda_item.rejected"
    log.record(event, item, by=by, title=item.title)


@transaction.atomic
def publish(poll: Poll, *, by: User, reason: str = "") -> Poll:
    """Công bố kết quả: the result stands, and decides the item where the whole was voted on, or
    each item of the block.

    Steps of an item that nobody recorded at the sitting are made up for, each in its order. Raises
    MoveRefused, and SessionRefused `poll_reset_waits`, `poll_quorum_lost`, `poll_item_gone`.
    """
    session = lock_session(poll.session)
    item = locked_item(session, poll.item) if poll.item is not None else None
    voted_on = [item] if item is not None else []
    if poll.block is not None:
        voted_on = locked_items(session, poll.block.items.all())
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
    if poll.is_whole:
        for one in voted_on:
            _decide(one, is_passed=bool(poll.is_passed), by=by)
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
