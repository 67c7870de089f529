"""What the services of questioning answer when they refuse."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.commitments.sentences import commitment_sentence
from hdnd_portal.commitments.workflow import CommitmentRefused
from hdnd_portal.documents.kinds import FileRefused
from hdnd_portal.documents.labels import refusal_sentence
from sessions.services.refusals import QuestionRefused
from sessions.workflow import MoveRefused

SENTENCES: dict[str, str | Promise] = {
    "no_seat": gettext_lazy(
        "Chỉ đại biểu đang thực hiện nhiệm vụ mới chất vấn và cho ý kiến được."
    ),
    "not_yours": gettext_lazy("Chỉ người đặt câu hỏi mới làm được việc này."),
    "already_sent": gettext_lazy("Chất vấn đã gửi nên không sửa được. Cần sửa thì rút lại."),
    "not_questionable": gettext_lazy(
        "Người được chọn không thuộc đối tượng chất vấn. Chất vấn được gửi đến Chủ tịch, thành "
        "viên UBND, thủ trưởng cơ quan thuộc UBND, Chánh án, Viện trưởng cùng cấp."
    ),
    "yourself": gettext_lazy("Đại biểu không chất vấn chính mình. Hãy chọn người khác."),
    "other_council": gettext_lazy("Kỳ họp hoặc tài liệu này thuộc HĐND khác."),
    "title_missing": gettext_lazy("Hãy ghi vấn đề."),
    "text_missing": gettext_lazy("Hãy ghi nội dung."),
    "grounds_missing": gettext_lazy("Hãy nêu căn cứ của chất vấn trước khi gửi."),
    "reason_missing": gettext_lazy("Hãy ghi lý do."),
    "note_missing": gettext_lazy("Lý do khác phải ghi rõ nội dung."),
    "session_over": gettext_lazy("Kỳ họp đã kết thúc hoặc đã hủy nên không nhận thêm chất vấn."),
    "no_answer": gettext_lazy("Chất vấn chưa được trả lời hoặc đã kết thúc."),
    "group_decided": gettext_lazy("Nhóm vấn đề này đã được quyết định nên không sửa được."),
    "group_not_decided": gettext_lazy("Nhóm vấn đề này chưa được quyết định."),
    "grouped_meanwhile": gettext_lazy(
        "Người khác vừa xếp nhóm chất vấn “{title}”. Trang đã tải lại, hãy xem lại."
    ),
    "not_submitted": gettext_lazy("Chất vấn “{title}” không còn ở bước xếp nhóm."),
    "other_session": gettext_lazy("Chất vấn “{title}” không thuộc kỳ họp của nhóm này."),
    "nothing_chosen": gettext_lazy("Hãy chọn ít nhất một nhóm vấn đề."),
    "empty_group": gettext_lazy("Nhóm “{title}” chưa có chất vấn nào."),
    "decision_missing": gettext_lazy("Hãy ghi văn bản hoặc biên bản của quyết định."),
    "decided_in_future": gettext_lazy("Ngày quyết định không thể sau hôm nay."),
    "not_routable": gettext_lazy("Chất vấn này không còn chờ trả lời."),
    "no_agency": gettext_lazy("Chưa xác định được cơ quan trả lời. Hãy chọn cơ quan."),
    "from_wrong": gettext_lazy("Ngày chất vấn phải từ ngày gửi chất vấn đến hôm nay."),
    "not_chosen": gettext_lazy("Chất vấn này không nằm trong các nhóm trả lời tại phiên."),
    "not_awaited": gettext_lazy("Chất vấn này không còn chờ trả lời bằng văn bản."),
    "dated_in_future": gettext_lazy("Ngày văn bản không thể sau hôm nay."),
    "no_answer_draft": gettext_lazy("Chưa có nội dung trả lời để gửi."),
    "signer_missing": gettext_lazy("Hãy ghi người ký văn bản trả lời."),
    "dated_missing": gettext_lazy("Hãy ghi ngày của văn bản trả lời."),
    "signature_broken": gettext_lazy(
        "Chữ ký số trong tệp không còn giá trị: tệp đã bị thay đổi sau khi ký. Chưa gửi."
    ),
    "file_missing": gettext_lazy("Hãy đính kèm văn bản trả lời đã ký."),
    "promises_open": gettext_lazy(
        "Còn {count} lời hứa chưa được xác minh hoàn thành nên chưa kết thúc được."
    ),
    "too_few_groups": gettext_lazy(
        "Cần ít nhất hai nhóm đề xuất và số nhóm cần chọn không vượt quá số nhóm ({count})."
    ),
    "sheet_open": gettext_lazy("Đang có một phiếu xin ý kiến. Hãy chốt phiếu đó trước."),
    "due_past": gettext_lazy("Hạn cho ý kiến không thể trước hôm nay."),
    "sheet_closed": gettext_lazy("Phiếu đã chốt kết quả."),
    "ranking_wrong": gettext_lazy("Hãy xếp ít nhất một nhóm, mỗi nhóm một thứ tự khác nhau."),
}
Refusal = (QuestionRefused, MoveRefused, FileRefused, CommitmentRefused)


def question_sentence(refusal: Exception) -> str:
    """The Vietnamese sentence for a refusal of the services of questioning."""
    if isinstance(refusal, FileRefused):
        return refusal_sentence(refusal)
    if isinstance(refusal, CommitmentRefused):
        return commitment_sentence(refusal)
    if isinstance(refusal, QuestionRefused):
        return str(SENTENCES[refusal.code]).format(**refusal.details)
    return _("Chất vấn vừa được người khác xử lý. Trang đã tải lại, hãy xem rồi thực hiện lại.")
