"""Votes taken on paper while the portal could not be used, entered later (S13).

Hands and names are read by two people, as `later_entries` says; what they agree on is the whole
vote: opened, counted and ended at the hour of the paper. It is published like any other. The count
of secret ballots is blind as it is: such a vote is opened at the hour of the paper, and counted.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from sessions.clock_times import ClockRefused, read_clock
from sessions.models import Poll, RollEntry
from sessions.services.later_entries import Entries, add_reading, check_open
from sessions.services.locks import lock_session
from sessions.services.polls import close_poll, open_poll
from sessions.services.polls_counting import enter_totals, write_answer
from sessions.services.refusals import SessionRefused
from sessions.workflow.paper import LaterKind
from sessions.workflow.poll import PollKind, PollState

HELD_ON, HELD_AT = "on", "at"
TOTALS = ("in_favour", "against", "abstained")
KIND_OF: dict[str, LaterKind] = {
    PollKind.SHOW_OF_HANDS: LaterKind.HANDS,
    PollKind.ROLL_CALL: LaterKind.ROLL_CALL,
}


def entries_of_poll(poll: Poll) -> Entries:
    """The readings of the paper of a vote. One query."""
    return Entries(tuple(poll.later_entries.select_related("entered_by").order_by("place")))


@transaction.atomic
def enter_vote(poll: Poll, figures: Mapping[str, str], *, by: User, note: str = "") -> Entries:
    """Nhập kết quả biểu quyết from paper: day, hour and totals, or the answer of each delegate.

    `note` is the chair's reason where too few were present. Raises SessionRefused
    `attendance_shut`, `poll_other_kind`, `poll_begun`, `later_settled`, `later_same_person`,
    `later_hour`, `attendance_ahead`, `attendance_no_sitting`, and those of opening and counting.
    """
    session = lock_session(poll.session)
    check_open(session)
    poll = Poll.objects.select_for_update(of=("self",)).get(pk=poll.pk)
    if poll.kind not in KIND_OF:
        raise SessionRefused("poll_other_kind")
    before = entries_of_poll(poll)
    if poll.state != PollState.PREPARED and before.state != "settled":
        raise SessionRefused("poll_begun")
    entries = add_reading(
        before,
        session=session,
        kind=KIND_OF[poll.kind],
        figures=figures,
        note=note,
        by=by,
        poll=poll,
    )
    settled = entries.reading.settled
    if settled is not None:
        at = _moment(poll, settled)
        reason = next((entry.note for entry in entries.entries if entry.note), "")
        opened = open_poll(poll, by=by, quorum_reason=reason, at=at)
        if poll.kind == PollKind.SHOW_OF_HANDS:
            totals = {name: int(settled.get(name) or 0) for name in TOTALS}
            enter_totals(opened, **totals, by=by)
        else:
            _write_names(opened, settled, by)
        close_poll(opened, by=by, at=at)
        log.record(
            "poll.from_paper",
            poll,
            by=by,
            title=poll.title,
            people=entries.people,
        )
    return entries


@transaction.atomic
def open_ballot(poll: Poll, *, at: datetime, by: User, quorum_reason: str = "") -> Poll:
    """Mở lại một cuộc bỏ phiếu kín held on paper at the hour; its count is then entered twice.

    Raises SessionRefused `attendance_shut`, `poll_other_kind`, `attendance_ahead`,
    `attendance_no_sitting`, and those of opening.
    """
    check_open(lock_session(poll.session))
    if poll.kind != PollKind.SECRET_PAPER:
        raise SessionRefused("poll_other_kind")
    _check_moment(poll, at)
    return open_poll(poll, by=by, quorum_reason=quorum_reason, at=at)


def _moment(poll: Poll, figures: Mapping[str, str]) -> datetime:
    try:
        clock = read_clock(figures.get(HELD_AT, ""))
        day = datetime.strptime(figures.get(HELD_ON, ""), "%Y-%m-%d")  # noqa: DTZ007 -- aware below
    except (ClockRefused, ValueError) as error:
        raise SessionRefused("later_hour") from error
    if clock is None:
        raise SessionRefused("later_hour")
    at = timezone.make_aware(datetime.combine(day.date(), clock))
    _check_moment(poll, at)
    return at


def _check_moment(poll: Poll, at: datetime) -> None:
    if at > timezone.now():
        raise SessionRefused("attendance_ahead")
    days = {timezone.localdate(sitting.starts_at) for sitting in poll.session.sittings.all()}
    if timezone.localdate(at) not in days:
        raise SessionRefused("attendance_no_sitting")


def _write_names(poll: Poll, settled: Mapping[str, str], by: User) -> None:
    lines = RollEntry.objects.filter(poll=poll, round=poll.round).select_related("mandate__person")
    for line in lines:
        choice = settled.get(str(line.mandate_id), "")
        if choice:
            write_answer(line, None, choice, may_change=False, by=by, source="table")
