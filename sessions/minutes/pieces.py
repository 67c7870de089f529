"""What minutes consist of: sections with paragraphs and tables, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from hdnd_portal.council.models import Mandate
from sessions.models import CouncilSession, Sitting


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
    """Whose minutes they are, with what every section asks: the time and the delegates."""

    session: CouncilSession
    sitting: Sitting | None
    sittings: tuple[Sitting, ...]
    mandates: tuple[Mandate, ...]

    @property
    def starts_at(self) -> datetime | None:
        """The first moment the minutes cover."""
        return self.sittings[0].starts_at if self.sittings else None

    @property
    def ends_at(self) -> datetime | None:
        """The last moment as planned; records after it, before the next sitting, still belong."""
        return self.sittings[-1].ends_at if self.sittings else None

    def window(self) -> tuple[datetime, datetime] | None:
        """From which moment to which records belong: sittings overrun, and begin early."""
        if self.sitting is None or self.starts_at is None:
            return None
        slack = timedelta(hours=1)
        others = self.session.sittings.order_by("starts_at")
        before = others.filter(starts_at__lt=self.sitting.starts_at).last()
        after = others.filter(starts_at__gt=self.sitting.starts_at).first()
        start = self.sitting.starts_at - slack
        if before is not None:
            start = max(start, before.ends_at + (self.sitting.starts_at - before.ends_at) / 2)
        end = self.sitting.ends_at + timedelta(hours=12)
        if after is not None:
            end = self.sitting.ends_at + (after.starts_at - self.sitting.ends_at) / 2
        return start, end


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


def minutes_between(start: datetime, end: datetime) -> int:
    """Whole minutes from one moment to the other, begun ones counted."""
    return -(-int((end - start).total_seconds()) // 60)


def listed(names: Sequence[str]) -> str:
    """`A, B và C`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} và {names[-1]}"
