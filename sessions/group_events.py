"""What the audit trail says of group discussions."""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "group.arranged": _("đã xếp thảo luận cho {group}: {items} nội dung"),
    "group.changed": _("đã sửa phiên thảo luận của {group}"),
    "group.removed": _("đã bỏ phiên thảo luận của {group}"),
    "group.present": _("đã ghi {count} đại biểu có mặt tại {group}"),
    "group_report.submitted": _("đã gửi kết quả thảo luận tổ: {count} ý kiến"),
    "group_report.received": _("đã tiếp nhận kết quả thảo luận tổ"),
    "group_report.returned": _("đã trả lại kết quả thảo luận tổ: {reason}"),
    "group.gathered": _("đã gộp {count} ý kiến từ “{point}” vào “{into}”"),
    "delegate.commented": _("đã ghi ý kiến về số liệu hoạt động của mình"),
    "group.released": _("đã công bố tổng hợp thảo luận tổ “{title}”"),
    "group.release_taken_back": _("đã thu hồi công bố tổng hợp thảo luận tổ: {reason}"),
}
