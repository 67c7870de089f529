"""The app `sessions`."""

from django.apps import AppConfig


class CouncilSessionsConfig(AppConfig):
    name = "sessions"
    label = "council_sessions"  # "sessions" is the label of django.contrib.sessions
    verbose_name = "Kỳ họp"
