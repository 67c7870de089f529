"""The number of delegates present through a sitting, as a line in steps (S6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from sessions.presence import Step

WIDTH = 720
HEIGHT = 190
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 16, 30
TICKS = 6


@dataclass(frozen=True, slots=True)
class Tick:
    """A time below the line."""

    x: float
    words: str


@dataclass(frozen=True, slots=True)
class PresenceChart:
    """The drawing, in its own units."""

    points: str
    needed_y: float
    needed: int
    top: int
    top_y: float
    base_y: float
    last_x: float
    last_y: float
    last: int
    ticks: list[Tick]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT

    @property
    def right(self) -> int:
        """Where the lines end."""
        return self.width - RIGHT


def chart(
    steps: Sequence[Step], *, needed: int, top: int, starts_at: datetime, ends_at: datetime
) -> PresenceChart | None:
    """Lay out the steps between the two moments; `top` is the number of delegates in office."""
    if not steps or ends_at <= starts_at:
        return None
    span = (ends_at - starts_at).total_seconds()
    highest = max([top, needed, *(step.present for step in steps), 1])

    def x(at: datetime) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (at - starts_at).total_seconds() / span, 1)

    def y(count: int) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * count / highest, 1)

    points, before = [], 0
    for step in steps:
        points += [f"{x(step.at)},{y(before)}", f"{x(step.at)},{y(step.present)}"]
        before = step.present
    points.append(f"{x(ends_at)},{y(before)}")
    ticks = []
    for number in range(TICKS + 1):
        at = starts_at + (ends_at - starts_at) * number / TICKS
        ticks.append(Tick(x(at), f"{timezone.localtime(at):%H:%M}"))
    return PresenceChart(
        points=" ".join(points),
        needed_y=y(needed),
        needed=needed,
        top=highest,
        top_y=y(highest),
        base_y=y(0),
        last_x=x(ends_at),
        last_y=y(before),
        last=before,
        ticks=ticks,
    )
