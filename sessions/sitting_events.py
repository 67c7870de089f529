"""What the audit trail says of the sittings."""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "session.attendance_entered": _("đã điểm danh {count} đại biểu có mặt"),
    "session.attendance_left": _("đã ghi {count} đại biểu rời phòng họp"),
    "session.attendance_corrected": _(
        "đã sửa điểm danh của {name}: {before} → {after}, lý do: {reason}"
    ),
    "session.attendance_struck": _("đã bỏ lượt điểm danh {before} của {name}, lý do: {reason}"),
    "session.item_started": _("đã bắt đầu nội dung “{title}”"),
    "session.block_started": _("đã bắt đầu nhóm nội dung “{title}”"),
    "session.item_ended": _("đã kết thúc: {title}"),
    "session.break_started": _("đã cho giải lao"),
    "session.noted": _("đã ghi diễn biến: {text}"),
    "session.note_corrected": _("đã sửa lời ghi: {before} → {after}, lý do: {reason}"),
    "session.announcement_taken_down": _("đã gỡ thông báo: {text}"),
    "session.carried_over": _(
        "đã chuyển {count} nội dung chưa quyết định sang {after}, lý do: {reason}"
    ),
    "session.time_budget_set": _("đã đặt quỹ thời gian phát biểu"),
    "speech.asked": _("đã ghi {name} đăng ký phát biểu"),
    "speech.moved": _("đã đổi trạng thái phát biểu của {name}"),
    "speech.extended": _("đã cho {name} thêm {minutes} phút"),
    "speech.reordered": _("đã chuyển {name} lên vị trí {place}, lý do: {reason}"),
}
