"""Stored files, sent to those whom a record lets in."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.views.generic.base import View

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.views import StaffView
from hdnd_portal.documents import links
from hdnd_portal.documents.access import Access, access_to, opening
from hdnd_portal.documents.models import Version
from hdnd_portal.documents.readings import record_readings
from hdnd_portal.documents.serving import serve

SHOWS_THE_FILE = frozenset({200, 206, 304})


def send_version(request: HttpRequest, version: Version, user: User) -> HttpResponseBase:
    """The file for this user: 404 where no record lets them in; restricted kinds are recorded.

    Whatever part of it is sent counts as a reading, and so does a 304, after which the browser
    shows the copy it kept; an answer without the file (416) does not.
    """
    opened = opening(user, version)
    if opened.access is Access.NONE:
        raise Http404
    response = serve(request, version, inline="tai" not in request.GET)
    if response.status_code in SHOWS_THE_FILE:
        record_readings(opened.recorded, by=user)
    return response


class ReadVersion(StaffView):
    """A stored file, shown where the browser can, saved with `?tai`."""

    permission_required = "documents.read_version"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The file, or the range of it that was asked for."""
        version = get_object_or_404(Version, pk=kwargs["version"])
        return send_version(request, version, self.user)


class SignVersion(StaffView):
    """Makes a short-lived link to a file and goes there."""

    permission_required = "documents.read_version"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Redirect to the signed link."""
        version = get_object_or_404(Version, pk=kwargs["version"])
        if access_to(self.user, version) is Access.NONE:
            raise Http404
        return redirect(links.signed_url(version, self.user))


@method_decorator(login_not_required, name="dispatch")
class SignedVersion(View):
    """A stored file by its signed link: no sign-in, but the rights of whoever asked for it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The file; a link that is not ours is a 404, one that is too old a 403."""
        try:
            version_pk, user_pk = links.opened(kwargs["token"])
        except links.LinkRefused as error:
            raise PermissionDenied from error
        version = get_object_or_404(Version, pk=version_pk)
        user = get_object_or_404(User, pk=user_pk)
        return send_version(request, version, user)
