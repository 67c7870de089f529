"""The words in which states and kinds are shown."""

from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.choices import Choices, Label
from sessions.late_days import Cause
from sessions.workflow import (
    ItemState,
    PartState,
    ReturnReason,
    SessionKind,
    SessionMove,
    SessionState,
)

SESSION_KINDS: dict[str, Label] = {
    SessionKind.FIRST: _("Kỳ họp thứ nhất"),
    SessionKind.REGULAR_MID: _("Kỳ họp thường lệ giữa năm"),
    SessionKind.REGULAR_END: _("Kỳ họp thường lệ cuối năm"),
    SessionKind.THEMATIC: _("Kỳ họp chuyên đề"),
    SessionKind.URGENT: _("Kỳ họp giải quyết công việc phát sinh đột xuất"),
    SessionKind.VOTER_PETITION: _("Kỳ họp theo yêu cầu của cử tri"),
    SessionKind.TERM_END: _("Kỳ họp tổng kết nhiệm kỳ"),
    SessionKind.EXTRAORDINARY: _("Kỳ họp bất thường (trước năm 2025)"),
}
SESSION_STATES: dict[str, Label] = {
    SessionState.PLANNED: _("Dự kiến"),
    SessionState.AGREED: _("Đã thống nhất"),
    SessionState.CONVENED: _("Đã triệu tập"),
    SessionState.READY: _("Đủ tài liệu"),
    SessionState.POSTPONED: _("Hoãn"),
    SessionState.OPEN: _("Đang họp"),
    SessionState.ADJOURNED: _("Tạm nghỉ"),
    SessionState.CLOSED: _("Đã bế mạc"),
    SessionState.PUBLISHED: _("Đã ban hành nghị quyết"),
    SessionState.ARCHIVED: _("Đã lưu trữ"),
    SessionState.CANCELLED: _("Đã hủy"),
}
SESSION_MOVE_NAMES: dict[str, Label] = {
    SessionMove.AGREE: _("Ghi nhận hội nghị liên tịch đã thống nhất"),
    SessionMove.CONVENE: _("Triệu tập kỳ họp"),
    SessionMove.MAKE_READY: _("Xác nhận đủ tài liệu"),
    SessionMove.POSTPONE: _("Hoãn kỳ họp"),
    SessionMove.REPLAN: _("Chuẩn bị lại"),
    SessionMove.OPEN: _("Khai mạc"),
    SessionMove.ADJOURN: _("Tạm nghỉ"),
    SessionMove.RESUME: _("Họp tiếp"),
    SessionMove.CLOSE: _("Bế mạc"),
    SessionMove.PUBLISH: _("Xác nhận đã ban hành nghị quyết"),
    SessionMove.ARCHIVE: _("Đưa vào lưu trữ"),
    SessionMove.CANCEL: _("Hủy kỳ họp"),
    SessionMove.TAKE_BACK: _("Đưa về dự kiến"),
    SessionMove.TAKE_BACK_CONVENING: _("Bỏ ghi nhận triệu tập"),
    SessionMove.TAKE_BACK_READY: _("Bỏ xác nhận đủ tài liệu"),
    SessionMove.TAKE_BACK_OPENING: _("Bỏ ghi nhận khai mạc"),
    SessionMove.REOPEN: _("Mở lại kỳ họp"),
}
MILESTONE_OWNERS: dict[str, Label] = {
    "council": _("HĐND"),
    "chair": _("Chủ tọa"),
    "standing_committee": _("Thường trực HĐND"),
    "committee": _("Ban thẩm tra"),
    "delegate_group": _("Tổ đại biểu"),
    "office": _("Văn phòng"),
    "agency": _("Cơ quan trình"),
}
ITEM_STATES: dict[str, Label] = {
    ItemState.REGISTERED: _("Đăng ký"),
    ItemState.ASSIGNED: _("Đã phân công"),
    ItemState.SUBMITTED: _("Đã trình"),
    ItemState.RETURNED: _("Trả lại"),
    ItemState.VERIFIED: _("Đã thẩm tra"),
    ItemState.SENT: _("Đã gửi đại biểu"),
    ItemState.PRESENTED: _("Đã trình bày"),
    ItemState.DISCUSSED: _("Đã thảo luận"),
    ItemState.REVISED: _("Đã tiếp thu"),
    ItemState.VOTED: _("Đã biểu quyết"),
    ItemState.PASSED: _("Thông qua"),
    ItemState.REJECTED: _("Không thông qua"),
    ItemState.SIGNED: _("Đã ký chứng thực"),
    ItemState.ISSUED: _("Đã ban hành"),
    ItemState.SENT_UP: _("Đã gửi cấp trên"),
    ItemState.WITHDRAWN: _("Rút"),
    ItemState.DEFERRED: _("Chuyển kỳ sau"),
}
PART_STATES: dict[str, Label] = {
    PartState.AWAITED: _("Chưa gửi"),
    PartState.SUBMITTED: _("Đã gửi, chờ tiếp nhận"),
    PartState.RETURNED: _("Trả lại"),
    PartState.RECEIVED: _("Đã tiếp nhận"),
    PartState.CANCELLED: _("Thôi yêu cầu"),
}
RETURN_REASONS: dict[str, Label] = {
    ReturnReason.INCOMPLETE: _("Thiếu thành phần hồ sơ"),
    ReturnReason.WRONG_FORM: _("Sai thể thức, kỹ thuật trình bày"),
    ReturnReason.NOT_SIGNED: _("Chưa ký, chưa đóng dấu hoặc chưa ký số"),
    ReturnReason.CONTENT: _("Nội dung chưa đúng yêu cầu, số liệu chưa khớp"),
    ReturnReason.UNREADABLE: _("Tệp lỗi, không đọc được"),
    ReturnReason.WRONG_ITEM: _("Gửi nhầm nội dung"),
    ReturnReason.OUTDATED_BASIS: _("Căn cứ pháp lý đã hết hiệu lực"),
    ReturnReason.OTHER: _("Lý do khác"),
}


CAUSES: dict[str, Label] = {
    Cause.NOT_SENT: _("Chậm gửi"),
    Cause.RETURNED: _("Bị trả lại, chậm gửi lại"),
    Cause.IN_REVIEW: _("Văn phòng xem xét rồi trả lại"),
    Cause.AGENCY_BEFORE: _("Cơ quan trình gửi hồ sơ chậm"),
}


def session_kinds_choices() -> Choices:
    return list(SESSION_KINDS.items())


def session_states_choices() -> Choices:
    return list(SESSION_STATES.items())


def item_states_choices() -> Choices:
    return list(ITEM_STATES.items())


def part_states_choices() -> Choices:
    return list(PART_STATES.items())


def return_reasons_choices() -> Choices:
    return list(RETURN_REASONS.items())


def milestone_owners_choices() -> Choices:
    return list(MILESTONE_OWNERS.items())
