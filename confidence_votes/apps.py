"""The app `confidence_votes`."""

from django.apps import AppConfig


class ConfidenceVotesConfig(AppConfig):
    name = "confidence_votes"
    label = "confidence_votes"
    verbose_name = "Tín nhiệm"
