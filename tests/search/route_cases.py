"""Rows of the search page and of the pages that hits open."""

from __future__ import annotations

from datetime import date

from hdnd_portal.council.models import AdministrativeUnit, Person
from tests.route_cases import EVERY_ROLE, OK, Case, Made, World


def delegate(world: World) -> Made:
    """A person with a seat in the council."""
    person = Person.objects.create(name="Lê Văn Bình", sex="male")
    world.term.mandates.create(person=person, constituency="Số 1", valid_from=date(2026, 3, 30))
    return Made(kwargs={"person": person.pk})


def unit(_world: World) -> Made:
    """A unit."""
    row, _made = AdministrativeUnit.objects.get_or_create(code="7", name="Hoa Sen", kind="commune")
    return Made(kwargs={"unit": row.pk})


CASES = [
    Case("search", roles=EVERY_ROLE, elsewhere=OK),
    Case("search_person", make=delegate, roles=EVERY_ROLE),
    Case("search_unit", make=unit, roles=EVERY_ROLE, elsewhere=OK),
]
