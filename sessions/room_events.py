"""What the audit trail says of the reading room."""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "room.file_restricted": _("đã đưa “{name}” vào phòng đọc: {reason}"),
    "room.restriction_lifted": _("đã bỏ hạn chế “{name}”: {reason}"),
    "room.opened": _("đã mở tài liệu tại phòng đọc, lượt {opening}"),
}
