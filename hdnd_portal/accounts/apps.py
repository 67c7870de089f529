"""The app `hdnd_portal.accounts`, and Django's admin with our rules of entry."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig

from hdnd_portal.accounts.events import SENTENCES
from hdnd_portal.audit import wording


class AccountsConfig(AppConfig):
    name = "hdnd_portal.accounts"
    label = "accounts"
    verbose_name = "Tài khoản"

    def ready(self) -> None:
        """Fill the registry and listen to the packages that sign people in."""
        from hdnd_portal.accounts import (  # noqa: PLC0415 -- app ready
            checks,  # noqa: F401
            frame,
            permissions,  # noqa: F401
            signals,  # noqa: F401
        )

        wording.register(SENTENCES)
        frame.hang_up()


class PortalAdminConfig(AdminConfig):
    """`django.contrib.admin`, with the portal's site."""

    default_site = "hdnd_portal.accounts.admin_site.PortalAdminSite"
