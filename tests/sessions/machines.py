"""The state machines behind the keys of session addresses, and sets of their states."""

from __future__ import annotations

from django.db.models import Model
from django.utils import timezone

from hdnd_portal.notices.models import Delivery
from sessions.models import (
    AbsenceRequest,
    AgendaItem,
    CouncilSession,
    DossierPart,
    GroupReport,
    Invitation,
)
from sessions.workflow import ITEM_GONE, GroupReportState, ItemState, PartState, SessionState
from sessions.workflow.resolution import MinutesState, ResolutionState
from tests.route_cases import Machine
from tests.sessions.resolution_machines import put_minutes, put_resolution

S = SessionState
OVER = frozenset({S.CLOSED, S.PUBLISHED, S.ARCHIVED, S.CANCELLED})
NOT_OVER = frozenset(SessionState) - OVER
NOT_SETTLED = frozenset(SessionState) - {S.ARCHIVED, S.CANCELLED}
# Where an agenda item still comes in time; afterwards it needs the chair's decision.
IN_TIME = frozenset({S.PLANNED, S.AGREED, S.POSTPONED})
INVITABLE = frozenset({S.AGREED, S.CONVENED, S.READY})
MOVABLE = frozenset({S.PLANNED, S.AGREED, S.CONVENED, S.READY, S.POSTPONED})
BEFORE_THE_VOTE = frozenset(
    {
        ItemState.REGISTERED,
        ItemState.ASSIGNED,
        ItemState.SUBMITTED,
        ItemState.RETURNED,
        ItemState.VERIFIED,
        ItemState.SENT,
        ItemState.PRESENTED,
        ItemState.DISCUSSED,
        ItemState.REVISED,
    }
)
ON_THE_AGENDA = frozenset(ItemState) - ITEM_GONE
TAKES_FILES = frozenset({PartState.AWAITED, PartState.SUBMITTED, PartState.RETURNED})
WAITING = frozenset({AbsenceRequest.State.WAITING.value})
ACCEPTED = frozenset({AbsenceRequest.State.ACCEPTED.value})
NOT_ARRIVED = frozenset({Delivery.State.FAILED.value, Delivery.State.GIVEN_UP.value})


def state_of(model: type[Model], states: object) -> Machine:
    """The machine of a model whose state is a field of that name."""

    def put(key: object, state: str) -> None:
        model._default_manager.filter(pk=key).update(state=state)

    return Machine(tuple(str(state) for state in states), put)  # type: ignore[attr-defined]


def put_letter(invitation: object, state: str) -> None:
    """The letter of an invitation has no state of its own in the invitation."""
    letter = Invitation.objects.get(pk=invitation).delivery_id
    sent_at = timezone.now() if state == Delivery.State.SENT else None
    Delivery.objects.filter(pk=letter).update(state=state, sent_at=sent_at)


MACHINES = {
    ("sessions", "session"): state_of(CouncilSession, SessionState),
    ("sessions", "item"): state_of(AgendaItem, ItemState),
    ("sessions", "part"): state_of(DossierPart, PartState),
    ("sessions", "report"): state_of(GroupReport, GroupReportState),
    ("sessions", "absence"): state_of(AbsenceRequest, AbsenceRequest.State.values),
    ("sessions", "invitation"): Machine(tuple(Delivery.State.values), put_letter),
    ("sessions", "resolution"): Machine(tuple(ResolutionState), put_resolution),
    ("sessions", "minutes"): Machine(tuple(MinutesState), put_minutes),
}
