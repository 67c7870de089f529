"""The app `hdnd_portal.reports`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "hdnd_portal.reports"
    label = "reports"
    verbose_name = "Báo cáo"

    def ready(self) -> None:
        """Enter permissions, the words of the audit trail and the colours of states."""
        from hdnd_portal.audit import wording  # noqa: PLC0415 -- app ready
        from hdnd_portal.reports import permissions  # noqa: F401, PLC0415 -- registers them
        from hdnd_portal.ui.tones import Tone, register_tones  # noqa: PLC0415 -- app ready

        wording.register(
            {
                "job.cancelled": _("đã dừng việc chạy nền"),
                "job.retried": _("đã chạy lại việc chạy nền"),
            }
        )
        register_tones(
            "reports.job",
            {
                "queued": Tone.GREY,
                "running": Tone.BLUE,
                "done": Tone.GREEN,
                "failed": Tone.RED,
                "cancelled": Tone.GREY,
            },
        )
