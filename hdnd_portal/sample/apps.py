"""The app `hdnd_portal.sample`."""

from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "hdnd_portal.sample"
    label = "sample"
    verbose_name = "Dữ liệu mẫu"
