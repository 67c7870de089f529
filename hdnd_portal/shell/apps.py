"""The app `hdnd_portal.shell`: commands, and the pages about the records of `council`.

Those pages ask permissions of `accounts`, which stands above `council`; so they stand here.
"""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui import navigation
from hdnd_portal.ui.tones import Tone, register_tones


class ShellConfig(AppConfig):
    name = "hdnd_portal.shell"
    label = "shell"
    verbose_name = "Lệnh"

    def ready(self) -> None:
        """Register the directory: its permissions, its entry in the rail, its colours."""
        from hdnd_portal.shell.directory import permissions  # noqa: F401, PLC0415 -- app ready

        register_tones(
            "council.mandate",
            {
                "in_office": Tone.GREEN,
                "suspended": Tone.AMBER,
                "left": Tone.GREY,
                "coming": Tone.BLUE,
            },
        )
        navigation.register(
            navigation.NavItem(
                _("Đại biểu & tổ chức"),
                "council:delegates",
                "users",
                "council.view_directory",
                order=90,
                phone=False,
            )
        )
