"""The app `hdnd_portal.notices`."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "hdnd_portal.notices"
    label = "notices"
    verbose_name = "Thông báo"
