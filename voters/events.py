"""What the audit trail says of voter contact."""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "contact_plan.created": _("đã lập kế hoạch tiếp xúc cử tri"),
    "contact_plan.changed": _("đã sửa thời gian và điều kiện của kế hoạch tiếp xúc"),
    "contact_plan.laid_out": _("đã xếp tự động {meetings} cuộc tiếp xúc"),
    "contact_plan.away": _("đã ghi ngày đại biểu không tiếp xúc được"),
    "contact_plan.away_removed": _("đã bỏ ngày đại biểu không tiếp xúc được"),
    "contact_plan.sent": _("đã gửi Ủy ban MTTQ thống nhất kế hoạch tiếp xúc"),
    "contact_plan.returned": _("đã trả lại kế hoạch tiếp xúc: {reason}"),
    "contact_plan.agreed": _("đã thống nhất kế hoạch tiếp xúc"),
    "contact_plan.issued": _("đã ban hành kế hoạch tiếp xúc"),
    "voter_meeting.put": _("đã ghi cuộc tiếp xúc tại {unit}"),
    "voter_meeting.cancelled": _("đã bỏ cuộc tiếp xúc tại {unit}"),
}
