"""Which majority a vote needs, counted from which number, by the council's register."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from hdnd_portal.council.models import Term
from hdnd_portal.council.seats import SeatCount
from hdnd_portal.legal.deadlines import add_months
from hdnd_portal.legal.register import Mark, Register, Rule, RuleRefused, Unit
from hdnd_portal.ui.choices import Label
from sessions.quorum import BASES, base_of
from sessions.tally import Strength, is_reduced
from sessions.workflow.poll import REDUCED_RULE, PollSubject, rule_for


@dataclass(frozen=True, slots=True)
class Majority:
    """The rule of a vote and the number it is counted from."""

    rule: Rule
    base: int
    base_name: Label


def term_end(term: Term, register: Register, *, on: date) -> date:
    """The last day of the term; five years from its first day where none is entered (STR-20)."""
    if term.valid_to is not None:
        return term.valid_to
    return add_months(term.valid_from, 12 * register.find("council.term", on=on).number)


def council_is_reduced(term: Term, count: SeatCount, register: Register, *, on: date) -> bool:
    """Whether every decision needs the majority of a reduced council on the day (STR-28).

    An older act knows no such majority: before its rule no council is reduced.
    """
    try:
        months = register.find("council.reduced.months", on=on).number
        least = register.find("council.reduced.least", on=on)
        full = register.find("council.reduced.full", on=on)
        is_near_end = on >= add_months(term_end(term, register, on=on), -months)
    except RuleRefused:
        return False
    strength = Strength(count.in_office, count.seats_statutory, is_near_end)
    return is_reduced(strength, least=least, full=full)


def majority_for(
    subject: str, term: Term, count: SeatCount, register: Register, *, on: date, chosen: str = ""
) -> Majority:
    """The majority of the subject on the day, or of the rule that was chosen for it.

    A reduced council always counts from those in office, whatever the council's base is. Raises
    RuleRefused where the register has no such rule.
    """
    reduced = council_is_reduced(term, count, register, on=on)
    key = chosen or rule_for(PollSubject(subject), is_reduced=reduced)
    rule = register.find(key, on=on)
    if key == REDUCED_RULE:
        return Majority(rule, count.in_office, BASES["in_office"])
    base, name = base_of(count, register, on=on)
    return Majority(rule, base, name)


def rule_of(stored: Mapping[str, Any]) -> Rule:
    """The rule a vote was opened under, as it was kept with it."""
    valid_to = stored.get("valid_to")
    return Rule(
        key=stored["key"],
        name=stored["name"],
        regime=stored["regime"],
        value=Fraction(stored["value"]),
        unit=Unit.FRACTION,
        source=stored["source"],
        mark=Mark(stored["mark"]),
        valid_from=date.fromisoformat(stored["valid_from"]),
        valid_to=date.fromisoformat(valid_to) if valid_to else None,
        comparison=stored["comparison"],
        base=stored["base"] or "",
        note=stored["note"] or "",
        council=stored["council"] or "",
    )
