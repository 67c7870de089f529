"""The words for papers that stand in for the portal, and for what is entered from them later."""

from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.choices import Choices, Label
from sessions.workflow.paper import LaterKind

LATER_KINDS: dict[str, Label] = {
    LaterKind.ATTENDANCE: _("Danh sách điểm danh"),
    LaterKind.HANDS: _("Phiếu ghi kết quả giơ tay"),
    LaterKind.ROLL_CALL: _("Danh sách gọi tên biểu quyết"),
    LaterKind.BALLOTS: _("Phiếu ghi kết quả kiểm phiếu"),
}
# How far the entry of one paper has come.
LATER_STATES: dict[str, Label] = {
    "none": _("Chưa nhập"),
    "once": _("Một người đã nhập, chờ người thứ hai"),
    "differing": _("Hai lần nhập khác nhau, chờ người thứ ba"),
    "settled": _("Đã ghi vào hồ sơ"),
}


def later_kind_choices() -> Choices:
    return list(LATER_KINDS.items())
