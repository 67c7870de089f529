"""Rows of the pages of contacts beside the plan."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import INSIDE, STAFF, Role
from tests.route_cases import OK, REDIRECT, Case, Machine, Made, World
from tests.voters.plans_route_cases import PLANNERS, plan_of
from voters.models import OwnContact, VoterMeeting
from voters.workflow import ContactState

DECIDERS = frozenset({Role.CHAIR, Role.STANDING_COMMITTEE})
ANNOUNCERS = PLANNERS | {Role.DELEGATE}
MAKERS = STAFF | DECIDERS
S = ContactState
# The delegate of the world asks; what does not take place is nobody else's.
OTHERS = INSIDE - MAKERS - {Role.DELEGATE}
HIDES = {"contact": dict.fromkeys((S.ASKED, S.DECLINED, S.WITHDRAWN), OTHERS)}
ASKED = {"contact": {S.ASKED}}


def contact_of(world: World) -> OwnContact:
    """The delegate of the world asks to meet a group."""
    meeting: VoterMeeting = plan_of(world).meetings.get()
    seat = meeting.mandates.order_by("pk").first()
    User.objects.filter(pk=world.user(Role.DELEGATE).pk).update(person=seat.person_id)
    starts_at = timezone.now() + timedelta(days=20)
    contact: OwnContact = OwnContact.objects.create(
        council=world.council,
        session=meeting.plan.session,
        mandate=seat,
        kind="people",
        unit=meeting.unit,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        purpose="Hộ nuôi cá lồng",
        state=S.ASKED,
        asked_on=timezone.localdate(),
        due_on=timezone.localdate() + timedelta(days=7),
        created_by=world.user(Role.DELEGATE),
    )
    return contact


def one(world: World) -> Made:
    """The contact, and why it is declined."""
    return Made(kwargs={"contact": contact_of(world).pk}, data={"khong-reason": "Trùng lịch"})


def typed(world: World) -> Made:
    """What is typed for a new one."""
    contact = contact_of(world)
    day = f"{timezone.localdate() + timedelta(days=9):%d/%m/%Y}"
    data = {
        "mandate": contact.mandate_id,
        "kind": "residence",
        "unit": contact.unit_id,
        "mode": "direct",
        "starts_at_0": day,
        "starts_at_1": "18:00",
        "ends_at_0": day,
        "ends_at_1": "19:30",
        "purpose": "Tổ dân phố",
    }
    return Made(data=data)


def put_contact(key: object, state: str) -> None:
    """A contact in a state, with its meeting where it takes place."""
    contact = OwnContact.objects.select_related("session").get(pk=key)
    contact.state, contact.decided_at = state, timezone.now()
    contact.decided_by = contact.created_by
    takes_place = state in (S.AGREED, S.ANNOUNCED)
    plan = contact.session.contact_plans.get()
    contact.meeting = plan.meetings.first() if takes_place else None
    contact.save()


def standing(world: World) -> Made:
    """A contact that takes place: everybody inside sees it."""
    contact = contact_of(world)
    put_contact(contact.pk, S.ANNOUNCED)
    return Made(kwargs={"contact": contact.pk})


def act(route: str, roles: frozenset[Role], **answers: tuple[int, ...]) -> Case:
    """A step of it."""
    return Case(
        route,
        make=one,
        roles=roles,
        method="post",
        opens=REDIRECT,
        goes=ASKED,
        answers={Role(role): answer for role, answer in answers.items()},
    )


CASES = [
    Case("voters:contacts", roles=INSIDE, elsewhere=OK),
    Case("voters:announce_contact", roles=ANNOUNCERS | {Role.GROUP_HEAD}, elsewhere=OK),
    # Who has no seat has nobody to choose: the form comes back, as in another council.
    Case(
        "voters:announce_contact",
        make=typed,
        roles=ANNOUNCERS,
        method="post",
        opens=REDIRECT,
        elsewhere=OK,
        answers={Role.GROUP_HEAD: OK},
    ),
    Case("voters:contact", make=standing, roles=INSIDE, hides=HIDES),
    act("voters:agree_contact", DECIDERS),
    act("voters:decline_contact", DECIDERS),
    # A head of a Tổ withdraws their own; of another's they see what takes place.
    act("voters:withdraw_contact", ANNOUNCERS, group_head=(403, 404)),
]
MACHINES = {("voters", "contact"): Machine(tuple(ContactState), put_contact)}
