"""The app `voters`."""

from django.apps import AppConfig


class VotersConfig(AppConfig):
    name = "voters"
    label = "voters"
    verbose_name = "Cử tri"
