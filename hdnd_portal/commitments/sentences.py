"""What the pages say when a service of commitments refuses."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.commitments.workflow import CommitmentRefused, MoveRefused
from hdnd_portal.documents.kinds import FileRefused
from hdnd_portal.documents.labels import refusal_sentence

SENTENCES: dict[str, str | Promise] = {
    "reason_missing": gettext_lazy("Hãy ghi lý do."),
    "text_missing": gettext_lazy("Hãy ghi kết quả cụ thể trước khi gửi."),
    "not_replying": gettext_lazy("Cơ quan này không chủ trì, không phối hợp thực hiện."),
    "no_draft": gettext_lazy("Báo cáo này đã được gửi. Hãy mở lại trang để soạn báo cáo mới."),
    "done_in_future": gettext_lazy("Ngày hoàn thành không thể sau hôm nay."),
    "due_before_made": gettext_lazy("Hạn phải sau ngày cam kết {made_on}."),
    "same_due": gettext_lazy("Hạn mới trùng với hạn đang ghi."),
    "link_to_itself": gettext_lazy("Hãy chọn một kiến nghị, cam kết khác để liên kết."),
    "linked_before": gettext_lazy("Hai kiến nghị, cam kết này đã được liên kết như vậy."),
    "later_reply": gettext_lazy(
        "Cơ quan vừa gửi báo cáo mới. Hãy xem báo cáo đó rồi xác minh lại."
    ),
}
Refusal = (CommitmentRefused, MoveRefused, FileRefused)


def commitment_sentence(refusal: Exception) -> str:
    """The Vietnamese sentence for a refusal of the services of commitments."""
    if isinstance(refusal, FileRefused):
        return refusal_sentence(refusal)
    if isinstance(refusal, CommitmentRefused):
        return str(SENTENCES[refusal.code]).format(**refusal.details)
    return _("Tình trạng vừa được người khác thay đổi. Trang đã tải lại, hãy xem lại.")
