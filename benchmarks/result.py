"""One measurement beside its floor, and the table of all."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured, in seconds, against the least that the same work costs here.

    `bound` is how many times the floor it may cost; machines differ, their ratio hardly does.
    `limit` is what people were promised, in seconds, on a machine that has nothing else to do.
    """

    what: str
    figure: float
    floor_name: str
    floor: float
    bound: float
    limit: float | None = None

    @property
    def ratio(self) -> float:
        """How many times the floor."""
        return self.figure / self.floor

    @property
    def is_kept(self) -> bool:
        """Whether bound and limit hold."""
        return self.ratio <= self.bound and (self.limit is None or self.figure <= self.limit)

    @property
    def bounds(self) -> str:
        """Bound and limit as the table shows them."""
        return f"{self.bound:.0f}" + (f", {self.limit:g} s" if self.limit is not None else "")


def slow_one_in_twenty(act: Callable[[], object], *, times: int = 60, warm: int = 3) -> float:
    """The 95th percentile of the seconds that the act takes."""
    for _ in range(warm):
        act()
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        act()
        taken.append(time.perf_counter() - started)
    return statistics.quantiles(taken, n=20)[-1]


def seconds(act: Callable[[], object]) -> float:
    """How long the act takes, once."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def table(results: list[Result]) -> str:
    """The results, one a line."""
    head = ("what", "figure", "floor", "ratio", "bound", "ok?")
    lines = [head] + [
        (
            result.what,
            _written(result.figure),
            f"{result.floor_name} {_written(result.floor)}",
            f"{result.ratio:.1f}",
            result.bounds,
            "ok" if result.is_kept else "BROKEN",
        )
        for result in results
    ]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    rows = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        for line in lines
    ]
    return "\n".join(row.rstrip() for row in rows) + "\n"


def _written(taken: float) -> str:
    return f"{taken:.1f} s" if taken >= 1 else f"{taken * 1000:.1f} ms"
