"""The app `hdnd_portal.council`."""

from django.apps import AppConfig


class CouncilConfig(AppConfig):
    name = "hdnd_portal.council"
    label = "council"
    verbose_name = "Đại biểu và tổ chức"
