"""Rows of the pages of hand-overs: the office reads, its head hands over."""

from __future__ import annotations

from django.utils import timezone

from hdnd_portal.accounts.models import RoleAssignment
from hdnd_portal.accounts.roles import STAFF, Role
from hdnd_portal.handovers.models import Handover
from hdnd_portal.handovers.rules import State
from tests.route_cases import HIDDEN, OK, REDIRECT, Case, Machine, Made, World

HEAD = {Role.OFFICE_HEAD}
PLANNED = frozenset({State.PLANNED.value})


def to_leave(world: World) -> Made:
    """The role of the officer, whose work passes to the clerk."""
    held = RoleAssignment.objects.get(user=world.user(Role.OFFICER))
    day = f"{timezone.localdate():%d/%m/%Y}"
    data = {"successor": world.user(Role.CLERK).pk, "last_on": day, "reason": ""}
    return Made(kwargs={"assignment": held.pk}, data=data)


def waiting(world: World) -> Handover:
    """From the agency's account to another, waiting for its day."""
    made: Handover = Handover.objects.create(
        council=world.council,
        agency=world.agency,
        leaver=world.user(Role.AGENCY),
        successor=world.user(Role.FRONT),
        last_on=timezone.localdate(),
        planned_by=world.user(Role.OFFICE_HEAD),
    )
    return made


def one(world: World) -> Made:
    """The record of a hand-over."""
    return Made(kwargs={"handover": waiting(world).pk}, data={"huy-reason": "Ở lại"})


def paper(form: str) -> Case:
    """The minutes in one form."""

    def make(world: World) -> Made:
        return Made(kwargs={"handover": waiting(world).pk, "form": form})

    hides = {"handover": {State.CANCELLED.value: READING["roles"]}}
    return Case("handovers:paper", state=form, make=make, hides=hides, **READING)


def put(key: object, state: str) -> None:
    """Put a hand-over that waits into a state."""
    now = timezone.now()
    moments = {State.DONE: {"done_at": now}, State.CANCELLED: {"cancelled_at": now}}
    Handover.objects.filter(pk=key).update(state=state, **moments.get(State(state), {}))


MACHINES = {("handovers", "handover"): Machine(tuple(str(state) for state in State), put)}
# The two whom it concerns read it as well.
READING = {
    "roles": STAFF | {Role.AGENCY, Role.FRONT},
    "closed": HIDDEN,
    "no_role": HIDDEN,
}
CASES = [
    Case("handovers:list", roles=STAFF, elsewhere=OK),
    Case("handovers:choose", roles=HEAD, elsewhere=OK),
    Case("handovers:plan", make=to_leave, roles=HEAD),
    Case("handovers:plan", make=to_leave, roles=HEAD, method="post", opens=REDIRECT),
    Case("handovers:handover", make=one, **READING),
    Case(
        "handovers:cancel",
        make=one,
        method="post",
        roles=HEAD,
        opens=REDIRECT,
        goes={"handover": PLANNED},
    ),
    paper("pdf"),
    paper("docx"),
]
