"""Stored files, sent to those whom a record lets in."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.views import StaffView
from hdnd_portal.documents.access import Access, opening, room_of
from hdnd_portal.documents.models import Version
from hdnd_portal.documents.readings import record_readings
from hdnd_portal.documents.serving import serve

SHOWS_THE_FILE = frozenset({200, 206, 304})


def send_version(request: HttpRequest, version: Version, user: User) -> HttpResponseBase:
    """The file for this user: 404 where no record lets them in; restricted kinds are recorded.

    Whatever part of it is sent counts as a reading, and so does a 304, after which the browser
    shows the copy it kept; an answer without the file (416) does not. A sealed file is never sent
    from here, whatever was asked for: the answer leads to the reading room.
    """
    opened = opening(user, version)
    if opened.access is Access.SEALED and (room := room_of(version)) is not None:
        return redirect(room)
    if not opened.is_direct:
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
