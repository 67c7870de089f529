"""The words in which resolutions, minutes and what follows them are shown."""

from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.choices import Choices, Label
from sessions.chain import Step
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


CHAIN_STEPS: dict[str, Label] = {
    Step.AUTHENTICATE: _("Ký chứng thực nghị quyết"),
    Step.TO_UBTVQH: _("Gửi Ủy ban Thường vụ Quốc hội"),
    Step.TO_GOVERNMENT: _("Gửi Chính phủ"),
    Step.TO_CHECKING: _("Gửi cơ quan kiểm tra văn bản (Bộ Tư pháp)"),
    Step.TO_LOCAL: _("Gửi UBND, Mặt trận Tổ quốc, đại biểu và cơ quan thi hành"),
    Step.TO_GAZETTE: _("Gửi đăng Công báo"),
    Step.PUBLISH: _("Đăng cổng thông tin điện tử, cơ sở dữ liệu pháp luật"),
    Step.MINUTES_UP: _("Gửi biên bản kỳ họp lên Ủy ban Thường vụ Quốc hội và Chính phủ"),
}
CHECKS: dict[str, Label] = {
    "title_given": _("Có trích yếu, không có dấu chấm ở cuối"),
    "bases_given": _("Có căn cứ ban hành"),
    "local_law_first": _("Căn cứ đầu tiên là Luật Tổ chức chính quyền địa phương"),
    "bases_ordered": _("Căn cứ xếp theo hiệu lực pháp lý, cao trước thấp sau"),
    "bases_marked": _("Mỗi căn cứ bắt đầu bằng “Căn cứ” hoặc “Xét”; dấu cuối dòng do máy in đặt"),
    "considered_last": _("Căn cứ cuối là “Xét Tờ trình …; Báo cáo thẩm tra …; ý kiến thảo luận …”"),
    "bases_in_force": _("Văn bản làm căn cứ còn hiệu lực vào ngày thông qua"),
    "enacting_sentence": _("Có câu ban hành trước Điều 1"),
    "enacting_line": _("Có dòng “QUYẾT NGHỊ:” trước Điều 1 (máy in đặt)"),
    "no_enacting_words": _("Nghị quyết quy phạm không có dòng “QUYẾT NGHỊ:”"),
    "articles_numbered": _("Các điều đánh số liên tục từ Điều 1"),
    "articles_titled": _("Mỗi điều có tên"),
    "articles_filled": _("Mỗi điều có nội dung"),
    "clauses_counted": _("Khoản, điểm đánh số liên tục, điểm theo chữ cái tiếng Việt"),
    "no_dashes": _("Trong điều không dùng gạch đầu dòng hoặc dấu cộng"),
    "references_exist": _("Điều được dẫn chiếu có trong nghị quyết"),
    "dates_written": _("Ngày tháng viết đúng thể thức và có trong lịch"),
    "effect_date": _("Điều về hiệu lực ghi đúng ngày có hiệu lực"),
    "effect_stated": _("Có nội dung về hiệu lực, ngày không trái hồ sơ"),
    "effect_late_enough": _("Ngày có hiệu lực không sớm hơn mức luật định"),
    "effect_shortened": _("Trình tự rút gọn: hiệu lực không trước ngày thông qua"),
    "closing_line": _("Có dòng in nghiêng ghi kỳ họp và ngày thông qua ở cuối"),
    "recipients_given": _("Có nơi nhận"),
    "recipients_of_legal": _("Nơi nhận có UBTVQH, Chính phủ, Bộ Tư pháp, Công báo"),
    "printable": _("Mọi ký tự in được bằng phông chữ văn bản"),
    "signer_known": _("Xác định được người ký chứng thực"),
}
