"""Rows of the papers of voter contact."""

from __future__ import annotations

from hdnd_portal.accounts.roles import INSIDE, STAFF, Role
from hdnd_portal.council.models import Body
from tests.factories import BodyFactory, MembershipFactory
from tests.route_cases import REDIRECT, Case, Made, World
from tests.voters import sort_route_cases as sorting
from tests.voters.plans_route_cases import one as one_plan
from tests.voters.record_route_cases import page as one_meeting
from voters.workflow import MeetingState, PlanState

READERS = INSIDE | {Role.FRONT}


def signer(world: World) -> int:
    """The Chair, who signs."""
    body = BodyFactory(term=world.term, kind=Body.Kind.STANDING_COMMITTEE)
    member = MembershipFactory(body=body, role="chair")
    return int(member.person_id)


def plan(world: World) -> Made:
    """A plan and its signer."""
    return Made(one_plan(world).kwargs, {"plan-signer": signer(world)})


def referral(world: World) -> Made:
    """A referral that has no number yet, and its signer."""
    return Made(sorting.one_referral(world).kwargs, {"referral-signer": signer(world)})


def session(world: World) -> Made:
    """A session for which something is sorted, and the signer of its report."""
    return Made(sorting.session(world).kwargs, {"synthesis-signer": signer(world)})


def summary(world: World) -> Made:
    """A meeting that is over, and the signer of its summary."""
    kwargs = {**one_meeting(world).kwargs, "kind": "summary"}
    return Made(kwargs, {"summary-signer": signer(world)})


def notice(world: World) -> Made:
    """The notice of a meeting."""
    return Made({**one_meeting(world).kwargs, "kind": "notice", "form": "pdf"})


def act(route: str, make, **more) -> Case:
    """A number is given."""
    return Case(route, make=make, roles=STAFF, method="post", opens=REDIRECT, **more)


CASES = [
    act("voters:issue_plan_paper", plan, goes={"plan": {PlanState.ISSUED}}),
    act("voters:issue_referral", referral),
    act("voters:issue_synthesis", session),
    act("voters:issue_meeting_paper", summary, goes={"meeting": {MeetingState.PLANNED}}),
    Case("voters:print_meeting_paper", make=notice, roles=READERS),
]
