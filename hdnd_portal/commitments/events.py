"""The events of commitments in the audit trail, and the sentence of each."""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "commitment.opened": _("đã đưa vào theo dõi, hạn {due_on}"),
    "commitment.replied": _("đã gửi báo cáo lần {number} của {writer}: {claimed}"),
    "answer_sheet.read": _("đã nộp bảng trả lời “{name}” có {count} dòng"),
    "answer_sheet.settled": _("đã gửi {sent} trả lời, lưu {drafted} bản nháp từ bảng “{name}”"),
    "answer_sheet.dropped": _("đã bỏ bảng trả lời “{name}”"),
    "spot_check.drawn": _("đã chọn {count} trong {total} kiến nghị để kiểm tra thực tế"),
    "commitment.verified": _("đã xác minh: {finding}. {reason}"),
    "commitment.returned": _("đã yêu cầu thực hiện tiếp: {finding}. {reason}"),
    "commitment.closed": _("đã kết thúc theo dõi: {reason}"),
    "commitment.reopened": _("đã mở lại theo dõi: {reason}"),
    "commitment.due_moved": _("đã đổi hạn từ {before} thành {after}: {reason}"),
    "commitment.handed_over": _("đã chuyển {to} thực hiện: {reason}"),
    "commitment.linked": _("đã liên kết: {kind} “{other}”"),
    "commitment.unlinked": _("đã bỏ liên kết: {kind} “{other}”"),
    "commitment.step_taken": _("đã chuyển bước “{kind}”, văn bản {reference}: {reason}"),
    "commitment.step_withdrawn": _("đã rút bước “{kind}”: {reason}"),
    "reminder_letter.issued": _("đã ban hành công văn đôn đốc {reference} gửi {agency}"),
    "commitment.explained": _("{agency} đã gửi giải trình"),
    "commitment.explanation_recounted": _("hạn giải trình tính lại thành {due_on}"),
    "commitment.file_removed": _("đã bỏ tệp {name} khỏi bản nháp báo cáo"),
}
