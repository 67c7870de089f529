"""How often a person gets the digest, and on which days. Plain Python."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum

from hdnd_portal.accounts.roles import Role
from hdnd_portal.legal.calendar import WorkCalendar


class Frequency(StrEnum):
    """How often, the rarest first."""

    NONE = "none"
    MONTHLY = "monthly"
    WEEKLY = "weekly"
    DAILY = "daily"


# What somebody gets who has chosen nothing; of several roles the most frequent.
DEFAULTS: Mapping[Role, Frequency] = {
    Role.OFFICER: Frequency.DAILY,
    Role.CLERK: Frequency.DAILY,
    Role.OFFICE_HEAD: Frequency.DAILY,
    Role.STANDING_COMMITTEE: Frequency.WEEKLY,
    Role.CHAIR: Frequency.WEEKLY,
    Role.COMMITTEE_LEADER: Frequency.WEEKLY,
    Role.COMMITTEE_MEMBER: Frequency.WEEKLY,
    Role.DELEGATE: Frequency.WEEKLY,
    Role.GROUP_HEAD: Frequency.WEEKLY,
    Role.AGENCY: Frequency.WEEKLY,
    Role.FRONT: Frequency.WEEKLY,
    Role.ADMIN: Frequency.NONE,
}


def default_for(roles: Iterable[Role]) -> Frequency:
    """The most frequent of what the roles get; none without a role."""
    order = list(Frequency)
    return max((DEFAULTS[role] for role in roles), key=order.index, default=Frequency.NONE)


def period_of(frequency: Frequency, on: date) -> date:
    """The first day of the period in which the day lies: itself, its Monday, the first."""
    if frequency is Frequency.WEEKLY:
        return on - timedelta(days=on.weekday())
    return on.replace(day=1) if frequency is Frequency.MONTHLY else on


def is_due(frequency: Frequency, on: date, *, calendar: WorkCalendar, chosen_on: date) -> bool:
    """Whether the digest of the period goes out today, if it has not yet.

    It does on the first working day of the period, and where nothing ran on that day on the next
    working one. Who chose on that day or later waits for the next period.
    """
    if frequency is Frequency.NONE or not calendar.is_working(on):
        return False
    first = calendar.next_working_day(period_of(frequency, on))
    return chosen_on < first <= on
