"""The app `hdnd_portal.worklist`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorklistConfig(AppConfig):
    name = "hdnd_portal.worklist"
    label = "worklist"
    verbose_name = "Việc của tôi"

    def ready(self) -> None:
        """Enter the first page into the rail, and the tasks of the floor."""
        from hdnd_portal.audit import wording  # noqa: PLC0415 -- app ready
        from hdnd_portal.ui import navigation  # noqa: PLC0415 -- app ready
        from hdnd_portal.worklist import floor_tasks  # noqa: F401, PLC0415 -- registers them

        navigation.register_account_item(
            navigation.NavItem(_("Lịch của tôi"), "calendar", "calendar-share", order=30)
        )
        navigation.register_account_item(
            navigation.NavItem(_("Bản tin qua thư"), "digest", "mail", order=27)
        )
        wording.register(
            {
                "calendar.renewed": _("đã cấp địa chỉ lịch mới"),
                "calendar.closed": _("đã thu hồi địa chỉ lịch"),
            }
        )
        navigation.register(
            navigation.NavItem(
                _("Việc của tôi"), "home", "checklist", "accounts.open_portal", order=10
            )
        )
