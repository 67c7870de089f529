"""The app `oversight`: giám sát."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OversightConfig(AppConfig):
    name = "oversight"
    label = "oversight"
    verbose_name = "Giám sát"

    def ready(self) -> None:
        """Tell the floor what this app has: permissions, rail entry, tones, trail, targets."""
        from hdnd_portal.audit import wording  # noqa: PLC0415 -- app ready
        from hdnd_portal.ui import navigation  # noqa: PLC0415 -- app ready
        from hdnd_portal.ui.tones import register_tones  # noqa: PLC0415 -- app ready
        from oversight import (  # noqa: PLC0415 -- app ready
            escalated,  # noqa: F401
            events,
            labels,
            permissions,  # noqa: F401
            search,  # noqa: F401
            worklist,  # noqa: F401
        )

        navigation.register(
            navigation.NavItem(
                _("Giám sát"),
                "oversight:proposals",
                "eye-check",
                "oversight.view_proposals",
                order=28,
                phone=False,
            )
        )
        register_tones("oversight.proposal", labels.PROPOSAL_TONES)
        register_tones("oversight.hearing", labels.HEARING_TONES)
        wording.register(events.EVENTS)
