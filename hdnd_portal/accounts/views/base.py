"""What every page stands on: behind the sign-in a `StaffView`, before it a `PublicView`."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import method_decorator
from django.views.generic.base import View

from hdnd_portal.accounts.models import User


class StaffView(PermissionRequiredMixin, View):
    """A page that names its permission. `check(record)` asks it again of the record at hand."""

    raise_exception = True
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse before any work when the permission is missing."""
        if not self.permission_required:
            raise ImproperlyConfigured(f"{type(self).__name__} names no permission")
        return super().dispatch(request, *args, **kwargs)

    @property
    def user(self) -> User:
        """The signed-in user, typed."""
        assert isinstance(self.request.user, User)  # noqa: S101 -- LoginRequiredMiddleware saw to it
        return self.request.user

    def check(self, record: Any) -> None:
        """Raise PermissionDenied when the view's permission does not hold for the record."""
        if not all(self.user.has_perm(name, record) for name in self.get_permission_required()):
            raise PermissionDenied


@method_decorator(login_not_required, name="dispatch")
class PublicView(View):
    """A page without sign-in. Its route must stand on the list in the test of routes, with why."""
