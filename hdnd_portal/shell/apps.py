"""The app `hdnd_portal.shell`."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "hdnd_portal.shell"
    label = "shell"
    verbose_name = "Lệnh"
