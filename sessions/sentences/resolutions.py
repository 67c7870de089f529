"""What the pages of resolutions and minutes say when a service refuses."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "item_not_passed": _(
        "Nội dung này chưa được thông qua nên chưa lập nghị quyết. "
        "Công bố kết quả biểu quyết trước."
    ),
    "resolution_exists": _("Nội dung này đã có nghị quyết; mở nghị quyết đó để làm tiếp."),
    "adopted_outside_session": _(
        "Ngày thông qua phải từ ngày khai mạc kỳ họp đến hôm nay. Xem lại ngày."
    ),
    "adopted_another_day": _(
        "Biểu quyết thông qua nội dung này kết thúc ngày {day}; ngày thông qua là ngày đó."
    ),
    "adopted_in_future": _("Ngày thông qua không thể ở sau hôm nay."),
    "resolution_settled": _(
        "Nghị quyết đã xác nhận đúng thể thức nên không sửa được văn bản. Trả về hoàn thiện trước."
    ),
    "resolution_gone": _(
        "Nghị quyết này không còn; có thể đồng nghiệp vừa bỏ bản đang hoàn thiện."
    ),
    "no_articles": _("Chưa đọc được các điều: dòng “{line}” đứng trước “Điều 1”."),
    "article_twice": _("Điều {number} có hai lần. Xem lại số của điều."),
    "expires_early": _("Ngày hết hiệu lực đứng trước ngày có hiệu lực."),
    "shortened_without_reason": _("Cần ghi căn cứ áp dụng trình tự rút gọn."),
    "not_in_form": _("Còn {count} điểm chưa đúng thể thức; xem danh sách bên dưới và sửa."),
    "not_printable": _("Chưa in được văn bản đúng thể thức. Xem lại tên người ký và nội dung."),
    "not_a_signer": _("Người này không ký được nghị quyết vào ngày đã chọn (Luật 72, Điều 32)."),
    "signed_in_future": _("Ngày ký không thể ở sau hôm nay."),
    "day_before_adoption": _("Ngày ký không thể trước ngày thông qua {day}."),
    "key_unreadable": _(
        "Không mở được khóa ký: sai mật khẩu, hoặc tệp không phải PKCS#12 (.p12, .pfx). "
        "Chưa cấp số, chưa ký."
    ),
    "key_expired": _("Chứng thư của khóa này đã hết hạn hoặc chưa có hiệu lực. Chưa cấp số."),
    "key_not_for_signing": _("Chứng thư này không dùng để ký văn bản. Chưa cấp số."),
    "key_cannot_sign": _("Khóa này không ký được văn bản. Chưa cấp số."),
    "not_signed_yet": _("Chỉ nộp bản đã ký khi nghị quyết đã có số và chưa phát hành."),
    "scan_not_compared": _(
        "Tệp không có chữ ký số. Với bản quét, cần đối chiếu với bản gốc rồi đánh dấu xác nhận."
    ),
    "signed_not_pdf": _("Bản đã ký phải là tệp PDF."),
    "signature_broken": _(
        "Chữ ký số trong tệp không còn giá trị: tệp đã bị thay đổi sau khi ký. Chưa nhận tệp."
    ),
    "no_signed_file": _("Chưa có bản đã ký. Nộp bản quét hoặc tệp đã ký số trước."),
    "not_published_yet": _("Chưa ghi ngày đăng Công báo hoặc đăng cổng thông tin điện tử."),
    "step_done": _("Việc này đã ghi xong ngày {day}."),
    "step_gone": _("Việc này không còn; danh sách vừa được tính lại."),
    "step_without_proof": _("Cần ghi số văn bản hoặc kèm tệp chứng minh."),
    "step_too_early": _("Ngày hoàn thành không thể trước ngày ký."),
    "step_moves": _("Việc này được ghi khi ký hoặc khi gửi cấp trên, không ghi riêng."),
    "link_other_issuer": _(
        "Chỉ cơ quan đã ban hành mới sửa đổi, thay thế hoặc bãi bỏ được nghị quyết "
        "(Luật 64/2025/QH15, Điều 8)."
    ),
    "link_not_out": _("Nghị quyết được chọn chưa ban hành."),
    "link_twice": _("Hai nghị quyết này đã có quan hệ được ghi."),
    "link_backwards": _("Nghị quyết được chọn thông qua sau nghị quyết này."),
    "link_missing": _("Hãy ghi quan hệ sửa đổi, bổ sung với nghị quyết đó trước."),
    "link_source_not_out": _("Nghị quyết sửa đổi chưa ban hành nên chưa ghi được điều mới."),
    "link_has_wordings": _("Đã có điều được sửa theo quan hệ này nên không bỏ được."),
    "article_amended_later": _("Điều {number} đã được sửa với cùng ngày hoặc ngày sau đó."),
    "article_unknown": _("Nghị quyết đó không có Điều {number}."),
    "task_not_out": _("Nghị quyết chưa phát hành nên chưa giao nhiệm vụ theo nghị quyết được."),
    "articles_edited": _(
        "Các điều đã được sửa tay nên chưa lập lại. Hãy xem chỗ khác nhau, đánh dấu đồng ý thay "
        "rồi lập lại."
    ),
    "nothing_asked": _("Kỳ họp chưa có chất vấn nào được gửi nên chưa lập được dự thảo."),
    "task_not_heard": _("Nội dung chưa được xem xét tại phiên họp nên chưa giao việc được."),
    "task_of_resolution": _(
        "Nội dung này có nghị quyết. Hãy giao việc tại trang nghị quyết để theo dõi một nơi."
    ),
    "task_made_outside": _("Ngày kết luận phải từ ngày khai mạc {opening} đến hôm nay."),
    "task_without_text": _("Cần ghi nhiệm vụ."),
    "task_without_owner": _("Cần chọn đúng một cơ quan chịu trách nhiệm chính."),
    "task_twice": _("Nhiệm vụ này đã được giao cho cơ quan đó."),
    "opinion_unexplained": _("Tiếp thu một phần hoặc giữ nguyên thì phải giải trình."),
    "no_group_opinions": _(
        "Không có ý kiến mới: tổng hợp thảo luận tổ chưa được công bố, hoặc đã lấy hết."
    ),
    "opinion_changed": _("Ý kiến này vừa được đồng nghiệp sửa. Xem lại rồi ghi."),
    "target_year_twice": _("Năm {year} có hai giá trị. Mỗi năm ghi một lần."),
    "minutes_exist": _("Biên bản này đã có; mở biên bản đó để làm tiếp."),
    "minutes_settled": _("Biên bản đã trình hoặc đã thông qua nên không sửa được."),
    "minutes_too_early": _("Kỳ họp chưa khai mạc nên chưa có gì để lập biên bản."),
    "minutes_unsigned": _("Chưa ghi chủ tọa và thư ký kỳ họp nên chưa trình được biên bản."),
    "minutes_approved_where": _("Cần ghi biên bản được thông qua tại đâu."),
    "section_unknown": _("Biên bản không có phần này."),
}
