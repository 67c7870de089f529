"""What the audit trail says of recommendations of voters; it holds no words of theirs."""

from django.utils.translation import gettext_lazy as _

SORTING_EVENTS = {
    "recommendation.taken": _("đã lấy từ ý kiến số {opinion}"),
    "recommendation.joined": _("đã thêm lời cử tri của ý kiến số {opinion}"),
    "recommendation.worded": _("đã sửa lời văn"),
    "recommendation.sorted": _("đã phân loại: {field}"),
    "recommendation.split": _("đã tách một phần thành {into}"),
    "recommendation.split_off": _("được tách từ {of}"),
    "recommendation.merged": _("đã gộp vào {into}"),
    "recommendation.took_in": _("đã nhận lời cử tri của {other}"),
    "recommendation.repeated": _("đã ghi là kiến nghị lại"),
    "recommendation.not_repeated": _("đã bỏ ghi kiến nghị lại"),
    "recommendation.answer_there": _("đã ghi trả lời tại chỗ"),
    "recommendation.take_out": _("đã chuyển xử lý như đơn: {reason}"),
    "recommendation.drop": _("đã bỏ: {reason}"),
    "recommendation.resume": _("đã xử lý lại: {reason}"),
    "recommendation.unsort": _("đã trả lại để phân loại: {reason}"),
    "recommendation.send": _("đã duyệt và chuyển cơ quan"),
    "recommendation.misdirect": _("đã rút lại để chuyển cơ quan khác: {reason}"),
    "contact_paper.issued": _("đã ban hành {reference}"),
    "referral.received": _("{agency} đã nhận kiến nghị (nhận qua: {note})"),
}
