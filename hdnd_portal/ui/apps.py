"""The app `hdnd_portal.ui`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    name = "hdnd_portal.ui"
    label = "ui"
    verbose_name = "Giao diện"

    def ready(self) -> None:
        """Enter the sentences of the audit trail."""
        from hdnd_portal.audit import wording  # noqa: PLC0415 -- app ready

        wording.register({"list.exported": _("đã xuất danh sách {rows} dòng ra bảng tính")})
