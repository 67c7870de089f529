"""The app `hdnd_portal.council`."""

from django.apps import AppConfig

from hdnd_portal.audit import wording


class CouncilConfig(AppConfig):
    name = "hdnd_portal.council"
    label = "council"
    verbose_name = "Đại biểu và tổ chức"

    def ready(self) -> None:
        """Give the trail the words for this app's acts."""
        from hdnd_portal.council.wording import SENTENCES  # noqa: PLC0415 -- app ready

        wording.register(SENTENCES)
