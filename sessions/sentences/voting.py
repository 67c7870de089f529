"""What the services of voting answer when they refuse."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

SENTENCES: dict[str, str | Promise] = {
    "poll_session_over": gettext_lazy("Kỳ họp đã kết thúc nên không mở được biểu quyết."),
    "poll_session_not_open": gettext_lazy(
        "Chỉ mở biểu quyết khi kỳ họp đang họp. Hãy ghi nhận khai mạc hoặc họp tiếp trước."
    ),
    "poll_item_gone": gettext_lazy(
        "Nội dung này đã rút hoặc chuyển kỳ họp sau nên không biểu quyết được."
    ),
    "poll_item_unsent": gettext_lazy(
        "Tài liệu của nội dung này chưa gửi đến đại biểu nên chưa biểu quyết được."
    ),
    "poll_item_for_reading": gettext_lazy(
        "Nội dung này chỉ để đại biểu nghiên cứu, không biểu quyết."
    ),
    "poll_item_has_vote": gettext_lazy(
        "Nội dung này đã có biểu quyết toàn văn. Hãy mở biểu quyết đó."
    ),
    "poll_whole_begun": gettext_lazy(
        "Biểu quyết toàn văn đã mở nên không thêm được biểu quyết từng phần."
    ),
    "poll_parts_unfinished": gettext_lazy(
        "Còn {count} biểu quyết từng phần chưa công bố. Hãy công bố hoặc bỏ các phần đó rồi mới "
        "biểu quyết toàn văn."
    ),
    "poll_other_open": gettext_lazy("Đang biểu quyết “{title}”. Hãy kết thúc biểu quyết đó trước."),
    "poll_deadline_missing": gettext_lazy("Phiếu lấy ý kiến cần có hạn gửi phiếu."),
    "poll_deadline_past": gettext_lazy("Hạn gửi phiếu đã qua. Hãy sửa hạn trước."),
    "poll_no_base": gettext_lazy(
        "Nhiệm kỳ này chưa có đại biểu nào nên không có tổng số để tính kết quả."
    ),
    "poll_base_small": gettext_lazy(
        "Có {able} đại biểu được biểu quyết, nhiều hơn tổng số {base} dùng để tính. Hãy xem lại "
        "cách hiểu “tổng số đại biểu” trong bộ quy tắc."
    ),
    "poll_no_quorum": gettext_lazy(
        "Mới có {present} đại biểu có mặt, cần ít nhất {needed}. Hãy điểm danh lại; nếu Chủ tọa "
        "vẫn quyết định biểu quyết, hãy ghi lý do."
    ),
    "poll_no_rule": gettext_lazy("Bộ quy tắc chưa có tỷ lệ biểu quyết cho ngày này."),
    "poll_kind_reason": gettext_lazy(
        "Biểu quyết về nhân sự thực hiện bằng bỏ phiếu kín. Nếu chọn hình thức khác, hãy ghi lý do."
    ),
    "poll_about_missing": gettext_lazy("Hãy chọn đại biểu được xem xét."),
    "poll_rule_reason": gettext_lazy("Chọn tỷ lệ khác với quy định thì cần ghi lý do."),
    "poll_not_open": gettext_lazy(
        "Biểu quyết này không còn mở. Trang đã tải lại, số liệu vừa nhập chưa được ghi."
    ),
    "poll_other_kind": gettext_lazy("Hình thức biểu quyết này không nhập số liệu theo cách đó."),
    "poll_changed": gettext_lazy(
        "Biểu quyết vừa được người khác thay đổi. Trang đã tải lại, hãy xem và thực hiện lại."
    ),
    "poll_totals_missing": gettext_lazy("Hãy nhập số đếm giơ tay trước khi kết thúc."),
    "poll_counts_missing": gettext_lazy(
        "Chưa có kết quả kiểm phiếu khớp nhau của hai người. Hãy nhập đủ rồi mới kết thúc."
    ),
    "poll_sheets_awaited": gettext_lazy(
        "Còn {count} phiếu chưa gửi về và chưa hết hạn gửi phiếu nên chưa kết thúc được."
    ),
    "poll_reset_waits": gettext_lazy(
        "Có đề nghị làm lại biểu quyết này chưa được giải quyết. Hãy xác nhận hoặc bỏ đề nghị "
        "trước."
    ),
    "poll_quorum_lost": gettext_lazy(
        "Khi kết thúc, số đại biểu có mặt ít hơn mức cần có. Hãy ghi ý kiến của Chủ tọa khi công "
        "bố, hoặc đề nghị làm lại."
    ),
    "poll_open_on_item": gettext_lazy(
        "Đang có biểu quyết chưa công bố về nội dung này. Hãy công bố hoặc bỏ biểu quyết đó trước."
    ),
    "poll_open_in_session": gettext_lazy(
        "Biểu quyết “{title}” chưa kết thúc hoặc chưa công bố. Hãy xử lý xong rồi mới bế mạc."
    ),
    "reset_asked_already": gettext_lazy("Đã có đề nghị làm lại biểu quyết này."),
    "reset_not_asked": gettext_lazy("Không còn đề nghị làm lại nào cho biểu quyết này."),
    "reset_same_person": gettext_lazy(
        "Người đề nghị không tự xác nhận được. Cần một người thứ hai xác nhận làm lại."
    ),
    "entry_not_absent": gettext_lazy("{name} không còn ở trạng thái vắng mặt."),
    "entry_cannot_vote": gettext_lazy("{name} không được biểu quyết trong lần này."),
    "poll_no_names": gettext_lazy(
        "Hình thức này chỉ có tổng số, không ghi riêng từng đại biểu. Nếu có người không còn quyền "
        "biểu quyết, hãy đề nghị làm lại."
    ),
    "answer_changed": gettext_lazy(
        "Lựa chọn của {name} vừa được người khác ghi. Chưa ghi dòng nào, hãy xem lại bảng."
    ),
    "answer_fixed": gettext_lazy(
        "Lựa chọn của {name} đã ghi và không sửa được theo quy định của hình thức này."
    ),
    "sheet_late": gettext_lazy("Phiếu gửi về sau hạn {due} nên không tính."),
    "sheet_early": gettext_lazy("Thời điểm nhận phiếu trước khi phát phiếu. Hãy xem lại."),
    "sheet_in_future": gettext_lazy("Thời điểm nhận phiếu còn ở phía trước. Hãy xem lại."),
    "count_negative": gettext_lazy("Số phiếu không được âm."),
    "count_more_than_roll": gettext_lazy(
        "Tổng {total} nhiều hơn {able} đại biểu được biểu quyết lúc này. Hãy đếm lại."
    ),
    "count_returned_issued": gettext_lazy(
        "Số phiếu thu về {returned} nhiều hơn số phiếu phát ra {issued}. Hãy kiểm lại."
    ),
    "count_valid_invalid": gettext_lazy(
        "Phiếu hợp lệ và không hợp lệ cộng lại là {total}, khác số phiếu thu về {returned}. Hãy "
        "kiểm lại."
    ),
    "count_answers_valid": gettext_lazy(
        "Tán thành, không tán thành và không biểu quyết cộng lại là {total}, khác số phiếu hợp lệ "
        "{valid}. Hãy kiểm lại."
    ),
    "count_agreed": gettext_lazy("Kết quả kiểm phiếu đã khớp, không cần nhập thêm."),
    "count_same_person": gettext_lazy(
        "Mỗi người chỉ nhập một lần. Lần nhập tiếp theo phải do người khác thực hiện."
    ),
    "vote_no_seat": gettext_lazy(
        "Chưa được ghi nhận: tài khoản này không có tên trong danh sách biểu quyết. Không ai biểu "
        "quyết thay đại biểu."
    ),
    "vote_not_begun": gettext_lazy("Chưa được ghi nhận: biểu quyết chưa mở."),
    "vote_over": gettext_lazy("Chưa được ghi nhận, biểu quyết đã kết thúc."),
    "vote_not_by_device": gettext_lazy(
        "Chưa được ghi nhận: nội dung này không biểu quyết trên thiết bị."
    ),
    "vote_absent": gettext_lazy(
        "Chưa được ghi nhận: đại biểu đang được ghi là vắng mặt. Hãy báo Văn phòng điểm danh rồi "
        "gửi lại."
    ),
    "vote_suspended": gettext_lazy(
        "Chưa được ghi nhận: đại biểu đang bị tạm đình chỉ thực hiện nhiệm vụ."
    ),
    "vote_ended": gettext_lazy("Chưa được ghi nhận: nhiệm vụ đại biểu đã kết thúc."),
    "vote_fixed": gettext_lazy(
        "Lựa chọn trước vẫn được tính: hình thức này không cho sửa sau khi đã ghi nhận."
    ),
    "vote_elsewhere": gettext_lazy(
        "Lựa chọn vừa gửi chưa được ghi nhận: lựa chọn của đại biểu đã được gửi từ một lần khác. "
        "Hãy xem lựa chọn đang được tính rồi chọn lại nếu cần."
    ),
    "vote_again": gettext_lazy("Chưa được ghi nhận. Hãy tải lại trang và chọn lại."),
}
