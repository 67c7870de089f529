"""The app `hdnd_portal.commitments`."""

from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "hdnd_portal.commitments"
    label = "commitments"
    verbose_name = "Kiến nghị và cam kết"
