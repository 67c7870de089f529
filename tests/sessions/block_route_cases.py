"""Rows of the pages of blocks of items: who groups, who has an item taken out."""

from __future__ import annotations

from hdnd_portal.accounts.roles import INSIDE, Role
from hdnd_portal.council.models import Membership
from sessions.models import AgendaBlock, CouncilSession
from sessions.services import blocks
from sessions.workflow import SessionState
from sessions.workflow.blocks import BlockForm
from tests.factories import AgendaItemFactory, BodyFactory, CouncilSessionFactory, MembershipFactory
from tests.route_cases import REDIRECT, Case, Made, World
from tests.sessions.machines import NOT_OVER
from tests.sessions.sitting_route_cases import OPERATORS, held
from tests.sessions.voting_route_cases import PLANNERS, seat


def neighbours(session: CouncilSession) -> list[int]:
    """Two drafts that may be grouped."""
    made = [AgendaItemFactory(session=session, position=n, kind="resolution") for n in (1, 2)]
    return [item.pk for item in made]


def grouped(world: World, session: CouncilSession | None = None) -> AgendaBlock:
    """A block of two drafts."""
    found = session or CouncilSessionFactory(
        term=world.term, council=world.council, state=SessionState.OPEN
    )
    return blocks.make_block(
        found,
        neighbours(found),
        title="Nhóm nghị quyết về phí",
        form=BlockForm.JOINT,
        by=world.user(Role.OFFICER),
    )


def block(world: World, **data: object) -> Made:
    """The address of a block."""
    found = grouped(world)
    return Made(kwargs={"session": found.session_id, "block": found.pk}, data=data)


def new(world: World) -> Made:
    """Two drafts, to be grouped."""
    session = CouncilSessionFactory(term=world.term, council=world.council)
    data = {"title": "Nhóm", "form": "joint", "items": neighbours(session)}
    return Made(kwargs={"session": session.pk}, data=data)


def decided(world: World) -> Made:
    """What the chair decided on a block."""
    body = BodyFactory(term=world.term, kind="standing_committee")
    chair = MembershipFactory(body=body, role=Membership.Role.CHAIR).person_id
    return block(world, decided_by=chair, decided_on="01/11/2025", text="Biểu quyết một lần")


def taken(world: World) -> Made:
    """An item, and the delegate who asks."""
    found = grouped(world)
    return Made(
        kwargs={"session": found.session_id, "block": found.pk},
        data={"item": found.items.first().pk, "mandate": seat(world).pk},
    )


def started(world: World) -> Made:
    """A block that may be taken up."""
    found = grouped(world, held(world))
    return Made(
        kwargs={"session": found.session_id, "block": found.pk},
        data={"phase": "present", "reason": "Trình bày"},
    )


BEFORE_END = {"session": NOT_OVER}
CASES = [
    Case("sessions:block", make=block, roles=INSIDE),
    Case("sessions:make_block", make=new, roles=PLANNERS),
    Case("sessions:allow_one_vote", make=block, roles=PLANNERS),
    *[
        Case(f"sessions:{route}", make=make, roles=roles, method="post", opens=REDIRECT, goes=goes)
        for route, make, roles, goes in (
            ("make_block", new, PLANNERS, BEFORE_END),
            ("allow_one_vote", decided, PLANNERS, BEFORE_END),
            ("dissolve_block", block, PLANNERS, BEFORE_END),
            ("take_out", taken, {Role.DELEGATE, *PLANNERS}, BEFORE_END),
            ("start_block", started, OPERATORS, {"session": frozenset({SessionState.OPEN})}),
        )
    ],
]
