"""The words in which states and kinds of voter contact are shown."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.choices import Choices, Label
from hdnd_portal.ui.tones import Tone
from sessions.public import HalfYear
from voters.workflow import (
    ContactKind,
    ContactState,
    MeetingState,
    PaperKind,
    PlanState,
    RecordState,
    Track,
)

TIMINGS: dict[str, Label] = {
    "before": _("Trước kỳ họp"),
    "after": _("Sau kỳ họp"),
}
# The meetings beside the plan are kept as a plan of their own, which nobody lays out.
BESIDE = "beside"
BESIDE_NAME: Label = _("Ngoài kế hoạch")
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
RECORD_STATES: dict[str, Label] = {
    RecordState.DRAFT: _("Chưa ký biên bản"),
    RecordState.SIGNED: _("Đã có biên bản"),
}
TRACKS: dict[str, Label] = {
    Track.RECOMMENDATION: _("Kiến nghị"),
    Track.OPINION: _("Ý kiến"),
}
CONTACT_KINDS: dict[str, Label] = {
    ContactKind.RESIDENCE: _("Nơi cư trú"),
    ContactKind.WORKPLACE: _("Nơi làm việc"),
    ContactKind.TOPIC: _("Chuyên đề, lĩnh vực"),
    ContactKind.PEOPLE: _("Gặp gỡ cá nhân, nhóm cử tri"),
    ContactKind.OUTSIDE: _("Ngoài đơn vị bầu cử"),
}
CONTACT_STATES: dict[str, Label] = {
    ContactState.ASKED: _("Chờ trả lời"),
    ContactState.AGREED: _("Thường trực đồng ý"),
    ContactState.DECLINED: _("Không đồng ý"),
    ContactState.WITHDRAWN: _("Đã rút"),
    ContactState.ANNOUNCED: _("Đã báo"),
}
PAPERS: dict[str, Label] = {
    PaperKind.PLAN: _("Kế hoạch tiếp xúc cử tri"),
    PaperKind.NOTICE: _("Thông báo cuộc tiếp xúc"),
    PaperKind.INVITATION: _("Giấy mời dự tiếp xúc"),
    PaperKind.SUMMARY: _("Báo cáo tổng hợp sau cuộc tiếp xúc"),
    PaperKind.ANSWERS: _("Thông báo kết quả giải quyết kiến nghị"),
    PaperKind.REFERRAL: _("Văn bản chuyển kiến nghị"),
    PaperKind.SYNTHESIS: _("Báo cáo tổng hợp kiến nghị"),
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
    "voters.contact": {
        ContactState.ASKED: Tone.AMBER,
        ContactState.AGREED: Tone.GREEN,
        ContactState.DECLINED: Tone.RED,
        ContactState.WITHDRAWN: Tone.GREY,
        ContactState.ANNOUNCED: Tone.BLUE,
    },
    "voters.record": {
        RecordState.DRAFT: Tone.AMBER,
        RecordState.SIGNED: Tone.GREEN,
    },
}


def half_year_label(half: HalfYear) -> str:
    """Giữa năm 2024: the regular session to which the half-year leads."""
    said = gettext("Giữa năm {year}") if half.is_middle else gettext("Cuối năm {year}")
    return said.format(year=half.year)


def timing_choices() -> Choices:
    return [*TIMINGS.items(), (BESIDE, BESIDE_NAME)]


def planned_timing_choices() -> Choices:
    return list(TIMINGS.items())


def contact_kind_choices() -> Choices:
    return list(CONTACT_KINDS.items())


def contact_state_choices() -> Choices:
    return list(CONTACT_STATES.items())


def mode_choices() -> Choices:
    return list(MODES.items())


def plan_state_choices() -> Choices:
    return list(PLAN_STATES.items())


def meeting_state_choices() -> Choices:
    return list(MEETING_STATES.items())


def record_state_choices() -> Choices:
    return list(RECORD_STATES.items())


def track_choices() -> Choices:
    return list(TRACKS.items())


def paper_kind_choices() -> Choices:
    return list(PAPERS.items())
