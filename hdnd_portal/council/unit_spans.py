"""Units over time: a span for each name and kind a unit had, and the changes between the spans."""

from dataclasses import dataclass, field
from datetime import date

# The word before a name, and the kind the database stores for it at each level.
KINDS = {
    ("province", "tỉnh"): "province",
    ("province", "thành phố"): "city",
    ("district", "quận"): "district",
    ("district", "huyện"): "district",
    ("district", "thị xã"): "district",
    ("district", "thành phố"): "district",
    ("commune", "xã"): "commune",
    ("commune", "phường"): "ward",
    ("commune", "thị trấn"): "township",
    ("commune", "đặc khu"): "special_zone",
}


@dataclass(frozen=True, slots=True)
class Span:
    """A unit for as long as it had one name and one kind; `valid_to` is its last day."""

    id: str
    level: str
    code: str
    word: str
    name: str
    parent: str | None
    valid_from: date | None
    valid_to: date | None
    aliases: frozenset[str] = frozenset()

    @property
    def kind(self) -> str:
        """The kind as the database names it."""
        return KINDS[self.level, self.word]

    @property
    def label(self) -> str:
        """Kind and name: "xã Long Thành"."""
        return f"{self.word} {self.name}"

    def holds_on(self, on: date) -> bool:
        """Whether the span covers the day."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )


@dataclass(frozen=True, slots=True)
class Change:
    """What became of units on a day; `likely` is the target that took most of a divided one."""

    key: str
    kind: str
    effective_on: date
    legal_basis: str
    mark: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    likely: str | None = None
    note: str = ""


@dataclass(slots=True)
class UnitTable:
    """All spans by id and by name, the changes, and those that leave and reach each span."""

    spans: dict[str, Span] = field(default_factory=dict)
    named: dict[str, list[Span]] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    leaving: dict[str, list[Change]] = field(default_factory=dict)
    reaching: dict[str, list[Change]] = field(default_factory=dict)

    def add(self, change: Change) -> None:
        """Enter a change under every span it touches."""
        self.changes.append(change)
        for source in change.sources:
            self.leaving.setdefault(source, []).append(change)
        for target in change.targets:
            self.reaching.setdefault(target, []).append(change)
