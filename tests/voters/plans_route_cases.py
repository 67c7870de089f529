"""Rows of the pages of contact plans."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from hdnd_portal.accounts.roles import INSIDE, STAFF, Role
from hdnd_portal.council.models import Body
from tests.factories import (
    BodyFactory,
    CommuneFactory,
    CouncilSessionFactory,
    MandateFactory,
    MembershipFactory,
)
from tests.route_cases import OK, REDIRECT, Case, Machine, Made, World
from tests.voters.plans import ENDS, OPENING, STARTS, TERMS
from voters.models import AwayTime, ContactPlan, VoterMeeting
from voters.plan_facts import hours_of
from voters.planner import Slot
from voters.workflow import CHANGED_BY_HAND, MeetingState, PlanState

PLANNERS = frozenset({Role.OFFICER, Role.OFFICE_HEAD})
MAKERS = STAFF | {Role.CHAIR, Role.STANDING_COMMITTEE}
READERS = INSIDE | {Role.FRONT}
# A plan that is being made; the Front is asked about it, everybody else sees it once it is issued.
SEEN_LATER = INSIDE - MAKERS
HIDES = {
    "plan": {
        PlanState.DRAFT: SEEN_LATER | {Role.FRONT},
        PlanState.SENT: SEEN_LATER,
        PlanState.AGREED: SEEN_LATER,
    }
}
TERMS_TYPED = {
    "starts_on": f"{STARTS:%d/%m/%Y}",
    "ends_on": f"{ENDS:%d/%m/%Y}",
    **{name: str(value) for name, value in TERMS.items()},
}


def plan_of(world: World, state: str = "issued") -> ContactPlan:
    """A plan of one commune, met by the two delegates of its Tổ."""
    session = CouncilSessionFactory(
        council=world.council, term=world.term, opening_on=OPENING, closing_on=OPENING
    )
    group = BodyFactory(term=world.term, kind=Body.Kind.DELEGATE_GROUP)
    unit = CommuneFactory(parent=world.council.unit)
    group.units.set([unit])
    mandates = [MandateFactory(term=world.term) for _ in range(2)]
    for mandate in mandates:
        MembershipFactory(body=group, person=mandate.person)
    plan: ContactPlan = ContactPlan.objects.create(
        council=world.council,
        session=session,
        timing="before",
        starts_on=STARTS,
        ends_on=ENDS,
        created_by=world.user(Role.OFFICER),
        state=state,
        issued_at=hours_of(Slot(STARTS, is_afternoon=False))[0],
        **TERMS,
    )
    starts_at, ends_at = hours_of(Slot(STARTS, is_afternoon=False))
    meeting = VoterMeeting.objects.create(
        plan=plan, group=group, unit=unit, starts_at=starts_at, ends_at=ends_at
    )
    meeting.mandates.set(mandates)
    return plan


def one(world: World) -> Made:
    """The page of a plan."""
    return Made(kwargs={"plan": plan_of(world).pk})


def printed(world: World) -> Made:
    """The plan as PDF."""
    return Made(kwargs={"plan": plan_of(world).pk, "form": "pdf"})


def new(world: World) -> Made:
    """What is typed for a new plan."""
    session = CouncilSessionFactory(
        council=world.council, term=world.term, opening_on=OPENING, closing_on=OPENING
    )
    return Made(data={"session": session.pk, "timing": "before", **TERMS_TYPED})


def terms(world: World) -> Made:
    """Other terms of a draft."""
    return Made(kwargs={"plan": plan_of(world, "draft").pk}, data=TERMS_TYPED)


def answered(world: World) -> Made:
    """A plan, and the answer of the Front."""
    data = {"return_form-reason": "Dời sang tuần sau", "letter_form-letter": "12/MTTQ-BTT"}
    return Made(kwargs={"plan": plan_of(world).pk}, data=data)


def away(world: World) -> Made:
    """Days of a delegate."""
    plan = plan_of(world, "draft")
    mandate = plan.meetings.get().mandates.first()
    return Made(
        kwargs={"plan": plan.pk},
        data={"mandate": mandate.pk, "starts_on": "10/11/2026", "ends_on": "11/11/2026"},
    )


def kept_away(world: World) -> Made:
    """Days that are kept."""
    plan = plan_of(world)
    row = AwayTime.objects.create(
        plan=plan, mandate=plan.meetings.get().mandates.first(), starts_on=STARTS, ends_on=STARTS
    )
    return Made(kwargs={"plan": plan.pk, "away": row.pk})


def meeting(world: World) -> Made:
    """A meeting, and what is typed to change it."""
    plan = plan_of(world)
    held = plan.meetings.get()
    return Made(
        kwargs={"plan": plan.pk, "meeting": held.pk},
        data={
            "unit": held.unit_id,
            "group": held.group_id,
            **HOURS,
            "mode": "direct",
            "mandates": [mandate.pk for mandate in held.mandates.all()],
            "reason": "Bão",
            "huy-reason": "Bão",
        },
    )


def added(world: World) -> Made:
    """A meeting of another commune."""
    made = meeting(world)
    unit = CommuneFactory(parent=world.council.unit)
    return Made(kwargs={"plan": made.kwargs["plan"]}, data={**made.data, "unit": unit.pk})


HOURS = {
    "starts_at_0": "12/11/2026",
    "starts_at_1": "08:00",
    "ends_at_0": "12/11/2026",
    "ends_at_1": "10:00",
}


def put_plan(key: object, state: str) -> None:
    """A plan in a state."""
    ContactPlan.objects.filter(pk=key).update(state=state)


def put_meeting(key: object, state: str) -> None:
    """A meeting in a state; one that is cancelled says why."""
    VoterMeeting.objects.filter(pk=key).update(state=state, cancel_reason="Bão")


MACHINES = {
    ("voters", "plan"): Machine(tuple(PlanState), put_plan),
    ("voters", "meeting"): Machine(tuple(MeetingState), put_meeting),
}


def act(
    route: str,
    make: Callable[[World], Made],
    roles: Collection[Role] = PLANNERS,
    **more: Mapping[str, Any],
) -> Case:
    """An act on a plan."""
    return Case(route, make=make, roles=frozenset(roles), method="post", opens=REDIRECT, **more)


ANSWERING = PLANNERS | {Role.FRONT}
DRAFT_HIDES = {"plan": {PlanState.DRAFT: {Role.FRONT}}}
SENT = {"plan": {PlanState.SENT}}
RETURNED = {"plan": {PlanState.SENT, PlanState.AGREED}}
DRAFT = {"plan": {PlanState.DRAFT}}
BY_HAND = {"plan": CHANGED_BY_HAND}
PLANNED = {"meeting": {MeetingState.PLANNED}}

CASES = [
    Case("voters:plans", roles=READERS, elsewhere=OK),
    Case("voters:create_plan", roles=PLANNERS, elsewhere=OK),
    # In another council the session is none of those to choose from: the form comes back.
    Case(
        "voters:create_plan",
        make=new,
        roles=PLANNERS,
        method="post",
        opens=REDIRECT,
        elsewhere=OK,
    ),
    Case("voters:plan", make=one, roles=READERS, hides=HIDES),
    Case("voters:print_plan", make=printed, roles=READERS, hides=HIDES),
    Case("voters:change_terms", make=terms, roles=PLANNERS),
    act("voters:change_terms", terms, goes=DRAFT),
    act("voters:lay_out", one, goes=DRAFT),
    act("voters:send_plan", one, goes=DRAFT),
    act("voters:issue_plan", one, goes={"plan": {PlanState.AGREED}}),
    act("voters:return_plan", answered, ANSWERING, goes=RETURNED, hides=DRAFT_HIDES),
    act("voters:agree_plan", answered, ANSWERING, goes=SENT, hides=DRAFT_HIDES),
    act("voters:add_away", away, goes=DRAFT),
    act("voters:remove_away", kept_away, goes=DRAFT),
    Case("voters:add_meeting", make=added, roles=PLANNERS),
    act("voters:add_meeting", added, goes=BY_HAND),
    Case("voters:change_meeting", make=meeting, roles=PLANNERS),
    act("voters:change_meeting", meeting, goes={**BY_HAND, **PLANNED}),
    act("voters:cancel_meeting", meeting, goes={**BY_HAND, **PLANNED}),
]
