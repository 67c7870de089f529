"""The app `hdnd_portal.ui`."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "hdnd_portal.ui"
    label = "ui"
    verbose_name = "Giao diện"
