"""The signed link by which observers watch the board without an account."""

from datetime import timedelta

from django.core import signing
from django.urls import reverse
from django.utils import timezone

from sessions.models import CouncilSession
from sessions.workflow import SessionState

SALT = "sessions.board"
# The link opens once the session is convened, and shuts when it is over or long past.
WATCHED = frozenset(
    {SessionState.CONVENED, SessionState.READY, SessionState.OPEN, SessionState.ADJOURNED}
)
AFTER = timedelta(days=30)


def observer_path(session: CouncilSession) -> str:
    """The address of the board for observers; it names nobody and shows public data only."""
    token = signing.Signer(salt=SALT).sign_object(session.pk)
    return reverse("sessions:observe", kwargs={"token": token})


def observed(token: str) -> CouncilSession | None:
    """The session of a link; None for one that is not ours, or a session no longer watched."""
    try:
        key = signing.Signer(salt=SALT).unsign_object(token)
    except signing.BadSignature:
        return None
    today = timezone.localdate()
    found = CouncilSession.objects.select_related("council", "term").filter(
        pk=key, state__in=WATCHED, closing_on__gte=today - AFTER
    )
    return found.first()
