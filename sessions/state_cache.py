"""The state of a sitting for pages that ask: kept by each process, made anew after a change."""

import hashlib
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache

from hdnd_portal.notices import live
from sessions import board
from sessions.models import CouncilSession

# Attendance and announcements end by the clock, without a change anybody could tell of.
KEPT_SECONDS = 1.0
MARK = "sessions.floor.{session}"
MARK_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a sitting: its number, the plain state, and what each kind of viewer gets."""

    seq: int
    state: Mapping[str, Any]
    kept_at: float = field(default_factory=time.monotonic)
    _shown: dict[bool, dict[str, Any]] = field(default_factory=dict)

    def shown(self, *, inside: bool) -> dict[str, Any]:
        """The state as one kind of viewer gets it, with a digest of what it says; made once."""
        if inside not in self._shown:
            made = board.rendered(self.state if inside else board.for_observers(self.state))
            timeless = {name: value for name, value in made.items() if name != "at"}
            digest = hashlib.sha256(repr(sorted(timeless.items())).encode()).hexdigest()[:20]
            self._shown[inside] = {**made, "seq": self.seq, "digest": digest}
        return self._shown[inside]


class _Kept:
    """What this process read last, by session."""

    lock = threading.Lock()
    readings: dict[int, Reading] = {}


def read(session: CouncilSession) -> Reading:
    """Read the state now, for all who ask within the next second."""
    seq = live.moment()
    found = Reading(seq, board.board_state(session))
    _Kept.readings[session.pk] = found
    return found


def forget(session: int) -> None:
    """What this process kept of the session is old."""
    _Kept.readings.pop(session, None)


def mark(session: int, seq: int) -> None:
    """Tell the other processes that what they read before this moment is old."""
    cache.set(MARK.format(session=session), seq, MARK_SECONDS)


def reading(session: CouncilSession) -> Reading:
    """The state a page begins with: at most a second old, and never older than the last change,
    wherever it was made. Five hundred screens without a channel cost one reading a second.
    """
    marked = cache.get(MARK.format(session=session.pk), 0)
    if (found := _found(session.pk, marked)) is not None:
        return found
    with _Kept.lock:
        return _found(session.pk, marked) or read(session)


def cached_state(session: CouncilSession, *, inside: bool) -> dict[str, Any]:
    """The state as it is pushed to one kind of viewer."""
    return reading(session).shown(inside=inside)


def _found(session: int, marked: int) -> Reading | None:
    found = _Kept.readings.get(session)
    if found is None or time.monotonic() - found.kept_at > KEPT_SECONDS or found.seq < marked:
        return None
    return found
