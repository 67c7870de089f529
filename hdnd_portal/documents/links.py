"""Short-lived signed links to one file for one user (X3), for viewers that hold no cookie."""

from django.core import signing
from django.urls import reverse

from hdnd_portal.accounts.models import User
from hdnd_portal.documents.models import Version

SALT = "documents.version"
LIVES_SECONDS = 10 * 60


class LinkRefused(Exception):
    """The link is not ours, or too old."""


def signed_url(version: Version, user: User) -> str:
    """A path that opens the file for ten minutes; the user's right is asked again when it does."""
    token = signing.dumps([version.pk, user.pk], salt=SALT)
    return reverse("documents:signed_version", kwargs={"token": token})


def opened(token: str) -> tuple[int, int]:
    """Keys of the version and the user the link was made for. Raises LinkRefused."""
    try:
        version, user = signing.loads(token, salt=SALT, max_age=LIVES_SECONDS)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise LinkRefused from error
    return version, user
