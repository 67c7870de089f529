"""What the services that prepare a session answer when they refuse."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

SENTENCES: dict[str, str | Promise] = {
    "opening_past": gettext_lazy("Ngày khai mạc {day} đã qua. Hãy chọn ngày từ hôm nay trở đi."),
    "opening_far": gettext_lazy(
        "Ngày khai mạc {day} cách hôm nay hơn hai năm. Hãy kiểm tra lại năm."
    ),
    "opening_day_off": gettext_lazy(
        "Ngày {day} là ngày nghỉ ({why}). Hãy chọn ngày làm việc, hoặc xác nhận họp vào ngày nghỉ."
    ),
    "days_step": gettext_lazy("Số ngày họp tính theo nửa ngày, ví dụ 2 hoặc 2,5."),
    "days_range": gettext_lazy("Số ngày họp phải lớn hơn 0 và không quá {longest} ngày."),
    "opening_outside_term": gettext_lazy(
        "Ngày khai mạc nằm ngoài {term}. Hãy kiểm tra lại ngày hoặc nhiệm kỳ."
    ),
    "ordinal_taken": gettext_lazy(
        "Nhiệm kỳ này đã có kỳ họp thứ {ordinal}. Hãy để trống để lấy số tiếp theo."
    ),
    "day_fixed": gettext_lazy("Kỳ họp đã khai mạc hoặc đã kết thúc nên không đổi được ngày."),
    "session_changed": gettext_lazy(
        "Người khác vừa đổi ngày khai mạc thành {day}. Hãy xem lại rồi thực hiện lại."
    ),
    "sittings_in_use": gettext_lazy(
        "Rút ngắn như vậy sẽ bỏ {sittings} phiên họp, trong khi {items} nội dung và {absences} đề "
        "nghị vắng mặt còn gắn với các phiên đó. Hãy chuyển nội dung sang phiên khác, hoặc đề nghị "
        "đại biểu gửi lại, rồi thực hiện lại."
    ),
    "session_over": gettext_lazy("Kỳ họp đã kết thúc nên không sửa được chương trình."),
    "session_ended": gettext_lazy(
        "Kỳ họp đã kết thúc hoặc đã hủy nên việc này không còn làm được."
    ),
    "session_shut": gettext_lazy("Kỳ họp đã lưu trữ hoặc đã hủy nên không sửa được mốc chuẩn bị."),
    "reason_missing": gettext_lazy("Hãy ghi lý do."),
    "exception_missing": gettext_lazy(
        "Kỳ họp chưa được xác nhận đủ tài liệu. Khai mạc lúc này là ngoại lệ: hãy ghi lý do."
    ),
    "undecided_missing": gettext_lazy(
        "Còn {count} nội dung phải ra nghị quyết chưa ghi kết quả. Hãy rút hoặc chuyển kỳ họp sau "
        "những nội dung không xem xét; vẫn bế mạc lúc này thì ghi lý do."
    ),
    "items_unsent": gettext_lazy(
        "Còn {count} nội dung chưa gửi tài liệu đến đại biểu. Hãy chốt hoặc bổ sung hồ sơ trước."
    ),
    "opening_ahead": gettext_lazy(
        "Ngày khai mạc là {day}. Chỉ ghi nhận khai mạc từ ngày đó; nếu họp sớm hơn, hãy đổi ngày."
    ),
    "done_in_future": gettext_lazy("Ngày hoàn thành không thể sau hôm nay."),
    "milestone_done": gettext_lazy("Mốc này đã được ghi là xong ngày {day}."),
    "late_item": gettext_lazy(
        "Bổ sung lúc này là muộn: cần ghi ý kiến của Chủ tọa trước khi đưa vào chương trình."
    ),
    "chair_decision_missing": gettext_lazy(
        "Nội dung bổ sung muộn hoặc cấp bách phải kèm ý kiến của Chủ tọa."
    ),
    "other_council": gettext_lazy("Chỉ chép được nội dung từ kỳ họp của cùng một HĐND."),
    "agenda_changed": gettext_lazy(
        "Chương trình vừa được người khác thay đổi. Trang đã tải lại, hãy xem và thực hiện lại."
    ),
    "guest_invited": gettext_lazy("Khách này đã có giấy mời nên không bỏ khỏi danh sách được."),
    "guest_gone": gettext_lazy("Người khác vừa bỏ khách này khỏi danh sách."),
    "not_invitable": gettext_lazy(
        "Chỉ phát hành giấy mời khi kỳ họp đã được thống nhất và chưa khai mạc."
    ),
    "nobody_to_invite": gettext_lazy(
        "Mọi đại biểu và khách trong danh sách đã có giấy mời. Hãy thêm khách mời trước."
    ),
    "letters_missing": gettext_lazy(
        "Phông chữ văn bản không có ký tự {letters} trong “{text}”. Hãy sửa chỗ đó rồi phát hành."
    ),
    "issued_in_future": gettext_lazy("Ngày ban hành không thể sau hôm nay."),
    "letter_not_failed": gettext_lazy("Thư này đã gửi hoặc đang gửi, không cần gửi lại."),
    "address_wrong": gettext_lazy(
        "Địa chỉ thư chưa đúng. Hãy kiểm tra lại, ví dụ ten@tinh.gov.vn."
    ),
    "answer_too_late": gettext_lazy(
        "Kỳ họp đã khai mạc hoặc đã thay đổi. Hãy gọi Văn phòng để báo."
    ),
    "invitation_superseded": gettext_lazy(
        "Giấy mời này không còn giá trị vì kỳ họp đã đổi ngày, hoãn hoặc hủy."
    ),
    "not_frozen": gettext_lazy("Tài liệu này không có trong hồ sơ đã chốt của kỳ họp."),
    "note_empty": gettext_lazy("Hãy ghi nội dung ghi chú."),
    "no_seat": gettext_lazy("Chỉ đại biểu của nhiệm kỳ này mới gửi được đề nghị vắng mặt."),
    "absence_open": gettext_lazy("Đã có một đề nghị vắng mặt. Hãy sửa hoặc rút đề nghị đó."),
    "sittings_reversed": gettext_lazy("Phiên cuối phải sau phiên đầu."),
    "absence_after_opening": gettext_lazy(
        "Kỳ họp đã khai mạc nên đề nghị đã được đồng ý không sửa hoặc rút được nữa. "
        "Hãy báo Văn phòng."
    ),
    "absence_decided": gettext_lazy("Đề nghị này đã được xử lý."),
    "info_fixed": gettext_lazy("Kỳ họp đã kết thúc nên thông tin không sửa được nữa."),
    "ordinal_frozen": gettext_lazy(
        "Hồ sơ đã chốt với mã theo kỳ họp thứ {ordinal} nên số thứ tự không đổi được nữa."
    ),
    "hours_reversed": gettext_lazy("Giờ kết thúc phải sau giờ bắt đầu."),
    "hours_overlap": gettext_lazy("Phiên họp khác cũng diễn ra trong khoảng giờ này."),
    "presiding_closed": gettext_lazy(
        "Kỳ họp đã kết thúc nên nhật ký điều hành không sửa được nữa."
    ),
    "presiding_before_opening": gettext_lazy("Thời điểm này sớm hơn giờ khai mạc kỳ họp."),
    "presiding_no_seat": gettext_lazy(
        "{name} không phải là đại biểu đang làm nhiệm vụ trong ngày khai mạc nên không điều hành "
        "kỳ họp được."
    ),
    "presiding_twice": gettext_lazy(
        "{name} đang giữ vai trò này, hoặc vừa là chủ tọa vừa là thư ký trong cùng thời gian."
    ),
    "presiding_chair_taken": gettext_lazy(
        "Đã có chủ tọa điều hành. Hãy dùng “Thay chủ tọa” và ghi lý do."
    ),
    "presiding_reason": gettext_lazy(
        "Chủ tịch HĐND chủ tọa kỳ họp. Hãy ghi lý do khi người khác điều hành."
    ),
    "presiding_changed": gettext_lazy(
        "Vào thời điểm đó người điều hành đã khác. Trang đã tải lại, hãy xem và thực hiện lại."
    ),
    "presiding_ended": gettext_lazy("Nhiệm vụ này đã kết thúc trước thời điểm đó."),
    "presiding_replace": gettext_lazy(
        "Chủ tọa đang điều hành chỉ thôi khi có người thay. Hãy dùng “Thay chủ tọa”."
    ),
    "item_frozen": gettext_lazy(
        "Tài liệu của nội dung này đã chốt nên tên nội dung không đổi được nữa."
    ),
    "item_gone": gettext_lazy("Nội dung này đã được rút hoặc chuyển kỳ họp sau."),
    "item_changed": gettext_lazy(
        "{who} vừa sửa nội dung này ({what}). Những gì ông/bà nhập vẫn còn trong biểu mẫu; lưu lần "
        "nữa thì thay bằng giá trị của ông/bà."
    ),
    "item_voted": gettext_lazy(
        "Nội dung này đã được biểu quyết nên không rút hoặc chuyển kỳ họp sau được."
    ),
    "item_in_use": gettext_lazy(
        "Nội dung này đã có hồ sơ hoặc ý kiến chỉ đạo nên không xóa được; hãy dùng “Rút nội dung”."
    ),
}
