"""The roll of a vote: who could answer, frozen when it opens."""

from collections.abc import Collection
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.council.models import Mandate
from hdnd_portal.council.seats import SeatCount
from sessions.models import Poll, RollEntry
from sessions.services.attendance import present_at
from sessions.services.refusals import SessionRefused
from sessions.workflow.poll import (
    ABOUT_A_SEAT,
    NAMED_KINDS,
    EntryState,
    PollKind,
    PollState,
    entry_state,
)


def lock_poll(poll: Poll) -> Poll:
    """The vote as it stands, locked until the transaction ends; after its session and item.

    Whoever casts holds it FOR SHARE (`hold_poll`), so this waits for them and they for this.
    """
    return Poll.objects.select_for_update(of=("self",)).get(pk=poll.pk)


def hold_poll(poll: int) -> tuple[str, int, str, bool, datetime | None, int] | None:
    """State, round, kind, may_change, opened_at and session of a vote, held FOR SHARE.

    A hundred delegates hold it side by side; whoever ends the vote waits for them.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT state, round, kind, may_change, opened_at, session_id"
            " FROM council_sessions_poll WHERE id = %s FOR SHARE",
            [poll],
        )
        found: tuple[str, int, str, bool, datetime | None, int] | None = cursor.fetchone()
    return found


def lost_seats(poll: Poll) -> set[int]:
    """Delegates whom the council itself released or dismissed in this session, by published vote.

    A seat ends with a whole day in the register; whoever lost it at noon votes no more after noon.
    """
    passed = Poll.objects.filter(
        session=poll.session_id,
        subject__in=sorted(ABOUT_A_SEAT),
        state=PollState.PUBLISHED,
        is_passed=True,
        about__isnull=False,
    )
    return {key for key in passed.values_list("about", flat=True) if key is not None}


def roll_at(poll: Poll, at: datetime) -> list[RollEntry]:
    """The lines of the roll as they stand at the moment, not saved. Three queries."""
    on = timezone.localdate(at)
    kind = PollKind(poll.kind)
    present = set() if kind is PollKind.OPINION_SHEET else present_at(poll.session, at)
    lost = lost_seats(poll)
    seats = Mandate.objects.filter(term=poll.session.term_id).with_status(on)
    rows = seats.exclude(status="coming")  # type: ignore[misc]  # by with_status
    rows = rows.order_by("person__sort_key", "pk")
    stands = dict(rows.values_list("pk", "status"))  # type: ignore[misc]
    return [
        RollEntry(
            poll=poll,
            round=poll.round,
            mandate_id=key,
            state=entry_state(
                status, kind=kind, is_present=key in present, has_lost_seat=key in lost
            ).value,
        )
        for key, status in stands.items()
    ]


def count_of(poll: Poll, entries: Collection[RollEntry]) -> SeatCount:
    """The counts of CNT-6 as the roll has them."""
    states = [entry.state for entry in entries]
    in_office = len(states) - states.count(EntryState.ENDED)
    return SeatCount(
        seats_statutory=poll.session.term.seats_statutory,
        elected_at_start=poll.session.term.elected_at_start,
        in_office=in_office,
        able_to_act=in_office - states.count(EntryState.SUSPENDED),
    )


def _open_poll(poll: Poll) -> Poll:
    poll = lock_poll(poll)
    if poll.state != PollState.OPEN:
        raise SessionRefused("poll_not_open")
    return poll


def _entry_of(poll: Poll, entry: int) -> RollEntry:
    lines = RollEntry.objects.filter(poll=poll, round=poll.round).select_related("mandate__person")
    found = lines.filter(pk=entry).first()
    if found is None:
        raise SessionRefused("poll_changed")
    return found


@transaction.atomic
def admit(poll: Poll, *, entry: int, by: User) -> RollEntry:
    """Ghi đại biểu đến muộn: a delegate who came while the vote is open may vote from now on.

    The quorum stays that of the opening. Raises SessionRefused `poll_not_open`, `entry_not_absent`.
    """
    poll = _open_poll(poll)
    line = _entry_of(poll, entry)
    if line.state != EntryState.ABSENT:
        raise SessionRefused("entry_not_absent", name=line.mandate.person.name)
    _put(line, EntryState.LATE, at=timezone.now(), reason="")
    log.record("poll.admitted", poll, by=by, name=line.mandate.person.name)
    return line


@transaction.atomic
def strike(poll: Poll, *, entry: int, state: str, reason: str, by: User) -> RollEntry:
    """Ghi đại biểu mất quyền biểu quyết while the vote is open: seat ended, or suspended.

    An answer given before stays: it was given with the right to. The base stays that of the
    opening; where that matters, the vote is done again, as is one of which only totals are known.
    Raises SessionRefused `poll_not_open`, `poll_no_names`, `reason_missing`, `entry_cannot_vote`.
    """
    poll = _open_poll(poll)
    if poll.kind not in NAMED_KINDS:
        raise SessionRefused("poll_no_names")
    if not reason.strip():
        raise SessionRefused("reason_missing")
    line = _entry_of(poll, entry)
    if line.state in {EntryState.ENDED, EntryState.SUSPENDED}:
        raise SessionRefused("entry_cannot_vote", name=line.mandate.person.name)
    _put(line, EntryState(state), at=timezone.now(), reason=reason.strip())
    log.record(
        "poll.struck", poll, by=by, name=line.mandate.person.name, state=state, reason=reason
    )
    return line


def _put(line: RollEntry, state: EntryState, *, at: datetime, reason: str) -> None:
    line.state = state.value
    line.changed_at = at
    line.reason = reason
    line.save(update_fields=["state", "changed_at", "reason"])
