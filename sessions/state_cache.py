"""The state of a sitting for pages that ask: kept by each process, made anew after a change."""

import hashlib
import threading
import time
from collections.abc import Mapping
from typing import Any

from django.core.cache import cache

from hdnd_portal.notices import live
from sessions import board
from sessions.models import CouncilSession

# Attendance and announcements end by the clock, without a change anybody could tell of.
KEPT_SECONDS = 1.0
MARK = "sessions.floor.{session}"
MARK_SECONDS = 3600


class _Kept:
    """What this process made last, by session and kind of viewer: when, and the state."""

    lock = threading.Lock()
    states: dict[tuple[int, bool], tuple[float, dict[str, Any]]] = {}


def shown(state: Mapping[str, Any], *, inside: bool, seq: int) -> dict[str, Any]:
    """The state as one kind of viewer gets it, with its number and a digest of what it says."""
    made = board.rendered(state if inside else board.for_observers(state))
    timeless = {name: value for name, value in made.items() if name != "at"}
    digest = hashlib.sha256(repr(sorted(timeless.items())).encode()).hexdigest()[:20]
    return {**made, "seq": seq, "digest": digest}


def keep(session: int, made: dict[str, Any], *, inside: bool) -> None:
    """Hand this state to whoever asks within the next second."""
    _Kept.states[session, inside] = (time.monotonic(), made)


def forget(session: int) -> None:
    """What this process kept of the session is old."""
    for inside in (True, False):
        _Kept.states.pop((session, inside), None)


def mark(session: int, seq: int) -> None:
    """Tell the other processes that what they made before this moment is old."""
    cache.set(MARK.format(session=session), seq, MARK_SECONDS)


def cached_state(session: CouncilSession, *, inside: bool) -> dict[str, Any]:
    """The state as it is pushed. Five hundred screens without a channel cost one reading a second;
    after a change, wherever it was made, the next who asks gets the new one.
    """
    marked = cache.get(MARK.format(session=session.pk), 0)
    if (found := _found(session.pk, inside, marked)) is not None:
        return found
    with _Kept.lock:
        if (found := _found(session.pk, inside, marked)) is not None:
            return found
        seq = live.moment()
        made = shown(board.board_state(session), inside=inside, seq=seq)
        keep(session.pk, made, inside=inside)
        return made


def _found(session: int, inside: bool, marked: int) -> dict[str, Any] | None:
    kept_at, state = _Kept.states.get((session, inside), (0.0, None))
    if state is None or time.monotonic() - kept_at > KEPT_SECONDS or state["seq"] < marked:
        return None
    return state
