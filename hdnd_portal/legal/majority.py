"""Shares of votes (tỷ lệ biểu quyết) in whole numbers, never rounded percentages. Plain Python.

CNT-5: "more than half" is 2·x > n, "at least two thirds" is 3·x ≥ 2·n.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from hdnd_portal.legal.register import Rule, RuleRefused


class MajorityRefused(ValueError):
    """The numbers cannot be right; the message is one Vietnamese sentence."""


def reaches(part: int, whole: int, share: Fraction, comparison: str) -> bool:
    """Whether `part` of `whole` is more than (">") or at least ("≥") the share."""
    left, right = part * share.denominator, whole * share.numerator
    return left > right if comparison == ">" else left >= right


def needed(whole: int, share: Fraction, comparison: str) -> int:
    """The smallest number that reaches the share of `whole`."""
    floor, rest = divmod(whole * share.numerator, share.denominator)
    return floor + 1 if comparison == ">" or rest else floor


def arithmetic(part: int, whole: int, share: Fraction, comparison: str) -> str:
    """The comparison written out, as it is true: `2 × 43 = 86 > 85 = 1 × 85`."""
    left, right = part * share.denominator, whole * share.numerator
    sign = ">" if left > right else "=" if left == right else "<"
    return f"{share.denominator} × {part} = {left} {sign} {right} = {share.numerator} × {whole}"


@dataclass(frozen=True, slots=True)
class Majority:
    """The answer to "did it pass" with the arithmetic shown."""

    rule: Rule
    base: int
    votes: int
    passed: bool
    needed: int
    arithmetic: str

    def as_dict(self) -> dict[str, Any]:
        """The answer as plain values, for JSON."""
        return {
            "key": self.rule.key,
            "name": self.rule.name,
            "passed": self.passed,
            "base": self.base,
            "for": self.votes,
            "needed": self.needed,
            "value": str(self.rule.value),
            "comparison": self.rule.comparison,
            "base_name": self.rule.base,
            "arithmetic": self.arithmetic,
            "regime": self.rule.regime,
            "source": self.rule.source,
            "mark": self.rule.mark.value,
            "verified": self.rule.is_verified,
            "note": self.rule.note or None,
        }


def decide(rule: Rule, *, base: int, votes: int) -> Majority:
    """Whether `votes` of `base` reach the share of the rule. Raises MajorityRefused."""
    try:
        share = rule.fraction
    except RuleRefused as error:
        raise MajorityRefused(
            f"Quy tắc {rule.key} ({rule.name}) không phải là tỷ lệ biểu quyết."
        ) from error
    if base <= 0:
        raise MajorityRefused(f"Tổng số để tính phải lớn hơn 0, đã nhập {base}.")
    if votes < 0:
        raise MajorityRefused(f"Số tán thành không được âm, đã nhập {votes}.")
    if votes > base:
        raise MajorityRefused(f"Số tán thành {votes} lớn hơn tổng số {base}.")
    comparison = rule.comparison
    return Majority(
        rule=rule,
        base=base,
        votes=votes,
        passed=reaches(votes, base, share, comparison),
        needed=needed(base, share, comparison),
        arithmetic=arithmetic(votes, base, share, comparison),
    )
