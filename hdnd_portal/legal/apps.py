"""The app `hdnd_portal.legal`."""

from django.apps import AppConfig


class LegalConfig(AppConfig):
    name = "hdnd_portal.legal"
    label = "legal"
    verbose_name = "Quy tắc pháp luật"
