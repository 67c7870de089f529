"""Links by which somebody wants no more letters of a kind, without signing in."""

from datetime import date

from django.urls import reverse

from hdnd_portal.accounts.models import User
from hdnd_portal.notices import links

UNFOLLOW = "unfollow"
# A letter may be opened years later, and must still let go.
FOR_GOOD = date.max


def stop_path(user: User, label: str, key: str) -> str:
    """The path that stops telling the account of the matter."""
    token = links.make(UNFOLLOW, f"{user.pk}:{label}:{key}", until=FOR_GOOD)
    return reverse("notices:unfollow_by_link", kwargs={"token": token})


def read_stop(token: str, *, on: date) -> tuple[int, str, str]:
    """Account, label and key of the matter. Raises LinkInvalid."""
    user, label, key = str(links.read(UNFOLLOW, token, on=on)).split(":", 2)
    return int(user), label, key
