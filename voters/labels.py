"""The words in which states and kinds of voter contact are shown."""

from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.choices import Choices, Label
from hdnd_portal.ui.tones import Tone
from voters.workflow import MeetingState, PlanState

TIMINGS: dict[str, Label] = {
    "before": _("Trước kỳ họp"),
    "after": _("Sau kỳ họp"),
}
MODES: dict[str, Label] = {
    "direct": _("Trực tiếp"),
    "online": _("Trực tuyến"),
    "combined": _("Trực tiếp kết hợp trực tuyến"),
}
PLAN_STATES: dict[str, Label] = {
    PlanState.DRAFT: _("Đang lập"),
    PlanState.SENT: _("Chờ Mặt trận thống nhất"),
    PlanState.AGREED: _("Mặt trận đã thống nhất"),
    PlanState.ISSUED: _("Đã ban hành"),
}
MEETING_STATES: dict[str, Label] = {
    MeetingState.PLANNED: _("Theo kế hoạch"),
    MeetingState.CANCELLED: _("Đã hủy"),
}
TONES: dict[str, dict[str, Tone]] = {
    "voters.plan": {
        PlanState.DRAFT: Tone.GREY,
        PlanState.SENT: Tone.AMBER,
        PlanState.AGREED: Tone.BLUE,
        PlanState.ISSUED: Tone.GREEN,
    },
    "voters.meeting": {
        MeetingState.PLANNED: Tone.BLUE,
        MeetingState.CANCELLED: Tone.RED,
    },
}


def timing_choices() -> Choices:
    return list(TIMINGS.items())


def mode_choices() -> Choices:
    return list(MODES.items())


def plan_state_choices() -> Choices:
    return list(PLAN_STATES.items())


def meeting_state_choices() -> Choices:
    return list(MEETING_STATES.items())
