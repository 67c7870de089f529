"""A council made ready for work: its term, bodies, agencies and fields."""

from datetime import date
from typing import Any

from django.db import transaction

from hdnd_portal.audit import log
from hdnd_portal.council.bodies import agency_plans, body_plans
from hdnd_portal.council.models import AdministrativeUnit, Agency, Body, Council, Term, UnitKind
from hdnd_portal.council.services.fields import load_fields


@transaction.atomic
def set_up_council(
    unit: AdministrativeUnit,
    *,
    term_name: str,
    ordinal: str,
    valid_from: date,
    seats: int,
    has_ethnic: bool,
    groups: int,
    by: Any,
) -> tuple[Council, Term, bool]:
    """Create what is missing of a province's council; the last value says whether anything was.

    Idempotent: what is there is left as it is, also where the province has changed it since.
    """
    is_city = unit.kind == UnitKind.CITY
    council, is_new = Council.objects.get_or_create(
        code=unit.code,
        defaults={
            "unit": unit,
            "name": f"Hội đồng nhân dân {unit}",
            "place": unit.name,
            "is_sample": unit.is_sample,
        },
    )
    term, is_new_term = Term.objects.get_or_create(
        council=council,
        name=term_name,
        defaults={
            "ordinal": ordinal,
            "valid_from": valid_from,
            "seats_statutory": seats,
            "elected_at_start": seats,
        },
    )
    added = is_new or is_new_term
    plans = body_plans(is_city=is_city, has_ethnic=has_ethnic, groups=groups)
    for position, plan in enumerate(plans):
        _body, is_new_body = Body.objects.get_or_create(
            term=term,
            code=plan.code,
            defaults={"kind": plan.kind, "name": plan.name, "position": position},
        )
        added = added or is_new_body
    added = _add_agencies(council, unit, is_city=is_city, has_ethnic=has_ethnic) or added
    added = load_fields(council, term) or added
    if added:
        log.record("council.set_up", council, by=by, name=council.name)
    return council, term, added


def _add_agencies(
    council: Council, unit: AdministrativeUnit, *, is_city: bool, has_ethnic: bool
) -> bool:
    known = {agency.code: agency for agency in Agency.objects.filter(council=council)}
    added = False
    for plan in agency_plans(unit=str(unit), is_city=is_city, has_ethnic=has_ethnic):
        if plan.code in known:
            continue
        known[plan.code] = Agency.objects.create(
            council=council,
            kind=plan.kind,
            code=plan.code,
            name=plan.name,
            parent=known[plan.parent] if plan.parent else None,
        )
        added = True
    return added
