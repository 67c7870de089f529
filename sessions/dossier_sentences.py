"""What the pages say when a service of dossiers refuses."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.documents.kinds import FileRefused
from hdnd_portal.documents.labels import refusal_sentence
from sessions.services.refusals import DossierRefused
from sessions.workflow import MoveRefused

SENTENCES: dict[str, str | Promise] = {
    "no_parts": gettext_lazy("Hãy chọn ít nhất một thành phần hồ sơ."),
    "no_owner": gettext_lazy("Mỗi thành phần phải có đúng một cơ quan hoặc Ban gửi."),
    "item_gone": gettext_lazy("Nội dung này đã rút hoặc chuyển kỳ họp sau nên không nhận hồ sơ."),
    "takes_no_more": gettext_lazy(
        "Kỳ họp đã kết thúc hoặc đã hủy nên không gửi, không trả lại hồ sơ được nữa."
    ),
    "file_removed": gettext_lazy("Tệp này đã được bỏ ra trước đó. Hãy thêm tệp mới."),
    "closed": gettext_lazy(
        "Thành phần này đã được tiếp nhận hoặc đã chốt nên không thay tệp được. "
        "Cần sửa thì đề nghị Văn phòng trả lại hoặc bổ sung sau chốt."
    ),
    "no_files": gettext_lazy("Chưa có tệp nào để gửi. Hãy thêm tệp rồi gửi."),
    "nothing_new": gettext_lazy("Các tệp giống hệt lần gửi trước. Hãy thay tệp rồi gửi lại."),
    "note_missing": gettext_lazy("Lý do khác phải ghi rõ nội dung cần sửa."),
    "frozen": gettext_lazy("Hồ sơ đã chốt. Mọi thay đổi phải qua bổ sung có đánh số."),
    "already_frozen": gettext_lazy("Hồ sơ kỳ họp đã được chốt trước đó."),
    "nothing_to_freeze": gettext_lazy("Chưa có tài liệu nào được tiếp nhận để chốt."),
    "session_over": gettext_lazy("Kỳ họp đã kết thúc hoặc đã hủy nên không chốt hồ sơ được."),
    "session_ended": gettext_lazy(
        "Kỳ họp đã kết thúc hoặc đã hủy nên không yêu cầu thêm hồ sơ được."
    ),
    "asked_before": gettext_lazy(
        "Đã yêu cầu {owner} gửi “{part}” trước đó. Cần thêm tài liệu cùng loại thì ghi tên cụ thể."
    ),
    "cancel_reason_missing": gettext_lazy("Hãy ghi lý do thôi yêu cầu."),
    "missing": gettext_lazy("Còn thiếu {count} tài liệu. Hãy xem danh sách rồi xác nhận."),
    "not_frozen": gettext_lazy("Hồ sơ chưa chốt nên chưa cần bổ sung."),
    "reason_missing": gettext_lazy("Hãy ghi lý do bổ sung."),
    "nothing_to_add": gettext_lazy("Chưa chọn tài liệu nào để bổ sung."),
    "nothing_to_bundle": gettext_lazy("Chưa có tài liệu nào để gộp."),
    "level_waits": gettext_lazy("Chưa tiếp nhận được: còn chờ cấp duyệt “{level}” đồng ý."),
    "not_this_level": gettext_lazy(
        "Cấp duyệt này chưa đến lượt, đã duyệt, hoặc không thuộc vai trò của ông/bà. "
        "Trang đã tải lại, hãy xem lại."
    ),
    "replaced_before": gettext_lazy("Tài liệu này đã được thay ở lần bổ sung trước."),
}
Refusal = (DossierRefused, FileRefused, MoveRefused)


def dossier_sentence(refusal: Exception) -> str:
    """The Vietnamese sentence for a refusal of the dossier services."""
    if isinstance(refusal, FileRefused):
        return refusal_sentence(refusal)
    if isinstance(refusal, DossierRefused):
        return str(SENTENCES[refusal.code]).format(**refusal.details)
    return _("Hồ sơ vừa được người khác xử lý. Trang đã tải lại, hãy xem rồi thực hiện lại.")
