"""How late a group reports: counted to the minute, from the hour the office set."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _


def lateness(due_at: datetime, submitted_at: datetime | None, *, now: datetime) -> timedelta | None:
    """How much after the hour the report came, or is still missing now; None where it is in time.

    A report that was returned and sent again counts from the first time it was sent.
    """
    late = (submitted_at or now) - due_at
    return late if late > timedelta(0) else None


def late_words(late: timedelta | None) -> str:
    """`muộn 2 giờ 15 phút`; nothing where it is in time."""
    if late is None:
        return ""
    minutes = max(1, int(late.total_seconds() // 60))
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [
        words.format(n=count)
        for count, words in [(days, _("{n} ngày")), (hours, _("{n} giờ")), (minutes, _("{n} phút"))]
        if count
    ]
    return _("muộn {length}").format(length=" ".join(parts))
