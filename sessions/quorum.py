"""How many delegates must be present to hold a sitting (SES-10), by the council's register."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from hdnd_portal.council.seats import SeatCount, seat_count
from hdnd_portal.legal.majority import needed
from hdnd_portal.legal.public import Rule, register_for
from hdnd_portal.legal.register import Register, RuleRefused
from hdnd_portal.legal.words import quantity, share_in_words, short_mark
from hdnd_portal.ui.choices import Label
from sessions.models import CouncilSession

RULE = "session.quorum"
# What "all delegates of the council" may mean (CNT-6); the register says which holds here.
BASES: dict[str, Label] = {
    "seats_statutory": _("số đại biểu được bầu theo luật"),
    "elected_at_start": _("số đại biểu đã bầu"),
    "in_office": _("số đại biểu đương nhiệm"),
}


@dataclass(frozen=True, slots=True)
class Quorum:
    """Số đại biểu cần có mặt: the number, of how many, and by which rule."""

    needed: int
    base: int
    base_name: Label
    able_to_act: int
    rule: Rule

    @property
    def share(self) -> str:
        """The share as the rule has it: "≥ 2/3"."""
        return quantity(self.rule)

    @property
    def share_in_words(self) -> str:
        """The share as papers write it: "ít nhất hai phần ba"."""
        return share_in_words(self.rule.comparison, str(self.rule.value))

    @property
    def mark(self) -> str:
        """The reliability of the figure in words."""
        return short_mark(self.rule.mark.value)


def base_of(count: SeatCount, register: Register, *, on: date) -> tuple[int, Label]:
    """What a share of all delegates is counted from on the day, and its name.

    A suspended delegate is among those in office as long as `base.suspended_counted` says so.
    """
    name = str(register.find("base.delegates", on=on).value)
    if name == "in_office" and not register.find("base.suspended_counted", on=on).value:
        return count.able_to_act, _("số đại biểu đương nhiệm, không tính người bị tạm đình chỉ")
    # An override of another name is not read as a guess: the default of the register stands in.
    name = name if name in BASES else "in_office"
    return int(getattr(count, name)), BASES[name]


def quorum_of(session: CouncilSession, *, on: date | None = None) -> Quorum | None:
    """The quorum on a day, by default the opening day; None where no figure is known. Two queries.

    The rule is that of the opening day, whatever day is asked; the delegates are those of the day.
    """
    on = on or session.opening_on
    register = register_for(session.council)
    try:
        rule = register.find(RULE, on=session.opening_on)
        share = rule.fraction
    except RuleRefused:
        return None
    count = seat_count(session.term, on=on)
    base, name = base_of(count, register, on=on)
    return Quorum(needed(base, share, rule.comparison), base, name, count.able_to_act, rule)
