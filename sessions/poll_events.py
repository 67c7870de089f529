"""What the audit trail says of votes; never who answered what."""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "poll.prepared": _("đã chuẩn bị biểu quyết “{title}”"),
    "poll.corrected": _("đã sửa biểu quyết “{title}” trước khi mở"),
    "poll.opened": _("đã mở biểu quyết “{title}”, lần {round}: {present} đại biểu được biểu quyết"),
    "poll.closed": _("đã kết thúc biểu quyết “{title}”: {in_favour}/{base} tán thành"),
    "poll.published": _("đã công bố kết quả biểu quyết “{title}”"),
    "poll.abandoned": _("đã bỏ biểu quyết “{title}”: {reason}"),
    "poll.reset_asked": _("đã đề nghị làm lại biểu quyết “{title}”: {reason}"),
    "poll.reset_dropped": _("đã bỏ đề nghị làm lại biểu quyết “{title}”"),
    "poll.reset": _("đã xác nhận làm lại biểu quyết “{title}”, sang lần {round}: {reason}"),
    "poll.admitted": _("đã ghi {name} đến khi đang biểu quyết"),
    "poll.struck": _("đã ghi {name} không còn được biểu quyết: {reason}"),
    "poll.totals_entered": _(
        "đã nhập kết quả giơ tay: {in_favour} tán thành, {against} không tán thành, {abstained} "
        "không biểu quyết"
    ),
    "poll.names_entered": _("đã ghi lựa chọn của {count} đại biểu khi gọi tên"),
    "poll.sheet_entered": _("đã nhập phiếu lấy ý kiến của {name}"),
    "poll.ballots_entered": _("đã nhập kết quả kiểm phiếu, người thứ {place}"),
    "poll.vote_changed": _("đã sửa lựa chọn của mình trước khi kết thúc biểu quyết"),
    "agenda_item.passed": _("đã công bố thông qua nội dung “{title}”"),
    "agenda_item.rejected": _("đã công bố không thông qua nội dung “{title}”"),
}
