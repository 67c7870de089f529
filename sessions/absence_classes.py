"""Which classes of absence count as justified (S7), by the council's register."""

from dataclasses import dataclass

from hdnd_portal.legal.public import Rule, register_for
from hdnd_portal.legal.words import short_mark
from sessions.models import AbsenceRequest, CouncilSession

PREFIX = "absence.justified."


@dataclass(frozen=True, slots=True)
class AbsenceClass:
    """A class of reason: whether an accepted absence counts as justified, and by which rule."""

    is_justified: bool
    rule: Rule

    @property
    def mark(self) -> str:
        """The reliability of the rule in words."""
        return short_mark(self.rule.mark.value)


def absence_classes(session: CouncilSession) -> dict[str, AbsenceClass]:
    """The class of each reason on the opening day. One query."""
    register = register_for(session.council)
    rules = {
        reason: register.find(f"{PREFIX}{reason}", on=session.opening_on)
        for reason in AbsenceRequest.Reason.values
    }
    return {reason: AbsenceClass(bool(rule.value), rule) for reason, rule in rules.items()}
