"""The words in which results of recommendations are shown, as the reports of councils do."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.choices import Choices, Label
from hdnd_portal.ui.tones import Tone
from voters.results import Result

RESULTS: dict[str, Label] = {
    Result.SETTLED: _("Đã giải quyết xong"),
    Result.UNDER_WAY: _("Đang giải quyết"),
    Result.PLANNED: _("Sẽ giải quyết"),
    Result.EXPLAINED: _("Giải trình, cung cấp thông tin"),
    Result.NOT_SETTLED: _("Chưa giải quyết"),
    Result.UNANSWERED: _("Chưa có trả lời"),
}
RESULT_TONES: dict[str, Tone] = {
    Result.SETTLED: Tone.GREEN,
    Result.UNDER_WAY: Tone.BLUE,
    Result.PLANNED: Tone.BLUE,
    Result.EXPLAINED: Tone.AMBER,
    Result.NOT_SETTLED: Tone.RED,
    Result.UNANSWERED: Tone.GREY,
}


class Outcome(StrEnum):
    """What a figure of the board counts beside the six results."""

    COUNTED = "counted"
    VERIFIED = "verified"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    PROMPT = "prompt"
    DUE = "due"
    SENT = "sent"
    OPEN = "open"


OUTCOMES: dict[str, Label] = {
    Outcome.COUNTED: _("Được tính trong bảng theo dõi"),
    **RESULTS,
    Outcome.VERIFIED: _("Đã xác minh giải quyết xong"),
    Outcome.OVERDUE: _("Quá hạn, còn nợ trả lời"),
    Outcome.ANSWERED: _("Cơ quan đã trả lời"),
    Outcome.PROMPT: _("Trả lời đúng hạn"),
    Outcome.DUE: _("Đã đến hạn trả lời"),
    Outcome.SENT: _("Đã chuyển cơ quan"),
    Outcome.OPEN: _("Còn theo dõi"),
}


def outcome_choices() -> Choices:
    return list(OUTCOMES.items())
