"""Words of states that are computed and not stored."""

from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.choices import Choices, Label

MANDATE_STATUSES: dict[str, Label] = {
    "in_office": _("Đương nhiệm"),
    "suspended": _("Tạm đình chỉ"),
    "left": _("Đã thôi"),
    "coming": _("Chưa bắt đầu"),
}


def mandate_status_choices() -> Choices:
    return list(MANDATE_STATUSES.items())
