"""What observers see by a signed link, without an account: the board and the programme."""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sessions.models import CouncilSession, Sitting
from sessions.workflow import ITEM_GONE, SessionState

SALT = "sessions.board"
# The link opens once the session is convened, and shuts when it is over or long past.
WATCHED = frozenset(
    {SessionState.CONVENED, SessionState.READY, SessionState.OPEN, SessionState.ADJOURNED}
)
AFTER = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class HalfDay:
    """A half-day of the programme, or what has no place yet; number and title of each item."""

    sitting: Sitting | None
    items: tuple[tuple[str, str], ...]


def observer_path(session: CouncilSession, page: str = "observe") -> str:
    """The address of the board for observers, or of another page for them; it names nobody and
    shows public data only.
    """
    token = signing.Signer(salt=SALT).sign_object(session.pk)
    return reverse(f"sessions:{page}", kwargs={"token": token})


def public_programme(session: CouncilSession) -> list[HalfDay]:
    """The programme by half-days; of a closed item only that it is closed (SES-11). Two queries."""
    found: dict[int | None, list[tuple[str, str]]] = {}
    for item in session.items.exclude(state__in=ITEM_GONE).order_by("position"):
        title = _("Nội dung họp kín") if item.is_closed else item.title
        found.setdefault(item.sitting_id, []).append((item.number, title))
    halves = [
        HalfDay(sitting, tuple(found.get(sitting.pk, ())))
        for sitting in session.sittings.order_by("starts_at")
    ]
    loose = found.get(None, [])
    return [*halves, HalfDay(None, tuple(loose))] if loose else halves


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
