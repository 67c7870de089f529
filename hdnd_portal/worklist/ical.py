"""A calendar as iCalendar (RFC 5545), in the time of Việt Nam."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from hdnd_portal.worklist.calendar import Happening

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True)
class Told:
    """What was last told of an entry: how often it changed, and when it did."""

    sequence: int
    changed_at: datetime


def fingerprint(one: Happening) -> str:
    """What a changed entry differs in; the order of fields is part of it."""
    fields = (one.starts, one.ends, one.title, one.place, one.description, one.url)
    return "\x1f".join(str(part) for part in (*fields, one.is_tentative, one.is_cancelled))


def write(
    name: str,
    entries: Iterable[Happening],
    told: Mapping[str, Told],
    *,
    host: str,
    address: str,
) -> bytes:
    """The calendar as text. The same entries give the same bytes.

    `host` makes the UIDs this portal's own; `address` stands before the paths of the entries.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//HDND//Lich//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", VIETNAM.key)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for one in entries:
        calendar.add_component(_event(one, told[one.key], host=host, address=address))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(one: Happening, told: Told, *, host: str, address: str) -> Event:
    event = Event()
    event.add("uid", f"{one.key.replace(':', '-')}@{host}")
    changed = told.changed_at.astimezone(UTC).replace(microsecond=0)
    # Not the moment of asking: an entry that has not changed is the same text each time.
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", told.sequence)
    event.add("summary", str(one.title))
    if isinstance(one.starts, datetime):
        event.add("dtstart", one.starts.astimezone(VIETNAM))
        event.add("dtend", (one.ends or one.starts).astimezone(VIETNAM))
    else:
        event.add("dtstart", one.starts)
        event.add("dtend", one.starts + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    if one.place:
        event.add("location", one.place)
    if one.description:
        event.add("description", one.description)
    if one.url:
        event.add("url", f"{address.rstrip('/')}{one.url}")
    status = "TENTATIVE" if one.is_tentative else "CONFIRMED"
    event.add("status", "CANCELLED" if one.is_cancelled else status)
    return event
