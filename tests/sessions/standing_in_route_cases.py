"""Rows of the pages of papers that stand in for the portal."""

from __future__ import annotations

from datetime import UTC, datetime

from hdnd_portal.accounts.roles import STAFF, Role
from sessions.models import CouncilSession, Poll
from sessions.workflow import SessionState
from tests.factories import CouncilSessionFactory, MandateFactory, SittingFactory
from tests.route_cases import REDIRECT, Case, Made, World

S = SessionState
TAKEN = frozenset({S.CONVENED, S.READY, S.OPEN, S.ADJOURNED, S.CLOSED})
BEGAN = datetime(2026, 11, 10, 1, tzinfo=UTC)
ENDED = datetime(2026, 11, 10, 4, 30, tzinfo=UTC)


def begun(world: World) -> CouncilSession:
    """A session that has begun, with a sitting and a delegate."""
    held: CouncilSession = CouncilSessionFactory(
        term=world.term, council=world.council, state="open"
    )
    SittingFactory(session=held, starts_at=BEGAN, ends_at=ENDED)
    MandateFactory(term=world.term)
    return held


def session(world: World) -> Made:
    """The page of the papers."""
    return Made(kwargs={"session": begun(world).pk})


def pdf(world: World) -> Made:
    """The pack as PDF."""
    return Made(kwargs={"session": begun(world).pk, "form": "pdf"})


def attendance(world: World) -> Made:
    """The check-in list of the sitting."""
    held = begun(world)
    return Made(
        kwargs={"session": held.pk, "sitting": held.sittings.get().pk}, data={"common": "08:00"}
    )


def hands(world: World) -> Made:
    """A show of hands that was prepared."""
    held = begun(world)
    poll = Poll.objects.create(
        session=held,
        position=1,
        kind="show_of_hands",
        subject="procedure",
        title="Thử",
        question="Thông qua?",
        rule_key="vote.resolution",
        created_by=world.user(Role.OFFICER),
    )
    return Made(
        kwargs={"session": held.pk, "poll": poll.pk},
        data={
            "on": "10/11/2026",
            "at": "09:00",
            "in_favour": "1",
            "against": "0",
            "abstained": "0",
        },
    )


CASES = [
    Case("sessions:paper_pack", make=session, roles=STAFF),
    Case("sessions:order_paper_pack", make=pdf, roles=STAFF, method="post", opens=REDIRECT),
    Case("sessions:later_attendance", make=attendance, roles=STAFF),
    Case(
        "sessions:later_attendance",
        make=attendance,
        roles=STAFF,
        method="post",
        opens=REDIRECT,
        goes={"session": TAKEN},
    ),
    Case("sessions:later_vote", make=hands, roles=STAFF),
    Case(
        "sessions:later_vote",
        make=hands,
        roles=STAFF,
        method="post",
        opens=REDIRECT,
        goes={"session": TAKEN},
    ),
]
