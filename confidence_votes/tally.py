"""Results of confidence votes (kết quả lấy phiếu, bỏ phiếu tín nhiệm). Plain Python, whole numbers.

Lấy phiếu (rating) measures trust on three levels; bỏ phiếu (vote) asks trust or no trust.
Thresholds and bases are rows of the register, one set per regime (CF-2012, CF-2014, CF-2023).
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from hdnd_portal.legal.majority import arithmetic, reaches
from hdnd_portal.legal.register import Regime, Register, Rule, RuleRefused


class TallyRefused(ValueError):
    """The figures or the regime do not allow a result; the message is one Vietnamese sentence."""


class ControlBroken(TallyRefused):
    """A control sum fails (CNF-11); `control` names it, and the minutes are blocked."""

    def __init__(self, control: str, message: str) -> None:
        super().__init__(message)
        self.control = control


class Kind(StrEnum):
    """Lấy phiếu tín nhiệm, or bỏ phiếu tín nhiệm."""

    RATING = "rating"
    VOTE = "vote"


class Base(StrEnum):
    """What the shares are counted on (cơ sở tính)."""

    RETURNED = "returned"
    ISSUED = "issued"
    VALID = "valid"
    IN_OFFICE = "in_office"


class Outcome(StrEnum):
    """What follows for the person (hệ quả)."""

    NONE = "NONE"
    MAY_RESIGN = "MAY_RESIGN"
    MAY_RESIGN_ELSE_CONFIDENCE = "MAY_RESIGN_ELSE_CONFIDENCE"
    CONFIDENCE_VOTE = "CONFIDENCE_VOTE"
    REMOVE = "REMOVE"
    KEPT = "KEPT"


BASE_NAMES = {
    Base.RETURNED: "phiếu thu về",
    Base.ISSUED: "phiếu phát ra",
    Base.VALID: "phiếu hợp lệ",
    Base.IN_OFFICE: "tổng số đại biểu",
}


@dataclass(frozen=True, slots=True)
class Sheets:
    """The sums of one count. `valid` counts the valid lines or sheets for the person."""

    in_office: int
    issued: int
    returned: int
    present: int | None = None
    valid: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome for one person, with the arithmetic and the provision."""

    kind: Kind
    regime: str
    outcome: Outcome
    base: Base
    base_count: int
    invalid: int
    arithmetic: str
    condition: str
    rule: Rule

    def as_dict(self) -> dict[str, Any]:
        """The result as plain values, for JSON."""
        return {
            "kind": self.kind.value,
            "regime": self.regime,
            "outcome": self.outcome.value,
            "base": self.base.value,
            "base_count": self.base_count,
            "base_name": BASE_NAMES[self.base],
            "invalid": self.invalid,
            "arithmetic": self.arithmetic,
            "condition": self.condition,
            "source": self.rule.source,
            "mark": self.rule.mark.value,
            "note": self.rule.note or None,
        }


@dataclass(frozen=True, slots=True)
class Rules:
    """The rows of one regime, looked up by key."""

    regime: Regime
    find: Callable[[str], Rule]

    def has(self, key: str) -> bool:
        """Whether the regime has a row for the key."""
        try:
            self.find(key)
        except RuleRefused:
            return False
        return True


def rules_of(register: Register, code: str) -> Rules:
    """The rows of a confidence-vote regime. Raises TallyRefused for any other regime."""
    known = [name for name in register.regimes if name.startswith("CF-")]
    try:
        regime = register.regime(code)
    except RuleRefused as error:
        raise TallyRefused(
            f"Không có chế độ tín nhiệm “{code}”; hãy chọn: {', '.join(known)}."
        ) from error
    if regime.code not in known:
        raise TallyRefused(
            f"{regime.code} không phải chế độ tín nhiệm; hãy chọn: {', '.join(known)}."
        )
    return Rules(regime, lambda key: register.find(key, on=regime.valid_from, regime=regime.code))


def check(sheets: Sheets, counts: dict[str, int]) -> int:
    """Hold the control sums of CNF-11 and return the invalid ballots. Raises ControlBroken."""
    figures = {
        "in_office": sheets.in_office,
        "present": sheets.present,
        "issued": sheets.issued,
        "returned": sheets.returned,
        "valid": sheets.valid,
        **counts,
    }
    for name, number in figures.items():
        if number is not None and number < 0:
            raise TallyRefused(f"Số {name} không được âm, đã nhập {number}.")
    chain = [
        ("returned <= issued", sheets.returned, sheets.issued, "phiếu thu về", "phiếu phát ra"),
    ]
    if sheets.present is None:
        chain.append(
            ("issued <= in_office", sheets.issued, sheets.in_office, "phiếu phát ra", "đại biểu")
        )
    else:
        chain += [
            ("issued <= present", sheets.issued, sheets.present, "phiếu phát ra", "có mặt"),
            ("present <= in_office", sheets.present, sheets.in_office, "có mặt", "đại biểu"),
        ]
    for control, small, large, small_name, large_name in chain:
        if small > large:
            raise ControlBroken(
                control, f"Số {small_name} {small} lớn hơn số {large_name} {large}."
            )
    total = sum(counts.values())
    names = " + ".join(counts)
    if sheets.valid is not None:
        if sheets.valid > sheets.returned:
            raise ControlBroken(
                "valid <= returned",
                f"Số phiếu hợp lệ {sheets.valid} lớn hơn số phiếu thu về {sheets.returned}.",
            )
        if total != sheets.valid:
            raise ControlBroken(
                f"{names} = valid",
                f"Tổng các mức {total} khác số phiếu hợp lệ {sheets.valid}.",
            )
    if total > sheets.returned:
        raise ControlBroken(
            f"{names} + invalid = returned",
            f"Tổng các mức {total} lớn hơn số phiếu thu về {sheets.returned}.",
        )
    return sheets.returned - total


