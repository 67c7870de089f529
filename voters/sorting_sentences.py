"""What the pages say when a service of sorting refuses."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SORTING_SENTENCES: dict[str, str | Promise] = {
    "recommendation_state": _(
        "Kiến nghị không còn ở trạng thái cho phép việc này. Trang đã tải lại."
    ),
    "paper_issued": _("Văn bản này đã có số {reference}; bản đã ban hành được giữ nguyên."),
    "paper_early": _("Chưa cấp số được: nội dung của văn bản còn có thể đổi."),
    "paper_unprintable": _(
        "Chưa in được văn bản đúng thể thức nên chưa cấp số; hãy xem lại họ tên, địa danh và nội "
        "dung."
    ),
    "paper_empty": _("Không còn kiến nghị nào trong lần chuyển này nên không cấp số."),
    "not_a_signer": _("Hãy chọn người ký trong Thường trực HĐND đương nhiệm."),
    "receipt_confirmed": _("{agency} đã xác nhận nhận kiến nghị trước đó."),
    "receipt_note_missing": _("Hãy ghi Văn phòng biết cơ quan đã nhận qua đâu."),
    "recommendation_shut": _(
        "Kiến nghị đã được chuyển hoặc không còn xử lý nên không sửa, tách, gộp được nữa."
    ),
    "opinion_closed": _("Ý kiến này đã bỏ hoặc được xử lý như đơn nên không phân loại nữa."),
    "no_words": _("Hãy chọn ít nhất một câu của cử tri."),
    "words_taken": _(
        "Những câu này đã thuộc một kiến nghị. Nếu một câu có hai kiến nghị, hãy mở kiến nghị đó "
        "và dùng “Tách”."
    ),
    "words_elsewhere": _(
        "Không tìm thấy đúng các từ này trong lời cử tri. Hãy chép lại nguyên văn."
    ),
    "text_empty": _("Hãy ghi nội dung kiến nghị."),
    "answer_empty": _("Hãy ghi nội dung đã trả lời cử tri."),
    "why_missing": _("Hãy ghi lý do."),
    "lead_helps": _("{agency} đã chủ trì nên không ghi là cơ quan phối hợp."),
    "another_session": _("Chỉ gộp các kiến nghị tổng hợp cho cùng một kỳ họp."),
    "another_council": _("Hai kiến nghị không thuộc cùng một Hội đồng nhân dân."),
    "merge_with_itself": _("Hãy chọn một kiến nghị khác để gộp vào."),
    "repeats_itself": _("Hãy chọn một kiến nghị khác đã có trước."),
    "repeats_later": _(
        "Kiến nghị được chọn có sau kiến nghị này. Hãy đánh dấu ở kiến nghị có sau."
    ),
    "not_repeated": _("Kiến nghị này không còn được ghi là kiến nghị lại."),
    "opinion_stays": _("{what} là ý kiến, không phải kiến nghị, nên không chuyển cơ quan trả lời."),
    "lead_missing": _("{what} chưa có cơ quan chủ trì. Hãy phân loại lại trước khi chuyển."),
    "decision_missing": _(
        "Hãy ghi văn bản hoặc ý kiến của Thường trực HĐND đã duyệt danh sách kiến nghị."
    ),
    "no_deadline": _("Chưa tính được hạn trả lời: {why}"),
}
