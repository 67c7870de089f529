"""What the audit trail says of the sittings."""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "session.attendance_entered": _("đã điểm danh {count} đại biểu có mặt"),
    "session.attendance_left": _("đã ghi {count} đại biểu rời phòng họp"),
    "session.attendance_corrected": _(
        "đã sửa điểm danh của {name}: {before} → {after}, lý do: {reason}"
    ),
    "session.attendance_struck": _("đã bỏ lượt điểm danh {before} của {name}, lý do: {reason}"),
}
