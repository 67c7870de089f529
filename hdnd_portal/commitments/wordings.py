"""The sentences of reminders of commitments that an office may word itself (K8)."""

from django.utils.translation import gettext_lazy as _

from hdnd_portal.commitments.ladder import Rung
from hdnd_portal.documents.wordings import Phrase, Place, register
from hdnd_portal.ui.choices import Label

REMINDER = _("Thư nhắc thực hiện kiến nghị, cam kết")
DUE = {
    "day": Place(_("ngày đến hạn"), "08/12/2026"),
    "what": Place(_("kiến nghị, cam kết"), "Hoàn thành nâng cấp đường liên xã"),
}


def key_of(rung: Rung) -> str:
    """The key of what is said on a rung; the three before the day say the same."""
    return f"remind.commitment.{rung}"


def _reminder(rung: Rung, label: Label, default: str) -> Phrase:
    return Phrase(
        key_of(rung), REMINDER, label, default, DUE, frozenset({"what"}), is_printed=False
    )


register(
    (
        _reminder(Rung.FIRST, _("Sắp đến hạn"), "Sắp đến hạn {day}: {what}"),
        _reminder(Rung.DUE, _("Đến hạn"), "Hôm nay là hạn: {what}"),
        _reminder(Rung.MISSED, _("Quá hạn"), "Đã quá hạn {day}: {what}"),
        _reminder(
            Rung.HEAD,
            _("Quá hạn, báo người đứng đầu cơ quan"),
            "Quá hạn {day}, đề nghị người đứng đầu chỉ đạo: {what}",
        ),
        _reminder(
            Rung.ESCALATED,
            _("Quá hạn lâu"),
            "Quá hạn lâu, cần quyết định bước tiếp theo (hạn {day}): {what}",
        ),
    )
)
