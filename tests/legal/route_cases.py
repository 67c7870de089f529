"""Rows of the register of rules: no record of a council, open to whoever has a role."""

from __future__ import annotations

from tests.route_cases import EVERY_ROLE, OK, Case, Made, World


def one_rule(world: World) -> Made:
    """A rule of the shipped register."""
    return Made(kwargs={"key": "session.docs"})


CASES = [
    Case("legal:rules", roles=EVERY_ROLE, elsewhere=OK),
    Case("legal:try", roles=EVERY_ROLE, elsewhere=OK),
    Case("legal:rule", make=one_rule, roles=EVERY_ROLE, elsewhere=OK),
]
