"""Doing a vote again: one person asks with the reason, another confirms, the old round is kept."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from sessions.models import Poll, PollRound
from sessions.services.live import changed
from sessions.services.polls_roll import lock_poll
from sessions.services.refusals import SessionRefused
from sessions.workflow.poll import PollMove, PollState, poll_after

# What the opening and the end wrote, and a new round writes again.
KEPT = (
    "base",
    "base_name",
    "needed",
    "present_count",
    "quorum_needed",
    "quorum_reason",
    "closing_present",
    "able_count",
    "votes_for",
    "votes_against",
    "votes_abstain",
    "not_voted",
    "ballots_issued",
    "ballots_returned",
    "ballots_invalid",
    "is_passed",
    "outcome",
    "arithmetic",
)
BLANK = {"base_name": "", "quorum_reason": "", "outcome": "", "arithmetic": ""}
FORGOTTEN: dict[str, Any] = {
    "opened_at": None,
    "opened_by": None,
    "closed_at": None,
    "closed_by": None,
    "rule": {},
    "quorum_rule": {},
    "may_change": False,
    "reset_asked_at": None,
    "reset_asked_by": None,
    "reset_reason": "",
}


@transaction.atomic
def ask_reset(poll: Poll, *, reason: str, by: User) -> Poll:
    """Đề nghị làm lại biểu quyết; nothing changes before a second person confirms.

    Raises MoveRefused, SessionRefused `reason_missing`, `reset_asked_already`.
    """
    poll = lock_poll(poll)
    poll_after(PollState(poll.state), PollMove.RESET)
    if not reason.strip():
        raise SessionRefused("reason_missing")
    if poll.reset_asked_at is not None:
        raise SessionRefused("reset_asked_already")
    poll.reset_asked_at = timezone.now()
    poll.reset_asked_by = by
    poll.reset_reason = reason.strip()
    poll.save(update_fields=["reset_asked_at", "reset_asked_by", "reset_reason"])
    log.record("poll.reset_asked", poll, by=by, title=poll.title, reason=poll.reset_reason)
    return poll


@transaction.atomic
def drop_reset(poll: Poll, *, by: User) -> Poll:
    """Không làm lại nữa: the request is taken back or refused. Raises SessionRefused."""
    poll = lock_poll(poll)
    if poll.reset_asked_at is None:
        raise SessionRefused("reset_not_asked")
    poll.reset_asked_at = None
    poll.reset_asked_by = None
    poll.reset_reason = ""
    poll.save(update_fields=["reset_asked_at", "reset_asked_by", "reset_reason"])
    log.record("poll.reset_dropped", poll, by=by, title=poll.title)
    return poll


@transaction.atomic
def confirm_reset(poll: Poll, *, by: User) -> Poll:
    """Xác nhận làm lại: the round is kept as it stood, the vote is prepared anew.

    Roll, answers and counts of the old round stay where they are. Raises MoveRefused, and
    SessionRefused `reset_not_asked`, `reset_same_person`.
    """
    poll = lock_poll(poll)
    state = poll_after(PollState(poll.state), PollMove.RESET)
    if poll.reset_asked_at is None or poll.reset_asked_by is None:
        raise SessionRefused("reset_not_asked")
    if poll.reset_asked_by_id == by.pk:
        raise SessionRefused("reset_same_person")
    assert poll.opened_at is not None  # noqa: S101 -- open or closed, by the table
    PollRound.objects.create(
        poll=poll,
        number=poll.round,
        state=poll.state,
        opened_at=poll.opened_at,
        closed_at=poll.closed_at,
        figures={"rule": poll.rule, **{name: getattr(poll, name) for name in KEPT}},
        reason=poll.reset_reason,
        asked_by=poll.reset_asked_by,
        asked_at=poll.reset_asked_at,
        confirmed_by=by,
        confirmed_at=timezone.now(),
    )
    reason = poll.reset_reason
    poll.state = state.value
    poll.round += 1
    for name in KEPT:
        setattr(poll, name, BLANK.get(name))
    for name, value in FORGOTTEN.items():
        setattr(poll, name, value)
    poll.save()
    log.record("poll.reset", poll, by=by, title=poll.title, reason=reason, round=poll.round)
    changed(poll.session)
    return poll
