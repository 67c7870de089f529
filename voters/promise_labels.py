"""What became of a promise to voters, in words."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.choices import Choices, Label
from hdnd_portal.ui.tones import Tone


class Outcome(StrEnum):
    """Each promise has one, so that they sum to all; only what was confirmed is kept."""

    KEPT = "kept"
    LATE = "late"
    OPEN = "open"
    OVERDUE = "overdue"
    CLOSED = "closed"


OUTCOMES: dict[str, Label] = {
    Outcome.KEPT: _("Đã giữ lời"),
    Outcome.LATE: _("Giữ lời, sau hạn"),
    Outcome.OPEN: _("Đang thực hiện"),
    Outcome.OVERDUE: _("Quá hạn"),
    Outcome.CLOSED: _("Kết thúc theo dõi"),
}
OUTCOME_TONES: dict[str, Tone] = {
    Outcome.KEPT: Tone.GREEN,
    Outcome.LATE: Tone.AMBER,
    Outcome.OPEN: Tone.BLUE,
    Outcome.OVERDUE: Tone.RED,
    Outcome.CLOSED: Tone.GREY,
}
PROMISE_EVENTS = {"voter_promise.recorded": _("đã ghi lời hứa của {name} với cử tri {unit}")}


def outcome_choices() -> Choices:
    return list(OUTCOMES.items())
