"""The text of a letter: greeting, body, link, and who sends it."""

from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.utils.translation import gettext as _


def absolute(url: str) -> str:
    """The address as it must stand in a letter; paths of the portal get its own address."""
    return f"{settings.PORTAL_URL.rstrip('/')}{url}" if url.startswith("/") else url


def text(*, name: str, body: str, url: str = "", council: str = "", unsubscribe: str = "") -> str:
    """The whole letter as plain text."""
    parts = [_("Kính gửi: {name}").format(name=name) if name else "", body.strip()]
    if url:
        parts.append(_("Xem tại: {url}").format(url=absolute(url)))
    sender = council or _("Cổng làm việc của Hội đồng nhân dân")
    parts.append(_("Thư do hệ thống gửi tự động, thay mặt {sender}.").format(sender=sender))
    if unsubscribe:
        parts.append(_("Thôi nhận thư này: {url}").format(url=absolute(unsubscribe)))
    return "\n\n".join(part for part in parts if part) + "\n"


def new_message_id() -> str:
    """The letter's own identity, the same at every attempt: a receiver drops a second copy."""
    host = urlsplit(settings.PORTAL_URL).hostname or "localhost"
    return f"<{uuid4().hex}@{host}>"
