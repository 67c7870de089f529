"""The words for papers that stand in for the portal, and for what is entered from them later."""

from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.choices import Choices, Label
from sessions.workflow.paper import LaterKind

LATER_KINDS: dict[str, Label] = {
    LaterKind.ATTENDANCE: _("Danh sách điểm danh"),
    LaterKind.HANDS: _("Phiếu ghi kết quả giơ tay"),
    LaterKind.ROLL_CALL: _("Danh sách gọi tên biểu quyết"),
}


def later_kind_choices() -> Choices:
    return list(LATER_KINDS.items())
