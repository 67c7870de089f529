"""The words in which votes are shown."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hdnd_portal.ui.choices import Choices, Label
from sessions.tally import Outcome
from sessions.workflow.poll import Choice, EntryState, PollKind, PollSource, PollState, PollSubject

POLL_KINDS: dict[str, Label] = {
    PollKind.SHOW_OF_HANDS: _("Giơ tay"),
    PollKind.ROLL_CALL: _("Gọi tên từng đại biểu"),
    PollKind.ELECTRONIC: _("Điện tử trên thiết bị của đại biểu"),
    PollKind.SECRET_PAPER: _("Bỏ phiếu kín"),
    PollKind.OPINION_SHEET: _("Phiếu lấy ý kiến giữa hai phiên họp"),
}
POLL_SUBJECTS: dict[str, Label] = {
    PollSubject.RESOLUTION: _("Thông qua nghị quyết, báo cáo, nội dung của nghị quyết"),
    PollSubject.PROCEDURE: _("Chương trình, họp kín, thủ tục khác của kỳ họp"),
    PollSubject.PERSONNEL: _("Bầu, miễn nhiệm, bãi nhiệm chức vụ"),
    PollSubject.RELEASE_DELEGATE: _("Cho thôi làm nhiệm vụ đại biểu"),
    PollSubject.DISMISS_DELEGATE: _("Bãi nhiệm đại biểu"),
}
POLL_STATES: dict[str, Label] = {
    PollState.PREPARED: _("Chuẩn bị"),
    PollState.OPEN: _("Đang biểu quyết"),
    PollState.CLOSED: _("Đã kết thúc, chưa công bố"),
    PollState.PUBLISHED: _("Đã công bố"),
    PollState.ABANDONED: _("Đã bỏ"),
}
POLL_SOURCES: dict[str, Label] = {
    PollSource.ROOM: _("Ghi tại phòng họp"),
    PollSource.PAPER: _("Nhập sau từ giấy"),
}
CHOICES: dict[str, Label] = {
    Choice.FOR: pgettext_lazy("vote", "Tán thành"),
    Choice.AGAINST: pgettext_lazy("vote", "Không tán thành"),
    Choice.ABSTAIN: pgettext_lazy("vote", "Không biểu quyết"),
}
ENTRY_STATES: dict[str, Label] = {
    EntryState.PRESENT: _("Có mặt"),
    EntryState.LATE: _("Đến khi đang biểu quyết"),
    EntryState.ABSENT: _("Vắng mặt"),
    EntryState.SUSPENDED: _("Bị tạm đình chỉ"),
    EntryState.ENDED: _("Đã thôi làm đại biểu"),
    EntryState.ABLE: _("Được lấy ý kiến"),
}
OUTCOMES: dict[str, Label] = {
    Outcome.PASSED: _("Thông qua"),
    Outcome.SHORT: _("Không thông qua: chưa đủ số tán thành"),
    Outcome.TIE: _("Không thông qua: số tán thành bằng số không tán thành"),
    Outcome.NO_VOTES: _("Không thông qua: không có đại biểu nào biểu quyết"),
    Outcome.NO_QUORUM: _("Không thông qua: không đủ số phiếu gửi về"),
}
BALLOT_FIGURES: dict[str, Label] = {
    "issued": _("Số phiếu phát ra"),
    "returned": _("Số phiếu thu về"),
    "valid": _("Số phiếu hợp lệ"),
    "invalid": _("Số phiếu không hợp lệ"),
    "in_favour": _("Số phiếu tán thành"),
    "against": _("Số phiếu không tán thành"),
    "abstained": _("Số phiếu không biểu quyết"),
}


def poll_kind_choices() -> Choices:
    return list(POLL_KINDS.items())


def poll_subject_choices() -> Choices:
    return list(POLL_SUBJECTS.items())


def poll_state_choices() -> Choices:
    return list(POLL_STATES.items())


def poll_source_choices() -> Choices:
    return list(POLL_SOURCES.items())


def vote_choices() -> Choices:
    return list(CHOICES.items())


def entry_state_choices() -> Choices:
    return list(ENTRY_STATES.items())


def outcome_choices() -> Choices:
    return list(OUTCOMES.items())
