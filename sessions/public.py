"""The door of sessions for the apps above: what they need to know of a session."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from hdnd_portal.council.models import Person
from hdnd_portal.documents.papers import Signature
from hdnd_portal.documents.signers import standing_signature
from sessions.half_years import HalfYear, half_year_of
from sessions.models import CouncilSession, Sitting
from sessions.models.rehearsal import only_of_real_sessions
from sessions.services.invitations import signers
from sessions.workflow import SessionState
from sessions.workflow.session import REGULAR

__all__ = [
    "HalfYear",
    "SessionFacts",
    "all_sessions_of",
    "facts_of",
    "only_of_real_sessions",
    "sessions_of",
    "sessions_with",
    "signature_of_standing_committee",
    "signers_of_standing_committee",
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
    is_regular: bool
    half_year: HalfYear


def facts_of(session: CouncilSession) -> SessionFacts:
    """What another app sees of the session."""
    return SessionFacts(
        pk=session.pk,
        council_id=session.council_id,
        term_id=session.term_id,
        name=session.name,
        opening_on=session.opening_on,
        closing_on=session.closing_on,
        is_regular=session.kind in REGULAR,
        half_year=half_year_of(session.kind, session.opening_on),
    )


def sessions_of(councils: Collection[int]) -> list[SessionFacts]:
    """The sessions of the councils that are not cancelled or put off, the latest first."""
    rows = CouncilSession.objects.filter(council__in=councils).exclude(state__in=OFF)
    return [facts_of(row) for row in rows]


def all_sessions_of(councils: Collection[int]) -> list[SessionFacts]:
    """The sessions of the councils, also those cancelled or put off, the latest first."""
    return [facts_of(row) for row in CouncilSession.objects.filter(council__in=councils)]


def sessions_with(keys: Collection[int]) -> list[SessionFacts]:
    """The sessions with these keys, also those cancelled or put off, the latest first."""
    return [facts_of(row) for row in CouncilSession.objects.filter(pk__in=keys)]


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


def signers_of_standing_committee(session: int, *, on: date) -> list[tuple[Person, Signature]]:
    """Who may sign for the Standing Committee on the day, the Chair first, and how it prints."""
    found = signers(CouncilSession.objects.get(pk=session), on=on)
    return [(one.person, standing_signature(one)) for one in found]
