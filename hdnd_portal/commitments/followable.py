"""What is told of a commitment to whoever follows it: what its page shows to every reader."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from hdnd_portal.commitments.models import Commitment
from hdnd_portal.commitments.services.following import page_of
from hdnd_portal.notices import followed
from hdnd_portal.ui.choices import Label

# Also of the record from which the commitment came, where that is followed.
PROGRESS: Mapping[str, Label] = {
    "commitment.replied": _("có báo cáo kết quả lần {number}: {claimed}"),
    "commitment.verified": _("đã xác minh: {finding}"),
    "commitment.returned": _("yêu cầu thực hiện tiếp: {finding}"),
    "commitment.closed": _("kết thúc theo dõi thực hiện"),
    "commitment.reopened": _("mở lại theo dõi thực hiện"),
    "commitment.due_moved": _("đổi hạn từ {before} thành {after}"),
    "commitment.step_taken": _("chuyển bước xử lý: {kind}"),
    "commitment.step_withdrawn": _("rút bước xử lý: {kind}"),
    "commitment.explained": _("{agency} đã gửi giải trình"),
}

followed.register(
    followed.Followable(
        model=Commitment,
        slug="cam-ket",
        name=_("Kiến nghị, cam kết"),
        url=page_of,
        visible=Commitment.objects.visible_to,
        events=PROGRESS,
    )
)
