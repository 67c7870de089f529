"""What a council may override in the register. Plain Python."""

from dataclasses import replace
from datetime import date

from hdnd_portal.legal.register import (
    TIME_UNITS,
    Mark,
    Rule,
    RuleRefused,
    Unit,
    parse_value,
    shipped,
)
from hdnd_portal.legal.words import UNIT_WORDS

# Units between which a rule may move; a limit in days may become one in working days.
SPANS = TIME_UNITS - {Unit.DATE}


def check_override(key: str, value: str, unit: str) -> str:
    """The canonical key of an override that fits the register. Raises RuleRefused."""
    register = shipped()
    name = register.canonical(key)
    wanted = Unit(unit)
    known = {rule.unit for rule in register.history(name)}
    fits = wanted in known or (wanted in SPANS and bool(known & SPANS))
    if not fits:
        words = ", ".join(sorted(UNIT_WORDS[one] for one in known))
        raise RuleRefused(f"Quy tắc {name} tính bằng {words}, không bằng {UNIT_WORDS[wanted]}.")
    if parse_value(value.strip(), wanted) is None:
        raise RuleRefused(f"Quy tắc {name} cần một giá trị.")
    return name


def overriding_rule(
    key: str,
    *,
    value: str,
    unit: str,
    valid_from: date,
    valid_to: date | None,
    source: str,
    mark: str,
    note: str,
    council: str,
) -> Rule:
    """The row of the register an override stands for; name, base and direction are inherited."""
    rows = shipped().history(key)
    like = next((rule for rule in rows if rule.holds_on(valid_from)), rows[-1])
    # The newest row with a direction knows whether the limit runs forward or back.
    turned = like if like.direction else next((r for r in reversed(rows) if r.direction), like)
    return replace(
        like,
        regime="WR-local",
        value=parse_value(value.strip(), Unit(unit)),
        unit=Unit(unit),
        direction=turned.direction,
        base=turned.base,
        valid_from=valid_from,
        valid_to=valid_to,
        source=source,
        mark=Mark(mark),
        note=note,
        council=council,
    )
