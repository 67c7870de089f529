"""Counting a vote: control sums, two blind entries, the result in whole numbers. Plain Python.

Thresholds and bases are rows of the register, handed in; shares are never rounded percentages
(CNT-5). Every figure is a number of delegates or of ballots.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from enum import StrEnum

from hdnd_portal.legal.majority import Majority, decide
from hdnd_portal.legal.register import Rule


class TallyRefused(ValueError):
    """A control sum fails; `control` names it, `details` fill its sentence."""

    def __init__(self, control: str, **details: int) -> None:
        super().__init__(f"{control} {details}")
        self.control = control
        self.details = details


class Outcome(StrEnum):
    """What a vote comes to, and why."""

    PASSED = "passed"
    SHORT = "short"  # fewer in favour than needed
    TIE = "tie"  # as many for as against, fewer than needed
    NO_VOTES = "no_votes"  # nobody answered
    NO_QUORUM = "no_quorum"  # opinion sheets: too few came back


@dataclass(frozen=True, slots=True)
class Votes:
    """Answers: in favour, against, abstaining (tán thành, không tán thành, không biểu quyết)."""

    in_favour: int
    against: int
    abstained: int

    @property
    def total(self) -> int:
        """All answers."""
        return self.in_favour + self.against + self.abstained


@dataclass(frozen=True, slots=True)
class Ballots:
    """The figures of a secret ballot, as one person counted them."""

    issued: int
    returned: int
    valid: int
    invalid: int
    in_favour: int
    against: int
    abstained: int

    @property
    def votes(self) -> Votes:
        """The answers on valid ballots."""
        return Votes(self.in_favour, self.against, self.abstained)


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome with its arithmetic, and who could have answered and did not."""

    votes: Votes
    not_voted: int
    outcome: Outcome
    majority: Majority

    @property
    def is_passed(self) -> bool:
        """Whether it was adopted."""
        return self.outcome is Outcome.PASSED


def check_against_roll(votes: Votes, *, able: int) -> int:
    """Control sum of a vote by totals: how many on the roll did not answer. Raises TallyRefused.

    `able` is the number of delegates who could vote at that minute.
    """
    if min(astuple(votes)) < 0:
        raise TallyRefused("negative")
    if votes.total > able:
        raise TallyRefused("more_than_roll", total=votes.total, able=able)
    return able - votes.total


def check_ballots(ballots: Ballots, *, able: int) -> None:
    """Control sums of a secret ballot, from the roll down to the answers. Raises TallyRefused."""
    if min(astuple(ballots)) < 0:
        raise TallyRefused("negative")
    if ballots.issued > able:
        raise TallyRefused("more_than_roll", total=ballots.issued, able=able)
    if ballots.returned > ballots.issued:
        raise TallyRefused("returned_issued", returned=ballots.returned, issued=ballots.issued)
    sum_of_kinds = ballots.valid + ballots.invalid
    if sum_of_kinds != ballots.returned:
        raise TallyRefused("valid_invalid", total=sum_of_kinds, returned=ballots.returned)
    if ballots.votes.total != ballots.valid:
        raise TallyRefused("answers_valid", total=ballots.votes.total, valid=ballots.valid)


@dataclass(frozen=True, slots=True)
class Agreement:
    """What blind entries come to: the figures they agree on, or the names of those that differ."""

    ballots: Ballots | None
    differing: tuple[str, ...]


def agree(entries: Sequence[Ballots]) -> Agreement:
    """The figures that two entries share; a third settles each figure on which two differ.

    One entry agrees on nothing yet. Where three entries give three values for a figure, the
    ballots are counted again.
    """
    if len(entries) < 2:
        return Agreement(None, ())
    settled: dict[str, int] = {}
    differing: list[str] = []
    for field in fields(Ballots):
        value, times = Counter(getattr(entry, field.name) for entry in entries).most_common(1)[0]
        if times >= 2:
            settled[field.name] = value
        else:
            differing.append(field.name)
    if differing:
        return Agreement(None, tuple(differing))
    return Agreement(Ballots(**settled), ())


def result_of(rule: Rule, *, base: int, votes: Votes, able: int, is_held: bool = True) -> Result:
    """The outcome of a vote on a base, by the rule. `is_held` is the quorum of opinion sheets.

    Raises MajorityRefused where the base cannot be right, TallyRefused where more answered than
    could.
    """
    not_voted = check_against_roll(votes, able=able)
    majority = decide(rule, base=base, votes=votes.in_favour)
    if not is_held:
        outcome = Outcome.NO_QUORUM
    elif majority.passed:
        outcome = Outcome.PASSED
    elif votes.total == 0:
        outcome = Outcome.NO_VOTES
    elif votes.in_favour == votes.against:
        outcome = Outcome.TIE
    else:
        outcome = Outcome.SHORT
    return Result(votes=votes, not_voted=not_voted, outcome=outcome, majority=majority)


def percent(part: int, whole: int) -> str:
    """The share with two decimals, as papers write it: `82,35`; a dash where there is no whole.

    For reading only: no threshold is ever compared with it.
    """
    if whole <= 0:
        return "–"
    hundredths = (2 * 10_000 * part + whole) // (2 * whole)
    return f"{hundredths // 100},{hundredths % 100:02d}"


@dataclass(frozen=True, slots=True)
class Strength:
    """What the council has left of its members and its term (STR-28)."""

    in_office: int
    seats: int
    is_near_end: bool


def is_reduced(strength: Strength, *, least: Rule, full: Rule) -> bool:
    """Whether every decision needs the majority of a reduced council (STR-28).

    Near the end of the term, with at least the `least` share of the seats and fewer than `full`.
    """
    if not strength.is_near_end:
        return False
    held = min(strength.in_office, strength.seats)  # a merged council may have more than its seats
    reaches = [decide(rule, base=strength.seats, votes=held).passed for rule in (least, full)]
    return reaches == [True, False]
