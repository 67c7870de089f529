"""The events of the hotline in the audit trail: neither who called, nor what was said."""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "hotline.taken": _("đã ghi ý kiến qua đường dây nóng về “{topic}”"),
    "hotline.corrected": _("đã sửa ý kiến, lý do: {reason}"),
    "hotline.struck": _("đã bỏ ý kiến, lý do: {reason}"),
    "hotline.caller_read": _("đã xem người gọi, lý do: {reason}"),
}
