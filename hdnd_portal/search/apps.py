"""The app `hdnd_portal.search`."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "hdnd_portal.search"
    label = "search"
    verbose_name = "Tìm kiếm"

    def ready(self) -> None:
        """Enter permissions, and the kinds of the floor with who listens to them."""
        from hdnd_portal.search import following, permissions  # noqa: F401, PLC0415 -- app ready
        from hdnd_portal.search.floor_sources import register_floor  # noqa: PLC0415 -- app ready

        register_floor()
