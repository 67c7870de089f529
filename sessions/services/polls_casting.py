"""A delegate's own vote, cast on their own device: counted once, or plainly not counted."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from sessions.models import CastVote, CouncilSession, Poll, RollEntry
from sessions.services.attendance import present_at
from sessions.services.live import changed_soon
from sessions.services.polls_counting import change_vote
from sessions.services.polls_roll import hold_poll
from sessions.services.refusals import SessionRefused
from sessions.workflow.poll import MAY_VOTE, Choice, EntryState, PollKind, PollState

# Why a delegate on the roll may not vote.
BARRED: dict[str, str] = {
    EntryState.ABSENT: "vote_absent",
    EntryState.SUSPENDED: "vote_suspended",
    EntryState.ENDED: "vote_ended",
}


class VoteRefused(SessionRefused):
    """The vote was not counted; `counted` is what stands for the delegate, if anything does."""

    def __init__(self, code: str, counted: "Counted | None" = None, **details: object) -> None:
        super().__init__(code, **details)
        self.counted = counted


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted for a delegate: the answer, when, and how often it was changed."""

    choice: str
    at: datetime
    revision: int

    @property
    def label(self) -> str:
        """The answer in words."""
        return str(CastVote(choice=self.choice).get_choice_display())


def counted_for(poll: Poll, user: User) -> Counted | None:
    """What is counted for the user in the running round, or None. One query."""
    if user.person_id is None:
        return None
    found = CastVote.objects.filter(
        poll=poll, round=poll.round, entry__mandate__person=user.person_id
    ).first()
    return counted_of(found) if found else None


def counted_of(vote: CastVote) -> Counted:
    """What a stored answer says."""
    return Counted(vote.choice, vote.cast_at, vote.revision)


@transaction.atomic
def cast(
    poll: int, *, choice: str, key: UUID, seen: int, by: User, session: int | None = None
) -> Counted:
    """Biểu quyết: the user's own answer; nobody votes for another (Law 72/2025, Art. 35).

    `key` names this one act of the device: sent again, however late, it is counted once. `seen`
    is the revision of the answer that the person saw: an older one does not overwrite a newer.
    `session` is the one in which the vote is looked for, where the caller knows it.
    Holds the vote FOR SHARE; three queries where nothing is unusual. Raises VoteRefused
    `vote_over`, `vote_not_begun`, `vote_not_by_device`, `vote_no_seat`, `vote_absent`,
    `vote_suspended`, `vote_ended`, `vote_fixed`, `vote_elsewhere`.
    """
    choice = Choice(choice).value
    held = hold_poll(poll)
    if held is None or by.person_id is None:
        raise VoteRefused("vote_no_seat")
    state, number, kind, may_change, opened_at, held_in = held
    if session not in {None, held_in}:
        raise VoteRefused("vote_no_seat")
    lines = RollEntry.objects.filter(poll=poll, round=number, mandate__person=by.person_id)
    if state != PollState.OPEN:
        _refuse_closed(poll, state, key, by)
    if kind != PollKind.ELECTRONIC:
        raise VoteRefused("vote_not_by_device")
    line = lines.exclude(state=EntryState.ENDED).first() or lines.first()
    if line is None:
        raise VoteRefused("vote_no_seat")
    now = max(timezone.now(), opened_at or timezone.now())
    if line.state not in MAY_VOTE and not _came_late(line, held_in, now):
        _refuse_barred(line, key)
    if _insert(line, choice, key, now, by):
        changed_soon(held_in)
        return Counted(choice, now, 1)
    return _change(line, choice, key, seen, now, by, may_change=may_change)


def _refuse_closed(poll: int, state: str, key: UUID, by: User) -> None:
    """Refuse a vote that came after the end; whoever sends a counted one again hears so."""
    if state == PollState.PREPARED:
        raise VoteRefused("vote_not_begun")
    found = CastVote.objects.filter(poll=poll, entry__mandate__person=by.person_id).last()
    raise VoteRefused("vote_over", counted_of(found) if found else None)


def _came_late(line: RollEntry, session: int, now: datetime) -> bool:
    """Whether a delegate who was absent at the opening has been entered as present since."""
    if line.state != EntryState.ABSENT:
        return False
    if line.mandate_id not in present_at(CouncilSession(pk=session), now):
        return False
    RollEntry.objects.filter(pk=line.pk).update(state=EntryState.LATE.value, changed_at=now)
    return True


def _refuse_barred(line: RollEntry, key: UUID) -> None:
    found = CastVote.objects.filter(entry=line).first()
    raise VoteRefused(BARRED[line.state], counted_of(found) if found else None)


def _insert(line: RollEntry, choice: str, key: UUID, at: datetime, by: User) -> bool:
    """The first answer of a line; False where one stands already, whoever was quicker."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO council_sessions_castvote (poll_id, round, entry_id, choice, source, key,"
            " earlier_keys, revision, cast_at, recorded_by_id)"
            " VALUES (%s, %s, %s, %s, %s, %s, '{}', 1, %s, %s) ON CONFLICT DO NOTHING",
            [line.poll_id, line.round, line.pk, choice, CastVote.Source.DEVICE, key, at, by.pk],
        )
        return bool(cursor.rowcount)


def _change(
    line: RollEntry,
    choice: str,
    key: UUID,
    seen: int,
    now: datetime,
    by: User,
    *,
    may_change: bool,
) -> Counted:
    vote = CastVote.objects.select_for_update(of=("self",)).filter(entry=line).first()
    if vote is None:  # the key stands beside another's vote: no device makes one twice
        raise VoteRefused("vote_again")
    if key == vote.key or key in vote.earlier_keys or choice == vote.choice:
        return counted_of(vote)
    if not may_change:
        raise VoteRefused("vote_fixed", counted_of(vote))
    if seen != vote.revision:
        raise VoteRefused("vote_elsewhere", counted_of(vote))
    change_vote(vote, choice, key=key, at=now, by=by)
    log.record("poll.vote_changed", vote.poll, by=by)  # not to what: the trail has other readers
    return counted_of(vote)
