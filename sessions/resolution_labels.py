"""The words in which resolutions, minutes and what follows them are shown."""

from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.choices import Choices, Label
from sessions.workflow.resolution import (
    LinkKind,
    MinutesState,
    ResolutionForm,
    ResolutionMove,
    ResolutionState,
    Standing,
)

RESOLUTION_FORMS: dict[str, Label] = {
    ResolutionForm.LEGAL: _("Quy phạm pháp luật"),
    ResolutionForm.INDIVIDUAL: _("Cá biệt"),
}
RESOLUTION_STATES: dict[str, Label] = {
    ResolutionState.DRAFT: _("Đang hoàn thiện"),
    ResolutionState.CHECKED: _("Đã kiểm tra thể thức, chờ ký"),
    ResolutionState.SIGNED: _("Đã ký chứng thực"),
    ResolutionState.ISSUED: _("Đã ban hành"),
    ResolutionState.SENT_UP: _("Đã gửi cấp trên"),
    ResolutionState.PUBLISHED: _("Đã công bố"),
}
RESOLUTION_MOVE_NAMES: dict[str, Label] = {
    ResolutionMove.CHECK: _("Xác nhận đúng thể thức"),
    ResolutionMove.REWORK: _("Trả về hoàn thiện"),
    ResolutionMove.SIGN: _("Ký và cấp số"),
    ResolutionMove.WITHDRAW_NUMBER: _("Bỏ số, trả về hoàn thiện"),
    ResolutionMove.ISSUE: _("Phát hành"),
    ResolutionMove.SEND_UP: _("Ghi nhận đã gửi cấp trên"),
    ResolutionMove.PUBLISH: _("Ghi nhận đã công bố"),
}
STANDINGS: dict[str, Label] = {
    Standing.NOT_OUT: _("Chưa ban hành"),
    Standing.NOT_YET: _("Chưa có hiệu lực"),
    Standing.IN_FORCE: _("Đang có hiệu lực"),
    Standing.EXPIRED: _("Hết hiệu lực"),
    Standing.REPLACED: _("Đã bị thay thế"),
    Standing.REPEALED: _("Đã bị bãi bỏ"),
}
LINK_KINDS: dict[str, Label] = {
    LinkKind.AMENDS: _("Sửa đổi, bổ sung"),
    LinkKind.REPLACES: _("Thay thế"),
    LinkKind.REPEALS: _("Bãi bỏ"),
}
LINKED_BY: dict[str, Label] = {
    LinkKind.AMENDS: _("Được sửa đổi, bổ sung bởi"),
    LinkKind.REPLACES: _("Được thay thế bởi"),
    LinkKind.REPEALS: _("Bị bãi bỏ bởi"),
}
MINUTES_STATES: dict[str, Label] = {
    MinutesState.DRAFT: _("Dự thảo"),
    MinutesState.SUBMITTED: _("Đã trình Chủ tọa"),
    MinutesState.APPROVED: _("Đã thông qua"),
}
CHAIN_OWNERS: dict[str, Label] = {
    "chair": _("Chủ tọa"),
    "standing_committee": _("Thường trực HĐND"),
    "office": _("Văn phòng"),
    "clerk": _("Văn thư"),
    "agency": _("Cơ quan soạn thảo"),
}


def resolution_forms_choices() -> Choices:
    return list(RESOLUTION_FORMS.items())


def resolution_states_choices() -> Choices:
    return list(RESOLUTION_STATES.items())


def link_kinds_choices() -> Choices:
    return list(LINK_KINDS.items())


def minutes_states_choices() -> Choices:
    return list(MINUTES_STATES.items())


def chain_owners_choices() -> Choices:
    return list(CHAIN_OWNERS.items())
