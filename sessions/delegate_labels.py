"""The words in which a sitting stands in a delegate's record."""

from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.choices import Label
from sessions.duty import Kept

KEPT_NAMES: dict[str, Label] = {
    Kept.PRESENT: _("Có mặt"),
    Kept.JUSTIFIED: _("Vắng có lý do"),
    Kept.UNJUSTIFIED: _("Vắng không lý do"),
    Kept.NOT_TAKEN: _("Không điểm danh"),
    Kept.SUSPENDED: _("Bị tạm đình chỉ"),
}
