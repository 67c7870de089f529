"""The share answered in time through the half-years, as columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from voters.board import Line

# Five years, a term.
MOST = 10
WIDTH, HEIGHT = 760, 230
LEFT, RIGHT, TOP, BASE = 8, 8, 24, 166
WIDEST = 110


@dataclass(frozen=True, slots=True)
class Bar:
    """One half-year, in the units of the drawing; without a bar where no answer was due."""

    middle: float
    x: float
    y: float
    width: float
    height: float
    share: str
    name: tuple[str, str]
    due: int


@dataclass(frozen=True, slots=True)
class TrendChart:
    """The drawing."""

    bars: tuple[Bar, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    base_y: int = BASE


def chart(lines: Sequence[Line]) -> TrendChart | None:
    """Lay out the last half-years; None where there are no two to compare."""
    shown = lines[-MOST:]
    if sum(line.prompt_share is not None for line in shown) < 2:
        return None
    slot = min((WIDTH - LEFT - RIGHT) / len(shown), WIDEST)
    return TrendChart(
        tuple(_bar(line, LEFT + slot * place, slot) for place, line in enumerate(shown))
    )


def _bar(line: Line, start: float, slot: float) -> Bar:
    height = float((line.prompt_share or Decimal(0)) * (BASE - TOP) / 100)
    word, _space, year = line.label.rpartition(" ")
    return Bar(
        middle=round(start + slot / 2, 1),
        x=round(start + slot * 0.2, 1),
        y=round(BASE - height, 1),
        width=round(slot * 0.6, 1),
        height=round(height, 1),
        share=line.prompt_text,
        name=(word, year),
        due=line.due,
    )
