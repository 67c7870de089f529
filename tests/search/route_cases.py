"""Rows of the search page and of the pages that hits open."""

from __future__ import annotations

from hdnd_portal.council.models import AdministrativeUnit
from tests.route_cases import EVERY_ROLE, OK, Case, Made, World


def unit(_world: World) -> Made:
    """A unit."""
    row, _made = AdministrativeUnit.objects.get_or_create(code="7", name="Hoa Sen", kind="commune")
    return Made(kwargs={"unit": row.pk})


CASES = [
    Case("search", roles=EVERY_ROLE, elsewhere=OK),
    Case("search_unit", make=unit, roles=EVERY_ROLE, elsewhere=OK),
]
