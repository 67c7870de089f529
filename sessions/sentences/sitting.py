"""What the services of the sitting answer when they refuse."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

SENTENCES: dict[str, str | Promise] = {
    "attendance_shut": gettext_lazy(
        "Kỳ họp chưa được triệu tập hoặc đã kết thúc nên không điểm danh được."
    ),
    "attendance_ahead": gettext_lazy("Giờ điểm danh không thể sau giờ hiện tại."),
    "attendance_no_sitting": gettext_lazy(
        "Giờ này không có phiên họp. Điểm danh mở trước phiên họp một giờ và đóng khi phiên họp "
        "kết thúc."
    ),
    "attendance_no_seat": gettext_lazy(
        "Không điểm danh được: {names}. Ngày này họ không còn là đại biểu hoặc đang bị tạm đình "
        "chỉ. Chưa ghi ai."
    ),
    "attendance_own_seat": gettext_lazy(
        "Tài khoản này không gắn với một đại biểu đang làm nhiệm vụ trong ngày họp. "
        "Hãy báo bàn điểm danh."
    ),
    "attendance_reversed": gettext_lazy("Giờ rời phải sau giờ có mặt."),
    "attendance_twice": gettext_lazy(
        "Khoảng thời gian này trùng với một lượt có mặt khác của đại biểu. Hãy sửa lượt kia trước."
    ),
    "attendance_struck": gettext_lazy("Lượt điểm danh này đã được bỏ."),
    "list_empty": gettext_lazy("Hãy dán danh sách, mỗi đại biểu một dòng."),
    "list_unknown": gettext_lazy(
        "Không tìm thấy đại biểu: {names}. Hãy sửa các dòng này; chưa ghi ai."
    ),
    "list_ambiguous": gettext_lazy(
        "Nhiều đại biểu cùng tên: {names}. Hãy điểm danh những người này trên bảng; chưa ghi ai."
    ),
}
