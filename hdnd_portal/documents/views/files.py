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
from hdnd_portal.audit import log
from hdnd_portal.documents import links
from hdnd_portal.documents.access import Access, access_to
from hdnd_portal.documents.models import Version
from hdnd_portal.documents.serving import serve


def send_version(request: HttpRequest, version: Version, user: User) -> HttpResponseBase:
    """The file for this user: 404 where no record lets them in; restricted kinds are recorded."""
    access = access_to(user, version)
    if access is Access.NONE:
        raise Http404
    first_byte = request.headers.get("Range", "bytes=0-").startswith("bytes=0-")
    if access is Access.RECORDED and first_byte:
        # Once per opening: pdf.js asks for one file in many ranges.
        log.record("document.version_read", version, by=user, sha256=version.sha256)
    return serve(request, version, inline="tai" not in request.GET)


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
