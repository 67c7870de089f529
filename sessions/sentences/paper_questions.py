"""What the pages of questions about papers say when a service refuses."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

SENTENCES: dict[str, str | Promise] = {
    "asked_no_seat": gettext_lazy(
        "Chỉ đại biểu đang thực hiện nhiệm vụ mới hỏi cơ quan soạn thảo được."
    ),
    "asked_too_late": gettext_lazy(
        "Nội dung này đã được quyết định, đã rút hoặc kỳ họp đã kết thúc nên không nhận câu hỏi."
    ),
    "asked_nobody": gettext_lazy(
        "Không xác định được cơ quan soạn thảo tài liệu này. Hãy hỏi Văn phòng."
    ),
    "asked_unreadable": gettext_lazy("Tài liệu này không mở được cho ông/bà nên không hỏi được."),
    "asked_empty": gettext_lazy("Hãy ghi câu hỏi."),
    "asked_page": gettext_lazy("Tài liệu chỉ có {pages} trang. Hãy ghi số trang từ 1 đến {pages}."),
    "asked_quote_sealed": gettext_lazy(
        "Tài liệu họp kín hoặc hạn chế thì không chép lại câu chữ; chỉ ghi số trang."
    ),
    "asked_twice": gettext_lazy("Ông/bà đã gửi câu hỏi này. Câu trả lời sẽ hiện cạnh tài liệu."),
    "paper_answer_empty": gettext_lazy("Hãy ghi nội dung trả lời."),
    "paper_answer_page": gettext_lazy(
        "Tài liệu chỉ có {pages} trang. Hãy ghi số trang từ 1 đến {pages}."
    ),
    "paper_answer_paper": gettext_lazy("Chọn tài liệu rồi mới ghi số trang."),
    "paper_answer_elsewhere": gettext_lazy("Tài liệu được chọn không thuộc hồ sơ này."),
}
