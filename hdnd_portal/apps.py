"""The project as an app, for what belongs to no part: the checks before a start."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "hdnd_portal"
    label = "portal"
    verbose_name = "Cổng HĐND"

    def ready(self) -> None:
        """Register the system checks, and the Celery application that tasks belong to."""
        from hdnd_portal import celery, startup  # noqa: F401, PLC0415 -- apps ready
