"""The register of rules (bộ quy tắc): dated rows with source and mark, from a data file.

Plain Python. A rule is never a constant in code: it is a row of `data/register.json`, or an
override of a province. A new act adds a row; a record keeps the row of the day it was opened.
"""

import difflib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"

Value = int | Fraction | str | None


class Unit(StrEnum):
    """What the value of a rule counts (đơn vị); units are never converted into each other."""

    DAY = "day"
    WORKING_DAY = "working_day"
    HOUR = "hour"
    MINUTE = "minute"
    MONTH = "month"
    YEAR = "year"
    DATE = "date"
    COUNT = "count"
    FRACTION = "fraction"
    MONEY = "money"
    COEFFICIENT = "coefficient"
    PERIOD = "period"
    SWITCH = "switch"
    TEXT = "text"


TIME_UNITS = frozenset({Unit.DAY, Unit.WORKING_DAY, Unit.HOUR, Unit.MONTH, Unit.YEAR, Unit.DATE})


class Mark(StrEnum):
    """How sure we are of a row (độ tin cậy)."""

    SEEN = "F"
    SECOND_HAND = "F2"
    SUPERSEDED = "S"
    UNVERIFIED = "U"


class RuleRefused(ValueError):
    """No rule answers; the message is one Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class Regime:
    """An act or group of acts in force for a time (chế độ pháp lý)."""

    code: str
    act: str
    valid_from: date
    valid_to: date | None
    mark: Mark
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the register: a value, its unit, its validity and its source in law.

    `valid_to` is the last day of validity. `direction` is "after" or "before" the base event;
    `comparison` is ">" or "≥" for fractions. `value` is None where no figure is known.
    """

    key: str
    name: str
    regime: str
    value: Value
    unit: Unit
    source: str
    mark: Mark
    valid_from: date
    valid_to: date | None = None
    direction: str = ""
    comparison: str = ""
    base: str = ""
    note: str = ""
    roll: bool = True
    extends: tuple[str, ...] = ()
    council: str = ""

    def holds_on(self, on: date) -> bool:
        """Whether the row is valid on the day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    @property
    def is_verified(self) -> bool:
        """Whether the figure was read as law in force; all others show "chưa xác minh"."""
        return self.mark in {Mark.SEEN, Mark.SECOND_HAND}

    @property
    def is_time_limit(self) -> bool:
        """Whether the rule counts time from or to an event."""
        return self.unit in TIME_UNITS

    @property
    def number(self) -> int:
        """The value as a whole number. Raises RuleRefused when the rule holds no number."""
        if isinstance(self.value, int):
            return self.value
        raise RuleRefused(f"Quy tắc {self.key} chưa có con số: {self.note or self.source}.")

    @property
    def fraction(self) -> Fraction:
        """The value as a share. Raises RuleRefused when the rule is no share."""
        if isinstance(self.value, Fraction):
            return self.value
        raise RuleRefused(f"Quy tắc {self.key} không phải là tỷ lệ.")

    def as_dict(self) -> dict[str, Any]:
        """The row as plain values, for JSON."""
        value = str(self.value) if isinstance(self.value, Fraction) else self.value
        return {
            "key": self.key,
            "name": self.name,
            "regime": self.regime,
            "value": value,
            "unit": self.unit.value,
            "direction": self.direction or None,
            "comparison": self.comparison or None,
            "base": self.base or None,
            "valid_from": self.valid_from.isoformat(),
            "valid_to": self.valid_to.isoformat() if self.valid_to else None,
            "source": self.source,
            "mark": self.mark.value,
            "note": self.note or None,
            "council": self.council or None,
        }


def parse_value(text: str | int | None, unit: Unit) -> Value:
    """Read a stored value by its unit. Raises RuleRefused when the text does not fit the unit."""
    if text is None or text == "":
        return None
    try:
        if unit is Unit.FRACTION:
            share = Fraction(str(text))
            if not 0 <= share <= 1:
                raise ValueError
            return share
        if unit is Unit.DATE:
            month, day = str(text).split("-")
            date(2024, int(month), int(day))
            return f"{int(month):02d}-{int(day):02d}"
        if unit is Unit.COEFFICIENT:
            if Fraction(str(text)) < 0:
                raise ValueError
            return str(text)
        if unit in {Unit.TEXT, Unit.PERIOD}:
            return str(text)
        number = int(text)
        if number < 0:
            raise ValueError
    except (ValueError, ZeroDivisionError) as error:
        raise RuleRefused(f"Giá trị “{text}” không hợp với đơn vị {unit.value}.") from error
    return number


def normalise(key: str) -> str:
    """The key as the register writes it: lower case, no blanks, underscores, dots for slashes."""
    plain = key.strip().lower().replace(" ", "").replace("-", "_")
    return plain.replace("/.", ".").replace("/", ".")


@dataclass(frozen=True)
class Register:
    """All rows, found by key and day; `override` lays the rows of a council on top."""

    regimes: Mapping[str, Regime]
    rows: Mapping[str, tuple[Rule, ...]]
    aliases: Mapping[str, str]
    overrides: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)

    def canonical(self, key: str) -> str:
        """The key of the row behind a key or alias. Raises RuleRefused with near matches."""
        wanted = normalise(key)
        if wanted in self.rows:
            return wanted
        if wanted in self.aliases:
            return self.aliases[wanted]
        near = self.near(wanted)
        hint = f" Có phải: {', '.join(near)}?" if near else ""
        raise RuleRefused(f"Không có quy tắc “{key.strip()}”.{hint}")

    def near(self, key: str) -> list[str]:
        """Up to five keys like the given one."""
        known = [*self.rows, *self.aliases]
        close = difflib.get_close_matches(key, known, n=5, cutoff=0.6)
        inside = sorted(name for name in known if key and key in name)
        return list(dict.fromkeys([*close, *inside]))[:5]

    def find(self, key: str, *, on: date, regime: str | None = None) -> Rule:
        """The row of a key valid on the day, or of a named regime. Raises RuleRefused."""
        name = self.canonical(key)
        for rule in self.overrides.get(name, ()):
            if rule.holds_on(on):
                return rule
        rows = self.rows[name]
        if regime is not None:
            code = self.regime(regime).code
            rows = tuple(rule for rule in rows if rule.regime == code)
            if not rows:
                raise RuleRefused(f"Quy tắc {name} không có trong chế độ {code}.")
            return next((rule for rule in rows if rule.holds_on(on)), rows[-1])
        for rule in rows:
            if rule.holds_on(on):
                return rule
        first, last = rows[0].valid_from, rows[-1].valid_to
        if on < first:
            raise RuleRefused(
                f"Quy tắc {name} chưa có hiệu lực vào ngày {on:%d/%m/%Y}; "
                f"dòng sớm nhất áp dụng từ {first:%d/%m/%Y}."
            )
        ended = f" từ sau {last:%d/%m/%Y}" if last else ""
        raise RuleRefused(f"Quy tắc {name} không còn hiệu lực vào ngày {on:%d/%m/%Y}{ended}.")

    def history(self, key: str) -> tuple[Rule, ...]:
        """All shipped rows of a key, oldest first."""
        return self.rows[self.canonical(key)]

    def names_of(self, key: str) -> list[str]:
        """Other spellings that lead to the key."""
        return sorted(alias for alias, name in self.aliases.items() if name == key)

    def regime(self, code: str) -> Regime:
        """A regime by its code, in any case of letters. Raises RuleRefused with near matches."""
        for name, regime in self.regimes.items():
            if name.lower() == code.strip().lower():
                return regime
        near = difflib.get_close_matches(code.upper(), list(self.regimes), n=4, cutoff=0.4)
        hint = f" Có phải: {', '.join(near)}?" if near else ""
        raise RuleRefused(f"Không có chế độ pháp lý “{code.strip()}”.{hint}")

    def current(self, on: date) -> list[Rule]:
        """One row per key: valid on the day, else the newest; overrides first. Sorted by key."""
        chosen: list[Rule] = []
        for name, rows in sorted(self.rows.items()):
            laid = next((r for r in self.overrides.get(name, ()) if r.holds_on(on)), None)
            shipped = next((r for r in rows if r.holds_on(on)), rows[-1])
            chosen.append(laid or shipped)
        return chosen

    def override(self, rules: Iterable[Rule]) -> "Register":
        """A register where the given rows win over the shipped ones while they are valid."""
        laid: dict[str, list[Rule]] = {}
        for rule in rules:
            laid.setdefault(rule.key, []).append(rule)
        ordered = {
            key: tuple(sorted(found, key=lambda rule: rule.valid_from, reverse=True))
            for key, found in laid.items()
        }
        return Register(self.regimes, self.rows, self.aliases, ordered)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def read_register(data: Mapping[str, Any]) -> Register:
    """Build a register from the parsed data file. Raises RuleRefused or KeyError on a bad row."""
    regimes = {
        row["code"]: Regime(
            code=row["code"],
            act=row["act"],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            mark=Mark(row["mark"]),
            note=row.get("note", ""),
        )
        for row in data["regimes"]
    }
    rows: dict[str, list[Rule]] = {}
    aliases: dict[str, str] = {}
    for row in data["rules"]:
        unit = Unit(row["unit"])
        rule = Rule(
            key=row["key"],
            name=row["name"],
            regime=regimes[row["regime"]].code,
            value=parse_value(row["value"], unit),
            unit=unit,
            source=row["source"],
            mark=Mark(row["mark"]),
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            direction=row.get("direction", ""),
            comparison=row.get("comparison", ""),
            base=row.get("base", ""),
            note=row.get("note", ""),
            roll=row.get("roll", True),
            extends=tuple(row.get("extends", ())),
        )
        rows.setdefault(rule.key, []).append(rule)
        for alias in row.get("aliases", ()):
            aliases[normalise(alias)] = rule.key
    ordered = {
        key: tuple(sorted(found, key=lambda rule: rule.valid_from)) for key, found in rows.items()
    }
    return Register(regimes, ordered, aliases)


@cache
def shipped() -> Register:
    """The register as shipped, read once."""
    return read_register(json.loads((DATA / "register.json").read_text(encoding="utf-8")))
