"""Authorities of communes as agencies of the province's council, made when first needed."""

from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils import timezone

from hdnd_portal.audit import log
from hdnd_portal.council.models import AdministrativeUnit, Agency, Council
from hdnd_portal.council.refusals import CouncilRefused


class CommuneBody(StrEnum):
    """Who acts for a commune."""

    COMMITTEE = "UBND"
    COUNCIL = "HDND"


NAMES = {
    CommuneBody.COMMITTEE: "Ủy ban nhân dân {unit}",
    CommuneBody.COUNCIL: "Thường trực Hội đồng nhân dân {unit}",
}


@transaction.atomic
def commune_authority(
    council: Council, unit: AdministrativeUnit, *, body: CommuneBody, by: Any
) -> Agency:
    """The committee or the council of a commune among the agencies; put there where it is missing.

    A row that the administrator keeps for the commune is taken first. Accounts that act for it are
    the administrator's to give, as for any agency. Raises CouncilRefused `unit_elsewhere`.
    """
    today = timezone.localdate()
    communes = AdministrativeUnit.objects.communes_of(council.unit).in_force(today)
    if not communes.filter(pk=unit.pk).exists():
        raise CouncilRefused("unit_elsewhere", unit=str(unit))
    kept = Agency.objects.filter(council=council, kind=Agency.Kind.COMMUNE, unit=unit)
    councils = kept.filter(code__startswith=f"{CommuneBody.COUNCIL}-")
    rows = councils if body is CommuneBody.COUNCIL else kept.exclude(pk__in=councils.values("pk"))
    found = rows.in_force(today).order_by("pk").first()
    if found is not None:
        return found
    agency, is_new = Agency.objects.get_or_create(
        council=council,
        code=f"{body}-{unit.code}",
        defaults={
            "kind": Agency.Kind.COMMUNE,
            "name": NAMES[body].format(unit=unit),
            "unit": unit,
        },
    )
    if is_new:
        log.record("reference.added", agency, by=by, name=agency.name)
    return agency


def body_of(agency: Agency) -> CommuneBody:
    """Which authority of its commune the agency is."""
    is_council = agency.code.startswith(f"{CommuneBody.COUNCIL}-")
    return CommuneBody.COUNCIL if is_council else CommuneBody.COMMITTEE
