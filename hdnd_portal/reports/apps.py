"""The app `hdnd_portal.reports`."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "hdnd_portal.reports"
    label = "reports"
    verbose_name = "Báo cáo"
