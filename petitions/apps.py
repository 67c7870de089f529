"""The app `petitions`."""

from django.apps import AppConfig


class PetitionsConfig(AppConfig):
    name = "petitions"
    label = "petitions"
    verbose_name = "Tiếp dân – Đơn thư"
