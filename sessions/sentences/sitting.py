"""What the services of the sitting answer when they refuse."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

SENTENCES: dict[str, str | Promise] = {
    "quorum_missing": gettext_lazy(
        "Chưa ghi đủ số đại biểu cần có mặt để họp, còn thiếu {count}. Hãy điểm danh, hoặc ghi lý "
        "do khai mạc."
    ),
    "exception_and_quorum_missing": gettext_lazy(
        "Kỳ họp chưa được xác nhận đủ tài liệu và còn thiếu {count} đại biểu có mặt. Khai mạc lúc "
        "này là ngoại lệ: hãy ghi lý do."
    ),
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
    "not_sitting": gettext_lazy(
        "Kỳ họp không ở trạng thái đang họp nên không ghi được diễn biến và phát biểu."
    ),
    "not_held": gettext_lazy("Kỳ họp chưa khai mạc hoặc đã kết thúc nên việc này không làm được."),
    "session_settled": gettext_lazy("Kỳ họp đã ban hành nghị quyết nên lời ghi không sửa được."),
    "floor_changed": gettext_lazy(
        "Người khác vừa điều hành: hiện nay {now}. Chưa thay đổi gì; hãy xem lại rồi bấm lại."
    ),
    "item_not_before_vote": gettext_lazy(
        "Nội dung này đã có kết quả hoặc đã rời chương trình ({state}) nên không bắt đầu lại được."
    ),
    "item_papers_missing": gettext_lazy(
        "Tài liệu của nội dung này chưa gửi đến đại biểu. Trình bày lúc này là ngoại lệ: "
        "hãy ghi lý do."
    ),
    "nothing_on": gettext_lazy("Không có nội dung nào đang diễn ra."),
    "note_kind": gettext_lazy("Hãy chọn loại diễn biến cần ghi."),
    "not_shown": gettext_lazy("Thông báo này không còn hiện trên bảng."),
    "speech_nobody": gettext_lazy("Hãy chọn đại biểu, hoặc ghi tên người trả lời."),
    "speech_of_answerer": gettext_lazy(
        "Người không phải đại biểu chỉ được ghi để trả lời chất vấn."
    ),
    "speech_not_present": gettext_lazy(
        "{name} chưa điểm danh có mặt. Hãy điểm danh trước khi đăng ký phát biểu."
    ),
    "speech_open": gettext_lazy("Đại biểu đã đăng ký hình thức này cho nội dung đang diễn ra."),
    "speech_other_on": gettext_lazy(
        "{name} đang phát biểu. Hãy kết thúc hoặc tạm dừng trước khi mời người khác."
    ),
    "speech_over": gettext_lazy("Lượt phát biểu này đã kết thúc hoặc không còn chờ."),
    "speech_extension": gettext_lazy("Mỗi lần thêm từ 1 đến {longest} phút."),
    "carry_past": gettext_lazy(
        "Buổi họp mới phải sau mọi phiên đã có và sau hiện tại; {day} thì không."
    ),
    "nothing_to_carry": gettext_lazy("Không còn nội dung nào chưa quyết định để chuyển."),
}
