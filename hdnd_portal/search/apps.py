"""The app `hdnd_portal.search`."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "hdnd_portal.search"
    label = "search"
    verbose_name = "Tìm kiếm"
