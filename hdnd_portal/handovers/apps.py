"""The app `hdnd_portal.handovers`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HandoversConfig(AppConfig):
    name = "hdnd_portal.handovers"
    label = "handovers"
    verbose_name = "Bàn giao công việc"

    def ready(self) -> None:
        """Enter permissions, the rail, words of the audit trail and colours."""
        from hdnd_portal.audit import wording  # noqa: PLC0415 -- app ready
        from hdnd_portal.handovers import (  # noqa: PLC0415 -- app ready
            labels,
            permissions,  # noqa: F401
        )
        from hdnd_portal.ui import navigation  # noqa: PLC0415 -- app ready
        from hdnd_portal.ui.tones import register_tones  # noqa: PLC0415 -- app ready

        wording.register(labels.EVENTS)
        register_tones("handovers.handover", labels.TONES)
        navigation.register(
            navigation.NavItem(
                _("Bàn giao công việc"),
                "handovers:list",
                "transfer",
                "handovers.view_handovers",
                order=905,
                phone=False,
            )
        )
