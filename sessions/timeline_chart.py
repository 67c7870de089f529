"""Where the milestones stand on the chart that runs back from the opening day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH = 960
LEFT = 24
ROW = 30
TOP = 34
LABEL_WIDTH = 330


@dataclass(frozen=True, slots=True)
class Mark:
    """One milestone on the chart, in the units of the drawing."""

    x: float
    y: int
    label_x: float
    anchor: str
    name: str
    due_on: date
    state: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing: marks, the lines of opening and today, and the size."""

    marks: list[Mark]
    height: int
    opening_x: float
    today_x: float | None
    opening_on: date
    today: date
    width: int = WIDTH

    @property
    def opening_anchor(self) -> str:
        """On which side of its line the word of the opening day stands."""
        return "end" if self.opening_x > self.width / 2 else "start"


def chart(
    milestones: Sequence[tuple[str, date, str]], *, opening_on: date, today: date
) -> Chart | None:
    """Lay out (name, day, state) rows by day, each on a row of its own; None without rows."""
    if not milestones:
        return None
    rows = sorted(milestones, key=lambda row: row[1])
    first = min(rows[0][1], opening_on)
    last = max(rows[-1][1], opening_on)
    span = max((last - first).days, 1)

    def x(day: date) -> float:
        return round(LEFT + (WIDTH - 2 * LEFT) * (day - first).days / span, 1)

    marks = []
    for index, (name, day, state) in enumerate(rows):
        at = x(day)
        left = at > WIDTH - LABEL_WIDTH
        marks.append(
            Mark(
                x=at,
                y=TOP + ROW * index + ROW // 2,
                label_x=at - 14 if left else at + 14,
                anchor="end" if left else "start",
                name=name,
                due_on=day,
                state=state,
            )
        )
    return Chart(
        marks=marks,
        height=TOP + ROW * len(rows) + 12,
        opening_x=x(opening_on),
        today_x=x(today) if first <= today <= last else None,
        opening_on=opening_on,
        today=today,
    )