def _base(rules: Rules, sheets: Sheets, chosen: str | None, counts: int) -> tuple[Base, int]:
    """The base and its number: given by the regime, selectable only on ballots (CNF-12, 13)."""
    default = Base(str(rules.find("trust.base").value))
    base = default
    if chosen is not None:
        try:
            base = Base(chosen)
        except ValueError as error:
            raise TallyRefused(
                f"Không có cơ sở tính “{chosen}”; hãy chọn: returned, issued, valid."
            ) from error
        if base is not default and Base.IN_OFFICE in {base, default}:
            raise TallyRefused(
                f"{rules.regime.code} tính trên {BASE_NAMES[default]}; không chọn cơ sở khác được."
            )
    number = {
        Base.RETURNED: sheets.returned,
        Base.ISSUED: sheets.issued,
        Base.VALID: counts if sheets.valid is None else sheets.valid,
        Base.IN_OFFICE: sheets.in_office,
    }[base]
    if number <= 0:
        raise TallyRefused(f"Không có {BASE_NAMES[base]} để tính kết quả.")
    return base, number


def _holds(rule: Rule, part: int, whole: int) -> bool:
    return reaches(part, whole, rule.fraction, rule.comparison)


def _shown(rule: Rule, part: int, whole: int) -> str:
    return arithmetic(part, whole, rule.fraction, rule.comparison)


def _condition(rule: Rule, reached: bool) -> str:
    words = f"{rule.comparison} {rule.value}"
    return words if reached else f"không {words}"


# The gravest first: key of the threshold and what follows when it is reached.
RATING_STEPS: tuple[tuple[str, dict[str, Outcome]], ...] = (
    ("trust.low.remove", {"CF-2023": Outcome.REMOVE}),
    ("trust.low.vote", {"CF-2012": Outcome.CONFIDENCE_VOTE, "CF-2014": Outcome.CONFIDENCE_VOTE}),
    ("trust.low.resign", {"CF-2014": Outcome.MAY_RESIGN,
                          "CF-2023": Outcome.MAY_RESIGN_ELSE_CONFIDENCE}),
)  # fmt: skip


def rate(
    rules: Rules,
    sheets: Sheets,
    *,
    high: int,
    medium: int,
    low: int,
    base: str | None = None,
    previous: tuple[int, int] | None = None,
) -> Result:
    """The outcome of lấy phiếu for one person.

    `previous` is last year's low count and its base, asked by CF-2012 only (over half low two
    years running). Raises ControlBroken or TallyRefused.
    """
    counts = {"high": high, "medium": medium, "low": low}
    invalid = check(sheets, counts)
    chosen, number = _base(rules, sheets, base, sum(counts.values()))
    code = rules.regime.code
    outcome, shown, decisive, reached = Outcome.NONE, [], None, False
    for key, outcomes in RATING_STEPS:
        if code not in outcomes or not rules.has(key):
            continue
        rule = rules.find(key)
        decisive = rule
        shown.append(_shown(rule, low, number))
        if _holds(rule, low, number):
            outcome, reached = outcomes[code], True
            break
    if outcome is Outcome.NONE and rules.has("trust.low.two_years"):
        rule = rules.find("trust.low.two_years")
        shown.append(_shown(rule, low, number))
        if previous is not None:
            before_low, before_base = previous
            if before_base <= 0 or not 0 <= before_low <= before_base:
                raise TallyRefused(
                    f"Số liệu năm trước không hợp lệ: {before_low} phiếu thấp trên {before_base}."
                )
            shown.append("năm trước " + _shown(rule, before_low, before_base))
            if _holds(rule, low, number) and _holds(rule, before_low, before_base):
                outcome, decisive, reached = Outcome.CONFIDENCE_VOTE, rule, True
    if decisive is None:
        raise TallyRefused(f"{code} không có ngưỡng lấy phiếu tín nhiệm trong bộ quy tắc.")
    return Result(
        kind=Kind.RATING,
        regime=code,
        outcome=outcome,
        base=chosen,
        base_count=number,
        invalid=invalid,
        arithmetic="; ".join(shown),
        condition=_condition(decisive, reached),
        rule=decisive,
    )


def vote(
    rules: Rules, sheets: Sheets, *, trust: int, no_trust: int, base: str | None = None
) -> Result:
    """The outcome of bỏ phiếu for one person (CNF-22). Raises ControlBroken or TallyRefused."""
    counts = {"for": trust, "against": no_trust}
    invalid = check(sheets, counts)
    chosen, number = _base(rules, sheets, base, sum(counts.values()))
    rule = rules.find("confidence.no_trust")
    removed = _holds(rule, no_trust, number)
    return Result(
        kind=Kind.VOTE,
        regime=rules.regime.code,
        outcome=Outcome.REMOVE if removed else Outcome.KEPT,
        base=chosen,
        base_count=number,
        invalid=invalid,
        arithmetic=_shown(rule, no_trust, number),
        condition=_condition(rule, removed),
        rule=rule,
    )
