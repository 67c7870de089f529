"""Django's admin as the portal opens it: by role, through the portal's own sign-in."""

from collections.abc import Iterable
from typing import Any

from allauth.account.views import LogoutView
from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User

# Roles are given by assignments; addresses, second factors and sign-on by the account itself. Pages
# of these apps would offer a second way that nothing reads, and show secrets.
NOT_SHOWN = frozenset({"auth", "account", "mfa", "socialaccount", "usersessions"})


class PortalAdminSite(AdminSite):
    """Trang quản trị: units, councils, people, rules, accounts; workflow records read-only."""

    site_header = _("Quản trị Cổng HĐND")
    site_title = _("Quản trị Cổng HĐND")
    index_title = _("Danh mục quản trị")
    enable_nav_sidebar = True

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """As Django's, without the apps that are not shown."""
        single = isinstance(model_or_iterable, type)
        models: Iterable[Any] = [model_or_iterable] if single else model_or_iterable
        shown = [model for model in models if model._meta.app_label not in NOT_SHOWN]
        super().register(shown, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Administrators only: the role, or a superuser. Django's `is_staff` decides nothing."""
        user = request.user
        return isinstance(user, User) and user.is_active and user.is_administrator

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """One door for everybody: lock-out, second factor and sign-on are there, not here."""
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next", request.get_full_path()))

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Sign out as everywhere."""
        return LogoutView.as_view()(request)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """One page for everybody."""
        return redirect("account_change_password")
