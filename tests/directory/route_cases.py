"""Rows of the pages of the directory: every role of the council reads it."""

from tests.factories import MembershipFactory
from tests.route_cases import EVERY_ROLE, HIDDEN, OK, Case, Made, World


def person(world: World) -> Made:
    """A member of one of the council's bodies."""
    return Made(kwargs={"pk": MembershipFactory(body=world.body).person_id})


CASES = [
    # The lists show the council of the one who asks, so a role elsewhere opens its own.
    Case("council:delegates", roles=EVERY_ROLE, elsewhere=OK),
    Case("council:bodies", roles=EVERY_ROLE, elsewhere=OK),
    Case("council:agencies", roles=EVERY_ROLE, elsewhere=OK),
    Case("council:person", make=person, roles=EVERY_ROLE, elsewhere=HIDDEN),
]
