"""What the pages say when a service refuses: what happened, what was kept, what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from oversight.refusals import OversightRefused

SENTENCES: dict[str, str | Promise] = {
    "moved_on": _("Trạng thái vừa được người khác thay đổi. Trang đã tải lại, hãy xem lại."),
    "reason_missing": _("Hãy ghi lý do."),
    "reference_missing": _(
        "Văn phòng ghi nhận quyết định thì hãy ghi số, ký hiệu văn bản của Thường trực HĐND."
    ),
    "day_past": _("Ngày họp phải từ hôm nay trở đi."),
    "elsewhere": _("Hãy chọn cơ quan của cùng Hội đồng nhân dân."),
}


def oversight_sentence(refusal: OversightRefused) -> str:
    """The Vietnamese sentence for a refusal."""
    return str(SENTENCES[refusal.code]).format(**refusal.details)
