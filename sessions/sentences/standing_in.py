"""What is answered where papers are entered later, and in rehearsals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

SENTENCES: dict[str, str | Promise] = {
    "later_settled": gettext_lazy("Bản giấy này đã nhập xong và đã ghi vào hồ sơ."),
    "later_same_person": gettext_lazy(
        "Tài khoản này đã nhập bản giấy này. Người khác nhập lần tiếp theo để đối chiếu."
    ),
    "later_time": gettext_lazy(
        "Giờ của {name} chưa đúng: ghi theo dạng 07:45, giờ rời sau giờ có mặt."
    ),
    "later_hour": gettext_lazy("Hãy ghi ngày và giờ biểu quyết trên giấy, ví dụ 09:40."),
    "later_overlaps": gettext_lazy(
        "Có đại biểu đã được điểm danh trong khoảng giờ này. Hãy xem bảng điểm danh; bỏ lượt ghi "
        "nhầm hoặc bỏ trống đại biểu đó, rồi nhập lại. Lần nhập này chưa được ghi."
    ),
    "rehearsal_shut": gettext_lazy("Kỳ họp đang họp hoặc đã kết thúc nên không mở diễn tập được."),
    "rehearsal_runs": gettext_lazy(
        "Đang có một buổi diễn tập của kỳ họp này. Hãy xóa dữ liệu buổi đó trước khi mở buổi mới."
    ),
    "rehearsal_over": gettext_lazy("Buổi diễn tập này đã được xóa dữ liệu."),
    "rehearsal_no_vote": gettext_lazy(
        "Không có biểu quyết điện tử hoặc gọi tên nào đang mở trong buổi diễn tập."
    ),
    "rehearsal_signed": gettext_lazy("Phiếu kiểm tra đã ký nên không thay đổi được."),
    "rehearsal_not_wiped": gettext_lazy("Hãy xóa dữ liệu diễn tập trước khi ký phiếu kiểm tra."),
    "rehearsal_unchecked": gettext_lazy(
        "Còn việc chưa kiểm tra. Hãy đánh dấu đủ hoặc ghi lý do vào phần ghi chú."
    ),
    "poll_begun": gettext_lazy("Biểu quyết này đã mở trên hệ thống nên không nhập từ giấy."),
}
