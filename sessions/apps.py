"""The app `sessions`: kỳ họp."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CouncilSessionsConfig(AppConfig):
    name = "sessions"
    label = "council_sessions"  # "sessions" is the label of django.contrib.sessions
    verbose_name = "Kỳ họp"

    def ready(self) -> None:
        """Tell the floor what this app has: permissions, rail entry, tones of states."""
        from hdnd_portal.ui import navigation  # noqa: PLC0415 -- app ready
        from hdnd_portal.ui.navigation import NavItem  # noqa: PLC0415 -- app ready
        from hdnd_portal.ui.tones import register_tones  # noqa: PLC0415 -- app ready
        from sessions import file_access, jobs, permissions, tones  # noqa: F401, PLC0415 -- app ready

        navigation.register(
            NavItem(
                _("Kỳ họp"),
                "sessions:list",
                "calendar-event",
                "council_sessions.view_session",
                order=20,
            )
        )
        for machine, of_states in tones.TONES.items():
            register_tones(machine, of_states)
