"""The council's mail hours on its working-day calendar."""

from datetime import datetime

from django.utils import timezone

from hdnd_portal.legal import calendar_for
from hdnd_portal.notices.hours import next_opening
from hdnd_portal.notices.models import MailHours


def opening_for(hours: MailHours, now: datetime) -> datetime:
    """When a letter written now may go out, by the council's hours."""
    calendar = calendar_for(hours.council) if hours.working_days_only else None

    def is_open(at: datetime) -> bool:
        return calendar is None or calendar.is_working(at.date())

    return next_opening(
        timezone.localtime(now), starts=hours.starts_at, ends=hours.ends_at, is_open=is_open
    )
