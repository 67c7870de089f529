"""Whether the clock of a device can be believed. Plain Python: every moment comes in as a value.

What is written down without network carries the clock of the device, and a clock may be wrong by
minutes or years. Nothing is refused for it: opinions are ordered by the number the server gave, and
where the clocks differ both are shown.
"""

from datetime import UTC, datetime, timedelta

# Smaller differences are those of any two clocks.
TOLERANCE = timedelta(minutes=5)
# Outside these years a moment is a fault of the device, and cannot be shown in every zone.
FIRST, LAST = datetime(1971, 1, 1, tzinfo=UTC), datetime(2199, 12, 31, tzinfo=UTC)


def told(text: str) -> datetime | None:
    """The moment a device wrote (ISO 8601 with its zone); None where it cannot be one."""
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            return None
        return moment if FIRST <= moment <= LAST else None
    except (ValueError, OverflowError):
        return None


def ahead_by(sent_at: datetime | None, *, received_at: datetime) -> int | None:
    """Seconds by which the clock of the device was ahead when it sent; negative: behind."""
    if sent_at is None:
        return None
    return round((sent_at - received_at).total_seconds())


def is_wrong(
    said_at: datetime | None, ahead: int | None, *, received_at: datetime, begins_at: datetime
) -> bool:
    """Whether the moment told by the device is shown as doubtful.

    The clock was wrong when it sent; or what was said lies after its arrival, or a day and more
    before the meeting: then the clock was changed in between.
    """
    if ahead is not None and abs(ahead) > TOLERANCE.total_seconds():
        return True
    if said_at is None:
        return False
    return said_at > received_at + TOLERANCE or said_at < begins_at - timedelta(days=1)
