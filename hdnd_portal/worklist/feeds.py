"""Calendar feeds: given, renewed, taken back, read."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.ui.language import in_office_language
from hdnd_portal.worklist import ical
from hdnd_portal.worklist.calendar import Happening, happenings
from hdnd_portal.worklist.models import CalendarFeed

SALT = "hdnd_portal.worklist.calendar"
# The page says when a program last asked; more often is not written down.
ASKED_EVERY = timedelta(minutes=10)


class FeedClosed(Exception):
    """The address is wrong, was renewed or taken back, or its account is closed."""


def _signer() -> signing.Signer:
    return signing.Signer(salt=SALT, sep="~")


def token_of(feed: CalendarFeed) -> str:
    """The secret part of the feed's address; the same until the feed is renewed."""
    return _signer().sign(f"{feed.pk}.{feed.serial}")


def feed_of(token: str) -> CalendarFeed:
    """The feed of the address. Raises FeedClosed."""
    try:
        pk, _dot, serial = _signer().unsign(token).partition(".")
    except signing.BadSignature as error:
        raise FeedClosed from error
    found = CalendarFeed.objects.filter(
        pk=pk, serial=serial, is_open=True, user__is_active=True
    ).select_related("user")
    feed = found.first()
    if feed is None:
        raise FeedClosed
    return feed


@transaction.atomic
def renew(user: User) -> CalendarFeed:
    """Give the user an address; one given before opens nothing any more."""
    now = timezone.now()
    feed, is_new = CalendarFeed.objects.select_for_update(of=("self",)).get_or_create(
        user=user, defaults={"renewed_at": now}
    )
    if not is_new:
        feed.serial += 1
        feed.is_open = True
        feed.renewed_at, feed.asked_at = now, None
        feed.save(update_fields=["serial", "is_open", "renewed_at", "asked_at"])
    log.record("calendar.renewed", user, by=user)
    return feed


@transaction.atomic
def close(user: User) -> None:
    """Take the user's address back."""
    feed = CalendarFeed.objects.select_for_update(of=("self",)).filter(user=user).first()
    if feed is not None and feed.is_open:
        feed.is_open = False
        feed.save(update_fields=["is_open"])
        log.record("calendar.closed", user, by=user)


@in_office_language
@transaction.atomic
def text_of(feed: CalendarFeed, *, now: datetime) -> bytes:
    """The user's calendar; what changed since it was last read has a higher sequence."""
    entries = happenings(feed.user, timezone.localdate(now))
    feed = (
        CalendarFeed.objects.select_for_update(of=("self",)).select_related("user").get(pk=feed.pk)
    )
    told = _told(feed, entries, now=now)
    return ical.write(
        _("Lịch HĐND – {name}").format(name=feed.user),
        entries,
        told,
        host=urlsplit(settings.PORTAL_URL).hostname or "localhost",
        address=settings.PORTAL_URL,
    )


def _told(
    feed: CalendarFeed, entries: Iterable[Happening], *, now: datetime
) -> dict[str, ical.Told]:
    """What is told of each entry now; kept in the row where something changed."""
    before = feed.told
    kept: dict[str, list[Any]] = {}
    for one in entries:
        print_now = ical.fingerprint(one)
        known = before.get(one.key)
        if known is None:
            kept[one.key] = [print_now, 0, now.isoformat()]
        elif known[0] != print_now:
            kept[one.key] = [print_now, known[1] + 1, now.isoformat()]
        else:
            kept[one.key] = known
    # What has gone keeps its count: should it come back, it is newer than what was told.
    gone = {key: known for key, known in before.items() if key not in kept}
    is_stale = feed.asked_at is None or now - feed.asked_at > ASKED_EVERY
    if {**gone, **kept} != before or is_stale:
        feed.told, feed.asked_at = {**gone, **kept}, now
        feed.save(update_fields=["told", "asked_at"])
    return {
        key: ical.Told(sequence, datetime.fromisoformat(at))
        for key, (_print, sequence, at) in kept.items()
    }
