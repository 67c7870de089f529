"""What minutes consist of: sections with paragraphs and tables, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from hdnd_portal.council.models import Mandate
from sessions.models import CouncilSession, Proceeding, Sitting


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: titles, and rows of text; `figures` names the columns that hold numbers."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...]
    figures: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One section: its code, its title, and what stands in it in order."""

    key: str
    title: str
    pieces: tuple[str | Grid, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Whose minutes they are, with what every section asks: the time and the delegates.

    `mandates` hold their seat on the first day the minutes cover, `in_office` says who on which.
    """

    session: CouncilSession
    sitting: Sitting | None
    sittings: tuple[Sitting, ...]
    mandates: tuple[Mandate, ...]
    in_office: Mapping[date, frozenset[int]]
    # All sittings of the session, and all entries of its course with their items.
    around: tuple[Sitting, ...]
    entries: tuple[Proceeding, ...]

    @property
    def starts_at(self) -> datetime | None:
        """When the first sitting began, or should have where nobody recorded it."""
        return begun_at(self.sittings[0]) if self.sittings else None

    @property
    def ends_at(self) -> datetime | None:
        """When the last sitting ended, or should have."""
        return risen_at(self.sittings[-1]) if self.sittings else None

    def at(self, moment: datetime | None) -> str:
        """The hour, with its day where the minutes cover several."""
        if moment is None or len(self.in_days) < 2:
            return hours(moment)
        return f"{timezone.localtime(moment):%d/%m}, {hours(moment)}"

    @property
    def in_days(self) -> set[date]:
        """The days of the sittings."""
        return {timezone.localdate(one.starts_at) for one in self.sittings}

    def seats_of(self, sitting: Sitting) -> frozenset[int]:
        """Seats held on the day of the sitting (primary keys)."""
        return self.in_office.get(timezone.localdate(sitting.starts_at), frozenset())

    def window(self) -> tuple[datetime, datetime] | None:
        """From which moment to which records belong: sittings overrun, and begin early."""
        if self.sitting is None:
            return None
        slack = timedelta(hours=1)
        earlier = [one for one in self.around if one.starts_at < self.sitting.starts_at]
        later = [one for one in self.around if one.starts_at > self.sitting.starts_at]
        before, after = next(iter(earlier[-1:]), None), next(iter(later), None)
        start = self.sitting.starts_at - slack
        if before is not None:
            start = max(start, before.ends_at + (self.sitting.starts_at - before.ends_at) / 2)
        end = self.sitting.ends_at + timedelta(hours=12)
        if after is not None:
            end = self.sitting.ends_at + (after.starts_at - self.sitting.ends_at) / 2
        return start, end


def begun_at(sitting: Sitting) -> datetime:
    """When the sitting began: as it was opened, or as planned where nobody recorded it."""
    return sitting.opened_at or sitting.starts_at


def risen_at(sitting: Sitting) -> datetime:
    """When the sitting rose, or is to rise."""
    return sitting.closed_at or sitting.ends_at


def hours(moment: datetime | None) -> str:
    """`08 giờ 15`; a dash for none."""
    if moment is None:
        return "–"
    at = timezone.localtime(moment)
    return f"{at:%H} giờ {at:%M}"


def day_and_hours(moment: datetime | None) -> str:
    """`08 giờ 15 ngày 14/7/2026`."""
    if moment is None:
        return "–"
    at = timezone.localtime(moment)
    return f"{hours(moment)} ngày {at.day:02d}/{at.month:02d}/{at.year}"


def begun_minutes(spent: timedelta) -> int:
    """Whole minutes of a time, a begun one counted."""
    return -(-int(spent.total_seconds()) // 60)


def listed(names: Sequence[str]) -> str:
    """`A, B và C`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} và {names[-1]}"
