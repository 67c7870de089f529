"""What the audit trail says of papers used in the portal's place, and of rehearsals."""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "session.fallback_printed": _("đã in bộ biểu mẫu dự phòng, {count} biểu"),
    "session.attendance_from_paper": _(
        "đã ghi điểm danh {count} đại biểu, phiên {sitting}, nhập sau từ giấy; người nhập: {people}"
    ),
    "session.rehearsed": _("đã mở một buổi diễn tập"),
    "session.rehearsal_wiped": _("đã xóa dữ liệu buổi diễn tập"),
    "session.rehearsal_signed": _("đã ký phiếu kiểm tra diễn tập"),
    "poll.from_paper": _("đã ghi kết quả biểu quyết nhập sau từ giấy; người nhập: {people}"),
}
