"""Pages of the account, and what every page behind the sign-in stands on."""

from hdnd_portal.accounts.views.base import PublicView, StaffView

__all__ = ["PublicView", "StaffView"]
