"""Links that open one record for one purpose without signing in, as to answer an invitation.

The token is signed, not secret: it carries the record's key and the day it ends, readable for
whoever holds the link. It is made for one purpose; a token of another purpose is invalid.
"""

from datetime import date

from django.core import signing

SALT = "hdnd_portal.notices.links"


class LinkInvalid(Exception):
    """The token was not made by this portal for this purpose."""


class LinkExpired(LinkInvalid):
    """The token was right and its last day has passed."""


def make(purpose: str, key: int | str, *, until: date) -> str:
    """A token for one record; `until` is the last day on which it opens, inclusive."""
    return signing.dumps([key, until.isoformat()], salt=f"{SALT}.{purpose}")


def read(purpose: str, token: str, *, on: date) -> int | str:
    """The record's key. Raises LinkExpired after the last day, LinkInvalid for any other token."""
    try:
        key, until = signing.loads(token, salt=f"{SALT}.{purpose}")
        last_day = date.fromisoformat(until)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise LinkInvalid(purpose) from error
    if on > last_day:
        raise LinkExpired(purpose)
    return key  # type: ignore[no-any-return]
