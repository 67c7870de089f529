"""Number of council seats by population (số đại biểu được bầu). Plain Python.

Law 72/2025/QH15, Art. 30. "Every further 70,000 inhabitants one more" is read as one seat per
full step, at both levels: a begun step adds nothing. Terms before 2026–2031 may stand above the
cap, since merged councils kept all delegates (Art. 44).
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


class SeatsRefused(ValueError):
    """No number of seats follows; the message is one Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class Band:
    """Above `above` inhabitants, one more seat per full `every` inhabitants."""

    above: int
    every: int


@dataclass(frozen=True, slots=True)
class SeatTable:
    """The table of one kind of unit."""

    kind: str
    name: str
    start: int
    bands: tuple[Band, ...]
    cap: int
    source: str
    mark: str
    note: str


@dataclass(frozen=True, slots=True)
class Seats:
    """The number of seats with the arithmetic shown."""

    table: SeatTable
    population: int
    seats: int
    arithmetic: str

    def as_dict(self) -> dict[str, Any]:
        """The answer as plain values, for JSON."""
        return {
            "kind": self.table.kind,
            "name": self.table.name,
            "population": self.population,
            "seats": self.seats,
            "cap": self.table.cap,
            "arithmetic": self.arithmetic,
            "source": self.table.source,
            "mark": self.table.mark,
            "note": self.table.note or None,
        }


@cache
def tables() -> dict[str, SeatTable]:
    """The tables by kind of unit."""
    data = json.loads((DATA / "seats.json").read_text(encoding="utf-8"))
    return {
        row["kind"]: SeatTable(
            kind=row["kind"],
            name=row["name"],
            start=row["start"],
            bands=tuple(Band(step["above"], step["every"]) for step in row["steps"]),
            cap=row["cap"],
            source=f"{data['source'].split(',')[0]}, {row['source']}",
            mark=row.get("mark", data["mark"]),
            note=row.get("note", ""),
        )
        for row in data["kinds"]
    }


def seats_for(kind: str, population: int) -> Seats:
    """Seats of a unit of the kind with so many inhabitants. Raises SeatsRefused."""
    table = tables().get(kind.strip().lower().replace("_", "-"))
    if table is None:
        raise SeatsRefused(f"Không có loại đơn vị “{kind}”; hãy chọn: {', '.join(tables())}.")
    if population <= 0:
        raise SeatsRefused(f"Dân số phải lớn hơn 0, đã nhập {population}.")
    total, steps, sums = table.start, [str(table.start)], [str(table.start)]
    for index, band in enumerate(table.bands):
        upper = population
        if index + 1 < len(table.bands):
            upper = min(population, table.bands[index + 1].above)
        if upper > band.above:
            more = (upper - band.above) // band.every
            total += more
            steps.append(f"⌊({upper} - {band.above}) / {band.every}⌋")
            sums.append(str(more))
    text = str(total)
    if len(steps) > 1:
        text = f"{' + '.join(steps)} = {' + '.join(sums)} = {total}"
    seats = min(total, table.cap)
    if total > table.cap:
        text += f", tối đa {table.cap}"
    return Seats(table=table, population=population, seats=seats, arithmetic=text)
