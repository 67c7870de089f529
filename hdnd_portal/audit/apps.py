"""The app `hdnd_portal.audit`."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "hdnd_portal.audit"
    label = "audit"
    verbose_name = "Nhật ký"
