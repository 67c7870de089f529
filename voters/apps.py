"""The app `voters`: tiếp xúc cử tri."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VotersConfig(AppConfig):
    name = "voters"
    label = "voters"
    verbose_name = "Cử tri"

    def ready(self) -> None:
        """Tell the floor what this app has: permissions, rail entry, tones, trail, calendar."""
        from hdnd_portal.audit import wording  # noqa: PLC0415 -- app ready
        from hdnd_portal.ui import navigation  # noqa: PLC0415 -- app ready
        from hdnd_portal.ui.navigation import NavItem  # noqa: PLC0415 -- app ready
        from hdnd_portal.ui.tones import register_tones  # noqa: PLC0415 -- app ready
        from voters import (  # noqa: PLC0415 -- app ready
            calendar,  # noqa: F401
            events,
            labels,
            permissions,  # noqa: F401
        )

        navigation.register(
            NavItem(
                _("Tiếp xúc cử tri"),
                "voters:plans",
                "users-group",
                "voters.view_plan",
                order=30,
                phone=False,
            )
        )
        for machine, of_states in labels.TONES.items():
            register_tones(machine, of_states)
        wording.register(events.EVENTS)
