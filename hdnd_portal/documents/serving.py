"""Sending stored files to a browser: in ranges, never as a page of the portal."""

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from hdnd_portal.documents import store
from hdnd_portal.documents.kinds import BY_MEDIA_TYPE, PDF
from hdnd_portal.documents.models import Version

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
# Nothing in the file may run, load or be framed elsewhere. The browser's PDF viewer does not open
# a sandboxed file, so a PDF goes without it; pdf.js reads it as data.
_SANDBOX = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes `first` to `last`, both counted."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """How many bytes."""
        return self.last - self.first + 1


class RangeRefused(Exception):
    """The range begins behind the end of the file."""


def span_of(header: str, size: int) -> Span | None:
    """The one range the header asks for; None for the whole file, or where it is not understood.

    Raises RangeRefused. Several ranges in one request are answered with the whole file.
    """
    match = _RANGE.fullmatch(header.strip())
    if match is None or (not match[1] and not match[2]):
        return None
    if not match[1]:
        length = min(int(match[2]), size)
        if length == 0:
            raise RangeRefused
        return Span(size - length, size - 1)
    first = int(match[1])
    last = min(int(match[2]), size - 1) if match[2] else size - 1
    if first >= size:
        raise RangeRefused
    return Span(first, last) if first <= last else None


def serve(request: HttpRequest, version: Version, *, inline: bool = False) -> HttpResponseBase:
    """The file, or the part of it that was asked for. The caller has asked for the permission.

    Only kinds a browser shows by itself are ever inline; everything else is saved.
    """
    tag = f'"{version.sha256}"'
    if request.headers.get("If-None-Match") == tag:
        return _with_headers(HttpResponse(status=304), version, inline=inline)
    wanted = request.headers.get("Range", "")
    if request.headers.get("If-Range", tag) != tag:
        wanted = ""
    try:
        span = span_of(wanted, version.size)
    except RangeRefused:
        refused = HttpResponse(status=416)
        refused["Content-Range"] = f"bytes */{version.size}"
        return refused
    part = span or Span(0, version.size - 1)
    response = StreamingHttpResponse(_body(request, version.key, part), status=206 if span else 200)
    response["Content-Length"] = str(part.length)
    if span:
        response["Content-Range"] = f"bytes {span.first}-{span.last}/{version.size}"
    return _with_headers(response, version, inline=inline)


def _with_headers(
    response: HttpResponseBase, version: Version, *, inline: bool
) -> HttpResponseBase:
    kind = BY_MEDIA_TYPE.get(version.media_type)
    inline = inline and kind is not None and kind.opens_in_browser
    response["Content-Type"] = version.media_type
    response["Content-Disposition"] = content_disposition_header(not inline, version.name) or ""
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = f'"{version.sha256}"'
    # Kept by the reader's own browser, and asked for again: rights may have changed.
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    if version.media_type != PDF.media_type:
        response["Content-Security-Policy"] = _SANDBOX
    return response


def _body(request: HttpRequest, key: str, part: Span) -> Iterator[bytes] | AsyncIterator[bytes]:
    pieces = store.pieces(key, part.first, part.length)
    # Under ASGI a plain iterator would be read into memory whole before the first byte is sent.
    return _turned(pieces) if isinstance(request, ASGIRequest) else pieces


async def _turned(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    def following() -> bytes | None:
        return next(pieces, None)

    while (piece := await sync_to_async(following, thread_sensitive=False)()) is not None:
        yield piece
