"""What the pages say when a service of letters refuses."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from hdnd_portal.answer_letters.workflow import LetterRefused
from hdnd_portal.commitments.sentences import Refusal as CommitmentRefusal
from hdnd_portal.commitments.sentences import commitment_sentence
from hdnd_portal.documents.table_sentences import TABLE_SENTENCES

SENTENCES: dict[str, str | Promise] = {
    "letter_kind": gettext_lazy("Chỉ nhận công văn dạng Word (.docx) hoặc PDF."),
    "letter_again": gettext_lazy("Công văn này đã được nộp ngày {at}."),
    "letter_no_text": gettext_lazy(
        "Tệp chỉ có ảnh chụp, không có chữ để đọc. Hãy nộp bản Word hoặc PDF có lớp chữ "
        "(quét kèm nhận dạng chữ), hoặc trả lời từng kiến nghị."
    ),
    "letter_unreadable": gettext_lazy("Không đọc được tệp này. Hãy lưu lại tệp rồi nộp lại."),
    "letter_long": gettext_lazy(
        "Công văn có hơn {most} mục được đánh số. Hãy tách thành nhiều tệp rồi nộp từng tệp."
    ),
    "letter_settled": gettext_lazy(
        "Công văn này đã được gửi hoặc bỏ. Trang đã tải lại, hãy xem lại."
    ),
    "letter_unnumbered": gettext_lazy("Hãy ghi số, ký hiệu và ngày của công văn trước khi gửi."),
    "behalf_sends": gettext_lazy("Công văn văn phòng nhập thay được ghi ngay, không lưu bản nháp."),
    "parts_left": gettext_lazy(
        "Còn {count} phần chưa xem hoặc còn thiếu. Hãy xem tiếp, hoặc chọn bỏ qua các phần này."
    ),
    "nothing_confirmed": gettext_lazy("Chưa có phần nào gửi được. Hãy xác nhận ít nhất một phần."),
    "part_merged": gettext_lazy("Phần này đã được gộp vào phần trước."),
    "nothing_before": gettext_lazy("Không có phần nào ở trước để gộp vào."),
    "nothing_to_split": gettext_lazy(
        "Chưa tách được: hãy chọn đoạn mở đầu phần mới trong danh sách của phần đang hiện."
    ),
    "nothing_chosen": gettext_lazy(
        "Chọn kiến nghị mà phần này trả lời, hoặc ghi mã của kiến nghị."
    ),
    "not_owed": gettext_lazy(
        "Không có mã {codes} trong số kiến nghị đang giao cho cơ quan này trả lời."
    ),
    "chosen_elsewhere": gettext_lazy(
        "Kiến nghị {what} đã được chọn cho phần {position}. "
        "Nếu cả hai phần cùng trả lời, hãy gộp hai phần."
    ),
}
Refusal = (LetterRefused, *CommitmentRefusal)


def letter_sentence(refusal: Exception) -> str:
    """The Vietnamese sentence for a refusal of the services of letters."""
    if not isinstance(refusal, LetterRefused):
        return commitment_sentence(refusal)
    details = dict(refusal.details)
    if "at" in details:
        at: Any = details["at"]
        details["at"] = f"{timezone.localtime(at):%d/%m/%Y}"
    return str(SENTENCES[refusal.code]).format(**details)


def failure_sentence(failure: Mapping[str, Any]) -> str:
    """Why a letter could not be read."""
    code = failure["code"]
    words = SENTENCES[code] if code in SENTENCES else TABLE_SENTENCES[code]
    return str(words).format(**failure)
