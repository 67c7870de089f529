"""The door of sessions for the apps above: what they need to know of a session."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from hdnd_portal.documents.papers import Signature
from sessions.models import CouncilSession, Sitting
from sessions.models.rehearsal import only_of_real_sessions
from sessions.papers import standing_signature
from sessions.services.invitations import signers
from sessions.workflow import SessionState

__all__ = [
    "SessionFacts",
    "only_of_real_sessions",
    "sessions_of",
    "signature_of_standing_committee",
    "sitting_hours",
]

OFF = frozenset({SessionState.CANCELLED, SessionState.POSTPONED})


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """A session as another app sees it."""

    pk: int
    council_id: int
    term_id: int
    name: str
    opening_on: date
    closing_on: date


def sessions_of(councils: Collection[int]) -> list[SessionFacts]:
    """The sessions of the councils that are not cancelled or put off, the latest first."""
    rows = CouncilSession.objects.filter(council__in=councils).exclude(state__in=OFF)
    return [
        SessionFacts(row.pk, row.council_id, row.term_id, row.name, row.opening_on, row.closing_on)
        for row in rows
    ]


def sitting_hours(council: int, *, start: date, end: date) -> list[tuple[datetime, datetime]]:
    """When the council sits between two days, both included."""
    found = Sitting.objects.filter(
        session__council=council,
        session__rehearsal_of=None,
        starts_at__date__gte=start,
        starts_at__date__lte=end,
    ).exclude(session__state__in=OFF)
    return list(found.values_list("starts_at", "ends_at"))


def signature_of_standing_committee(session: int, *, on: date) -> Signature:
    """Who signs for the Standing Committee on the day, as papers print it."""
    found = signers(CouncilSession.objects.get(pk=session), on=on)
    return standing_signature(next(iter(found), None))
