"""What the office enters: hands counted, names called, sheets returned, ballots counted twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.documents.models import Version
from sessions.models import CastVote, HandCount, PaperCount, Poll, RollEntry
from sessions.services.live import changed_soon
from sessions.services.polls_roll import lock_poll
from sessions.services.refusals import SessionRefused
from sessions.tally import (
    Agreement,
    Ballots,
    TallyRefused,
    Votes,
    agree,
    check_against_roll,
    check_ballots,
)
from sessions.workflow.poll import MAY_VOTE, Choice, PollKind, PollState

FIGURES = ("issued", "returned", "valid", "invalid", "in_favour", "against", "abstained")


def able_count(poll: Poll) -> int:
    """How many on the roll of the running round may vote, or have, before they lost the right."""
    may = Q(state__in=sorted(MAY_VOTE)) | Q(vote__isnull=False)
    return RollEntry.objects.filter(may, poll=poll, round=poll.round).count()


def open_of_kind(poll: Poll, *kinds: PollKind) -> Poll:
    """The locked vote, open and of one of the kinds. Raises SessionRefused."""
    poll = lock_poll(poll)
    if poll.state != PollState.OPEN:
        raise SessionRefused("poll_not_open")
    if poll.kind not in kinds:
        raise SessionRefused("poll_other_kind")
    return poll


@transaction.atomic
def enter_totals(poll: Poll, *, in_favour: int, against: int, abstained: int, by: User) -> int:
    """Ghi kết quả giơ tay; returns how many on the roll did not answer. May be entered anew.

    Raises SessionRefused `poll_not_open`, `poll_other_kind`, `count_…` where a control sum fails.
    """
    poll = open_of_kind(poll, PollKind.SHOW_OF_HANDS)
    votes = Votes(in_favour, against, abstained)
    try:
        rest = check_against_roll(votes, able=able_count(poll))
    except TallyRefused as refused:
        raise SessionRefused(f"count_{refused.control}", **refused.details) from refused
    HandCount.objects.update_or_create(
        poll=poll,
        round=poll.round,
        defaults={
            "in_favour": in_favour,
            "against": against,
            "abstained": abstained,
            "entered_by": by,
            "entered_at": timezone.now(),
        },
    )
    log.record(
        "poll.totals_entered",
        poll,
        by=by,
        in_favour=in_favour,
        against=against,
        abstained=abstained,
        rest=rest,
    )
    return rest


@transaction.atomic
def enter_names(
    poll: Poll, *, answers: Mapping[int, str], seen: Mapping[int, str], by: User
) -> int:
    """Ghi kết quả gọi tên: answers by line of the roll; returns how many were written.

    `seen` is what the page showed: only what the operator changed is written, and a line that a
    colleague has written meanwhile is refused. Nothing is saved in part. Raises SessionRefused
    `poll_not_open`, `poll_other_kind`, `poll_changed`, `answer_changed`, `entry_cannot_vote`,
    `answer_fixed`.
    """
    poll = open_of_kind(poll, PollKind.ROLL_CALL)
    lines = _lines(poll)
    standing = {vote.entry_id: vote for vote in CastVote.objects.filter(entry__in=lines)}
    written = 0
    for key, choice in answers.items():
        if not choice or choice == seen.get(key, ""):
            continue
        line, vote = lines.get(key), standing.get(key)
        if line is None:
            raise SessionRefused("poll_changed")
        if (vote.choice if vote else "") != seen.get(key, ""):
            raise SessionRefused("answer_changed", name=line.mandate.person.name)
        write_answer(line, vote, choice, may_change=poll.may_change, by=by, source="table")
        written += 1
    if written:
        log.record("poll.names_entered", poll, by=by, count=written)
        changed_soon(poll.session_id)
    return written


def _lines(poll: Poll) -> dict[int, RollEntry]:
    rows = RollEntry.objects.filter(poll=poll, round=poll.round)
    return rows.select_related("mandate__person").in_bulk()


def write_answer(
    line: RollEntry,
    vote: CastVote | None,
    choice: str,
    *,
    may_change: bool,
    by: User,
    source: str,
    received_at: datetime | None = None,
    scan: Version | None = None,
) -> CastVote:
    """One answer that the office enters for a line of a locked vote. Raises SessionRefused."""
    name = line.mandate.person.name
    choice = Choice(choice).value
    if vote is None:
        if line.state not in MAY_VOTE:
            raise SessionRefused("entry_cannot_vote", name=name)
        return CastVote.objects.create(
            poll=line.poll,
            round=line.round,
            entry=line,
            choice=choice,
            source=source,
            key=uuid4(),
            cast_at=timezone.now(),
            received_at=received_at,
            scan=scan,
            recorded_by=by,
        )
    if not may_change:
        raise SessionRefused("answer_fixed", name=name)
    vote.received_at, vote.scan = received_at, scan
    change_vote(vote, choice, key=uuid4(), at=timezone.now(), by=by)
    return vote


def change_vote(vote: CastVote, choice: str, *, key: UUID, at: datetime, by: User) -> None:
    """Another answer in the place of a locked one; the keys of all that came before are known."""
    vote.earlier_keys = [*vote.earlier_keys, vote.key]
    vote.key = key
    vote.choice = choice
    vote.revision += 1
    vote.cast_at = at
    vote.recorded_by = by
    vote.save(
        update_fields=[
            "earlier_keys", "key", "choice", "revision", "cast_at", "recorded_by", "received_at",
            "scan",
        ]
    )  # fmt: skip


@transaction.atomic
def enter_sheet(
    poll: Poll,
    *,
    entry: int,
    choice: str,
    received_at: datetime,
    by: User,
    scan: Version | None = None,
) -> CastVote:
    """Nhập phiếu lấy ý kiến: the signed sheet of one delegate, with the moment it came in.

    Raises SessionRefused `poll_not_open`, `poll_other_kind`, `sheet_late`, `sheet_early`,
    `sheet_in_future`, `entry_cannot_vote`, `answer_fixed`.
    """
    poll = open_of_kind(poll, PollKind.OPINION_SHEET)
    if poll.due_at and received_at > poll.due_at:
        raise SessionRefused("sheet_late", due=f"{timezone.localtime(poll.due_at):%H:%M %d/%m/%Y}")
    if poll.opened_at and received_at < poll.opened_at.replace(second=0, microsecond=0):
        raise SessionRefused("sheet_early")
    if received_at > timezone.now():
        raise SessionRefused("sheet_in_future")
    line = _lines(poll).get(entry)
    if line is None:
        raise SessionRefused("poll_changed")
    vote = write_answer(
        line,
        CastVote.objects.filter(entry=line).first(),
        choice,
        may_change=poll.may_change,
        by=by,
        source=CastVote.Source.SHEET,
        received_at=received_at,
        scan=scan,
    )
    log.record("poll.sheet_entered", poll, by=by, name=line.mandate.person.name)
    return vote


@dataclass(frozen=True, slots=True)
class Counting:
    """How far the count of a secret ballot has come."""

    attempt: int
    entries: tuple[PaperCount, ...]
    agreement: Agreement

    @property
    def is_agreed(self) -> bool:
        """Whether the figures stand."""
        return self.agreement.ballots is not None

    def entered_by(self, user: User) -> bool:
        """Whether the user has entered this count already."""
        return any(entry.entered_by_id == user.pk for entry in self.entries)


def ballots_of(entry: PaperCount) -> Ballots:
    """The figures one person entered."""
    return Ballots(**{name: getattr(entry, name) for name in FIGURES})


def counting_of(poll: Poll) -> Counting:
    """The running count of the round; a new one begins where three entries settled nothing."""
    rows = list(poll.paper_counts.filter(round=poll.round).select_related("entered_by"))
    attempt = max((row.attempt for row in rows), default=1)
    now = tuple(row for row in rows if row.attempt == attempt)
    agreement = agree([ballots_of(row) for row in now])
    if len(now) == 3 and agreement.ballots is None:
        return Counting(attempt + 1, (), Agreement(None, agreement.differing))
    return Counting(attempt, now, agreement)


@transaction.atomic
def enter_ballots(poll: Poll, ballots: Ballots, *, by: User) -> Counting:
    """Nhập kết quả kiểm phiếu: two people enter each figure without seeing the other's.

    Where they differ, a third enters after the ballots were looked at again. Raises SessionRefused
    `poll_not_open`, `poll_other_kind`, `count_agreed`, `count_same_person`, and `count_…` where a
    control sum fails.
    """
    poll = open_of_kind(poll, PollKind.SECRET_PAPER)
    counting = counting_of(poll)
    if counting.is_agreed:
        raise SessionRefused("count_agreed")
    if counting.entered_by(by):
        raise SessionRefused("count_same_person")
    try:
        check_ballots(ballots, able=able_count(poll))
    except TallyRefused as refused:
        raise SessionRefused(f"count_{refused.control}", **refused.details) from refused
    PaperCount.objects.create(
        poll=poll,
        round=poll.round,
        attempt=counting.attempt,
        place=len(counting.entries) + 1,
        entered_by=by,
        entered_at=timezone.now(),
        **{name: getattr(ballots, name) for name in FIGURES},
    )
    log.record("poll.ballots_entered", poll, by=by, place=len(counting.entries) + 1)
    return counting_of(poll)
