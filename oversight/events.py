"""The events of oversight in the audit trail, and the sentence of each."""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "oversight_proposal.made": _("đã đề xuất nội dung giám sát “{title}”"),
    "oversight_proposal.corrected": _("đã sửa đề xuất “{title}”"),
    "oversight_proposal.taken_up": _("đã chọn nội dung giám sát, văn bản {reference}"),
    "oversight_proposal.declined": _("không chọn nội dung giám sát: {reason}"),
    "oversight_proposal.withdrawn": _("đã rút đề xuất: {reason}"),
    "hearing.proposed": _("đã đề xuất phiên giải trình “{title}”"),
    "hearing.corrected": _("đã sửa phiên giải trình “{title}”"),
    "hearing.planned": _("đã định ngày họp phiên giải trình {day}"),
    "hearing.declined": _("không tổ chức phiên giải trình: {reason}"),
    "hearing.withdrawn": _("đã rút phiên giải trình: {reason}"),
}
