"""The half-days as they are really held: they follow the moves of their session.

Every function runs in the caller's transaction, which holds the session's lock FOR UPDATE.
"""

from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from sessions.models import CouncilSession, Sitting
from sessions.workflow import SessionMove
from sessions.workflow.sitting import SPEECH_ON, SPEECH_QUEUED, SpeechState

BEGIN = frozenset({SessionMove.OPEN, SessionMove.RESUME, SessionMove.REOPEN})
END = frozenset({SessionMove.ADJOURN, SessionMove.CLOSE})


def held_sitting(session: CouncilSession) -> Sitting | None:
    """The sitting that is on. One query."""
    return session.sittings.filter(opened_at__isnull=False, closed_at=None).first()


def due_sitting(session: CouncilSession, at: datetime) -> Sitting | None:
    """The sitting that begins, or goes on, at the moment: the latest that was due by then.

    Before the first is due it is the first; a session may open some minutes early. One query, none
    where the sittings were prefetched.
    """
    early = at + timedelta(hours=1)
    sittings = list(session.sittings.all())
    due = [sitting for sitting in sittings if sitting.starts_at <= early]
    return next(iter(due[-1:] or sittings), None)


def follow(session: CouncilSession, move: SessionMove, *, at: datetime) -> None:
    """Begin or end the sitting that a move of the session means."""
    if move in BEGIN:
        begin(session, at=at)
    elif move in END:
        end(session, at=at)
    elif move is SessionMove.TAKE_BACK_OPENING:
        end(session, at=at)
        session.sittings.update(opened_at=None, closed_at=None)


def begin(session: CouncilSession, *, at: datetime) -> None:
    """The sitting is on from the moment; one that rose meanwhile goes on."""
    if held_sitting(session) is not None:
        return
    sitting = due_sitting(session, at)
    if sitting is not None:
        sitting.opened_at, sitting.closed_at = sitting.opened_at or at, None
        sitting.save(update_fields=["opened_at", "closed_at"])


def end(session: CouncilSession, *, at: datetime) -> None:
    """The sitting rises: what is on ends, whoever speaks stops, everybody has left the hall."""
    session.proceedings.filter(ends_at=None, starts_at__lte=at).update(ends_at=at)
    stop_speeches(session, at=at)
    stays = session.attendance.standing().filter(left_at=None)
    # Who came at this very moment has not been there: an empty stay cannot be.
    stays.filter(arrived_at__gte=at).update(left_at=F("arrived_at") + timedelta(seconds=1))
    today = timezone.localdate(at)
    for row in stays.filter(arrived_at__lt=at):
        # A stay of an earlier day, which nobody closed, ends with that day's sitting.
        if timezone.localdate(row.arrived_at) != today:
            row.left_at = _end_of_day(session, row.arrived_at)
        else:
            row.left_at = at
        row.save(update_fields=["left_at"])
    sitting = held_sitting(session)
    if sitting is not None:
        sitting.closed_at = max(at, sitting.opened_at or at)
        sitting.save(update_fields=["closed_at"])


def stop_speeches(session: CouncilSession, *, at: datetime) -> None:
    """Whoever speaks stops; whoever was called waits again."""
    for speech in session.speeches.filter(state__in=SPEECH_ON).select_for_update(of=("self",)):
        speech.ended_at = speech.paused_at or at
        speech.paused_at, speech.state = None, SpeechState.DONE.value
        speech.save(update_fields=["ended_at", "paused_at", "state"])
    session.speeches.filter(state__in=SPEECH_QUEUED).update(
        state=SpeechState.WAITING.value, called_at=None
    )


def _end_of_day(session: CouncilSession, moment: datetime) -> datetime:
    day = timezone.localdate(moment)
    ends = [
        sitting.closed_at or sitting.ends_at
        for sitting in session.sittings.all()
        if timezone.localdate(sitting.starts_at) == day
    ]
    return max([*ends, moment + timedelta(seconds=1)])
