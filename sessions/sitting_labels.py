"""The words for what happens at a sitting."""

from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.choices import Choices, Label
from sessions.workflow.sitting import (
    AttendanceSource,
    Phase,
    ProceedingKind,
    SpeechKind,
    SpeechMove,
    SpeechState,
)

ATTENDANCE_SOURCES: dict[str, Label] = {
    AttendanceSource.OFFICE: _("Văn phòng điểm danh"),
    AttendanceSource.DEVICE: _("Đại biểu tự điểm danh"),
    AttendanceSource.LIST: _("Nhập theo danh sách"),
    AttendanceSource.PAPER: _("Nhập sau từ giấy"),
}
PROCEEDING_KINDS: dict[str, Label] = {
    ProceedingKind.ITEM: _("Nội dung chương trình"),
    ProceedingKind.BREAK: _("Giải lao"),
    ProceedingKind.ANNOUNCEMENT: _("Thông báo"),
    ProceedingKind.OCCURRENCE: _("Diễn biến khác"),
    ProceedingKind.CORRESPONDENCE: _("Văn bản đọc tại kỳ họp"),
    ProceedingKind.HOTLINE: _("Ý kiến qua đường dây nóng"),
}
PHASES: dict[str, Label] = {
    Phase.PRESENT: _("Trình bày"),
    Phase.DISCUSS: _("Thảo luận"),
    Phase.REVISE: _("Tiếp thu, giải trình"),
}
SPEECH_KINDS: dict[str, Label] = {
    SpeechKind.SPEECH: _("Phát biểu"),
    SpeechKind.QUESTION: _("Chất vấn"),
    SpeechKind.DEBATE: _("Tranh luận"),
    SpeechKind.PROCEDURE: _("Ý kiến về thủ tục"),
    SpeechKind.ANSWER: _("Trả lời chất vấn"),
}
SPEECH_STATES: dict[str, Label] = {
    SpeechState.WAITING: _("Chờ phát biểu"),
    SpeechState.CALLED: _("Được mời"),
    SpeechState.SPEAKING: _("Đang phát biểu"),
    SpeechState.INTERRUPTED: _("Tạm dừng"),
    SpeechState.DONE: _("Đã phát biểu"),
    SpeechState.WITHDRAWN: _("Đã rút"),
    SpeechState.LEFT_OUT: _("Không mời"),
}
SPEECH_MOVE_NAMES: dict[str, Label] = {
    SpeechMove.CALL: _("Mời"),
    SpeechMove.START: _("Bắt đầu"),
    SpeechMove.INTERRUPT: _("Tạm dừng"),
    SpeechMove.CONTINUE: _("Tiếp tục"),
    SpeechMove.STOP: _("Kết thúc"),
    SpeechMove.WITHDRAW: _("Rút"),
    SpeechMove.LEAVE_OUT: _("Không mời"),
    SpeechMove.QUEUE_AGAIN: _("Đưa lại danh sách"),
}


def attendance_source_choices() -> Choices:
    return list(ATTENDANCE_SOURCES.items())


def proceeding_kind_choices() -> Choices:
    return list(PROCEEDING_KINDS.items())


def phase_choices() -> Choices:
    return list(PHASES.items())


def speech_kind_choices() -> Choices:
    return list(SPEECH_KINDS.items())


def speech_state_choices() -> Choices:
    return list(SPEECH_STATES.items())
