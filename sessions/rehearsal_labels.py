"""The words for rehearsals."""

from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.choices import Label
from sessions.workflow.rehearsal import Check

CHECKS: dict[str, Label] = {
    Check.ATTENDANCE: _("Đã điểm danh thử: có mặt, rời, trở lại"),
    Check.BOARD: _("Bảng điện tử hiện đúng nội dung đang xem xét và kết quả"),
    Check.VOTE: _("Đã biểu quyết thử mỗi hình thức sẽ dùng, kể cả bỏ và làm lại"),
    Check.DEVICES: _("Thiết bị của đại biểu đăng nhập và biểu quyết được"),
    Check.INTERRUPTION: _("Đã thử mất mạng: màn hình báo mất kết nối và tự nối lại"),
    Check.PAPERS: _("Bộ biểu mẫu giấy dự phòng đã in và để tại bàn thư ký"),
}
# What is deleted with a rehearsal, in the order of the checklist.
WIPED: dict[str, Label] = {
    "attendance": _("lượt điểm danh"),
    "polls": _("biểu quyết"),
    "votes": _("lựa chọn biểu quyết"),
    "speeches": _("đăng ký phát biểu"),
    "proceedings": _("diễn biến"),
    "items": _("nội dung chương trình"),
}
