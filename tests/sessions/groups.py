"""Groups with members and a sitting, for the tests of group discussions."""

from __future__ import annotations

from datetime import datetime

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Body, Mandate
from sessions.models import CouncilSession, GroupReport, GroupSitting
from sessions.services import groups
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    CouncilSessionFactory,
    MandateFactory,
    MembershipFactory,
    UserFactory,
)

STARTS = datetime.fromisoformat("2026-12-08T13:30:00+07:00")
ENDS = datetime.fromisoformat("2026-12-08T16:30:00+07:00")


def group_of(session: CouncilSession, *names: str, **fields: object) -> tuple[Body, list[Mandate]]:
    """A delegate group of the session's term; the first named heads it, the second is deputy."""
    body = BodyFactory(term=session.term, kind="delegate_group", **fields)
    seats = []
    for place, name in enumerate(names):
        seat = MandateFactory(term=session.term, person__name=name)
        role = ["group_head", "group_deputy"][place] if place < 2 else "member"
        MembershipFactory(body=body, person=seat.person, role=role)
        seats.append(seat)
    return body, seats


def account_of(seat: Mandate) -> User:
    """The delegate's account."""
    council = seat.term.council
    return UserFactory(person=seat.person, role="delegate", role__council=council)


def arranged(
    session: CouncilSession | None = None, *names: str, by: User | None = None, **item: object
) -> tuple[GroupSitting, list[Mandate], GroupReport]:
    """One group with its seats, and its empty report on one item."""
    session = session or CouncilSessionFactory()
    body, seats = group_of(session, *(names or ("Lê Văn Trưởng", "Phạm Thị Phó", "Ngô Văn Viên")))
    found = AgendaItemFactory(session=session, **item)
    by = by or UserFactory(role="officer", role__council=session.council)
    [sitting] = groups.arrange_groups(
        session,
        groups=[body],
        items=[found],
        starts_at=STARTS,
        ends_at=ENDS,
        place="Phòng họp số 1",
        by=by,
    )
    return sitting, seats, sitting.reports.get()
