"""The app `hdnd_portal.worklist`."""

from django.apps import AppConfig


class WorklistConfig(AppConfig):
    name = "hdnd_portal.worklist"
    label = "worklist"
    verbose_name = "Việc của tôi"
