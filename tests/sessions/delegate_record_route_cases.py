"""Rows of what a delegate did."""

from __future__ import annotations

from hdnd_portal.accounts.roles import STAFF, Role
from tests.factories import MandateFactory
from tests.route_cases import HIDDEN, REDIRECT, REFUSED, Case, Made, World


def seat(world: World) -> Made:
    """The seat of the world's delegate."""
    delegate = world.user(Role.DELEGATE)
    mandate = MandateFactory(term=world.term)
    delegate.person = mandate.person
    delegate.save()
    return Made(kwargs={"mandate": mandate.pk}, data={"text": "Tôi có ý kiến"})


def own(world: World) -> Made:
    """The way to the own seat."""
    seat(world)
    return Made()


SEERS = STAFF | {Role.CHAIR, Role.STANDING_COMMITTEE, Role.DELEGATE}

CASES = [
    Case("sessions:my_record", make=own, roles={Role.DELEGATE}, opens=REDIRECT, elsewhere=HIDDEN),
    Case("sessions:delegate_record", make=seat, roles=SEERS, elsewhere=HIDDEN),
    Case(
        "sessions:comment_record",
        make=seat,
        roles={Role.DELEGATE},
        method="post",
        opens=REDIRECT,
        closed=REFUSED,
        elsewhere=HIDDEN,
    ),
]
