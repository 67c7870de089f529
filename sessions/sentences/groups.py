"""What the pages of group discussions say when a service refuses."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

SENTENCES: dict[str, str | Promise] = {
    "group_no_items": gettext_lazy("Hãy chọn ít nhất một nội dung để thảo luận."),
    "group_hours_reversed": gettext_lazy(
        "Giờ kết thúc phải sau giờ bắt đầu, và hạn gửi kết quả không trước giờ bắt đầu."
    ),
    "group_busy": gettext_lazy("{group} đã có phiên thảo luận khác trong khoảng giờ này."),
    "group_without_members": gettext_lazy(
        "{group} chưa có thành viên trong ngày thảo luận. Hãy ghi thành viên của Tổ trước."
    ),
    "group_report_begun": gettext_lazy(
        "Tổ đã ghi kết quả về “{item}” nên không bỏ nội dung này được nữa."
    ),
    "group_not_member": gettext_lazy("Hãy chọn đại biểu trong danh sách của Tổ."),
    "group_report_sent": gettext_lazy(
        "Kết quả đã gửi nên không sửa được. Cần sửa thì đề nghị Văn phòng trả lại."
    ),
    "group_report_empty": gettext_lazy(
        "Chưa có gì để gửi. Hãy ghi ít nhất một ý kiến, hoặc ghi nhận xét chung của Tổ."
    ),
    "group_released": gettext_lazy(
        "Tổng hợp về nội dung này đã công bố. Hãy thu hồi công bố trước."
    ),
    "group_not_released": gettext_lazy("Tổng hợp về nội dung này chưa công bố."),
    "group_nothing_received": gettext_lazy(
        "Chưa tiếp nhận kết quả của Tổ nào nên chưa có gì để công bố."
    ),
    "group_shut": gettext_lazy("Kỳ họp đã lưu trữ hoặc đã hủy nên không sửa được nữa."),
}
