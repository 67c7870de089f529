"""The events of sessions in the audit trail, and the sentence of each (the actor stands before)."""

from django.utils.translation import gettext_lazy as _

from sessions.workflow import SessionMove

# What each move of a session is called once it is done.
SESSION_EVENTS: dict[SessionMove, str] = {
    SessionMove.AGREE: "session.agreed",
    SessionMove.CONVENE: "session.convened",
    SessionMove.MAKE_READY: "session.made_ready",
    SessionMove.POSTPONE: "session.postponed",
    SessionMove.REPLAN: "session.replanned",
    SessionMove.OPEN: "session.opened",
    SessionMove.ADJOURN: "session.adjourned",
    SessionMove.RESUME: "session.resumed",
    SessionMove.CLOSE: "session.closed",
    SessionMove.PUBLISH: "session.published",
    SessionMove.ARCHIVE: "session.archived",
    SessionMove.CANCEL: "session.cancelled",
    SessionMove.TAKE_BACK: "session.taken_back",
    SessionMove.TAKE_BACK_CONVENING: "session.convening_taken_back",
    SessionMove.TAKE_BACK_READY: "session.ready_taken_back",
    SessionMove.TAKE_BACK_OPENING: "session.opening_taken_back",
    SessionMove.REOPEN: "session.reopened",
}
# A session opened although the quorum was not recorded.
OPENED_WITHOUT_QUORUM = "session.opened_without_quorum"
# A session opened before all its papers were with the delegates, or closed before every item that
# needs a resolution had its result.
EXCEPTION_EVENTS: dict[SessionMove, str] = {
    SessionMove.OPEN: "session.opened_by_exception",
    SessionMove.CLOSE: "session.closed_undecided",
}

EVENTS = {
    "session.planned": _("đã lập kỳ họp, khai mạc {opening_on}"),
    "session.moved": _("đã đổi ngày khai mạc từ {before} thành {after}: {reason}"),
    "session.corrected": _("đã sửa thông tin kỳ họp"),
    "session.sitting_corrected": _("đã sửa giờ phiên họp: {before} → {after}"),
    "session.presiding_named": _("đã ghi {name} vào người điều hành kỳ họp"),
    "session.chair_replaced": _("đã thay chủ tọa: {before} → {after}, lý do: {reason}"),
    "session.presiding_ended": _("đã ghi {name} thôi điều hành kỳ họp, lý do: {reason}"),
    "session.recounted": _("đã tính lại mốc chuẩn bị do quy tắc hoặc lịch làm việc thay đổi"),
    "session.agreed": _("đã ghi nhận hội nghị liên tịch thống nhất"),
    "session.convened": _("đã ghi nhận triệu tập kỳ họp"),
    "session.made_ready": _("đã xác nhận đủ tài liệu"),
    "session.postponed": _("đã hoãn kỳ họp: {reason}"),
    "session.replanned": _("đã chuẩn bị lại kỳ họp: {reason}"),
    "session.opened": _("đã ghi nhận khai mạc"),
    "session.opened_by_exception": _("đã ghi nhận khai mạc khi chưa đủ tài liệu: {reason}"),
    "session.opened_without_quorum": _(
        "đã ghi nhận khai mạc khi chưa ghi đủ số đại biểu cần có mặt: {reason}"
    ),
    "session.adjourned": _("đã ghi nhận tạm nghỉ"),
    "session.resumed": _("đã ghi nhận họp tiếp"),
    "session.closed": _("đã ghi nhận bế mạc"),
    "session.closed_undecided": _(
        "đã ghi nhận bế mạc khi còn nội dung chưa ghi kết quả quyết nghị: {reason}"
    ),
    "session.published": _("đã xác nhận ban hành nghị quyết"),
    "session.archived": _("đã đưa kỳ họp vào lưu trữ"),
    "session.cancelled": _("đã hủy kỳ họp: {reason}"),
    "session.taken_back": _("đã đưa kỳ họp về dự kiến: {reason}"),
    "session.convening_taken_back": _("đã bỏ ghi nhận triệu tập: {reason}"),
    "session.ready_taken_back": _("đã bỏ xác nhận đủ tài liệu: {reason}"),
    "session.opening_taken_back": _("đã bỏ ghi nhận khai mạc: {reason}"),
    "session.reopened": _("đã mở lại kỳ họp: {reason}"),
    "milestone.assigned": _("đã phân công mốc “{name}”"),
    "milestone.finished": _("đã ghi hoàn thành mốc “{name}” ngày {on}"),
    "milestone.reopened": _("đã mở lại mốc “{name}”: {reason}"),
    "chair_decision.recorded": _("đã ghi ý kiến của Chủ tọa ngày {decided_on}"),
    "agenda.ordered": _("đã sắp xếp lại chương trình"),
    "agenda.placed": _("đã xếp phiên cho {count} nội dung"),
    "agenda.numbered": _("đã đánh số lại chương trình"),
    "agenda_item.added": _("đã thêm nội dung “{title}”"),
    "agenda_item.changed": _("đã sửa nội dung “{title}”"),
    "agenda_item.withdrawn": _("đã rút nội dung “{title}”: {reason}"),
    "agenda_item.deferred": _("đã chuyển sang kỳ họp sau nội dung “{title}”: {reason}"),
    "agenda_item.task_given": _("đã giao việc cần làm sau khi xem xét cho {owner}"),
    "agenda_item.removed": _("đã xóa nội dung “{title}”"),
    "guest.added": _("đã thêm khách mời {name}"),
    "guest.corrected": _("đã sửa thông tin khách mời {name}"),
    "session.guests_copied": _("đã chép {count} khách mời từ {source}"),
    "guest.removed": _("đã bỏ khách mời {name}"),
    "invitations.issued": _("đã phát hành {count} giấy mời"),
    "invitations.superseded": _("đã ghi {count} giấy mời hết giá trị do kỳ họp đổi ngày hoặc dừng"),
    "invitation.answered": _("đã trả lời giấy mời"),
    "absence.asked": _("đã xin vắng mặt"),
    "absence.changed": _("đã sửa đề nghị vắng mặt"),
    "absence.accepted": _("đã đồng ý cho vắng mặt"),
    "absence.refused": _("đã không đồng ý cho vắng mặt"),
    "absence.withdrawn": _("đã rút đề nghị vắng mặt"),
}
