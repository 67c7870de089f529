"""The app `hdnd_portal.accounts`."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "hdnd_portal.accounts"
    label = "accounts"
    verbose_name = "Tài khoản"
