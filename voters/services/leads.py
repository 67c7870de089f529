"""Who is to answer: the agency usually asked, or the authority of a commune."""

from collections.abc import Collection

from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import AdministrativeUnit, Agency, Council, Field
from hdnd_portal.council.refusals import CouncilRefused
from hdnd_portal.council.services.communes import CommuneBody, commune_authority
from voters.refusals import ContactRefused
from voters.sorting import Competence
from voters.sorting_rows import usual_lead

# An authority as forms name it: which body, of which commune (primary key).
Authority = tuple[CommuneBody, int]


def lead_for(
    council: int,
    field: Field,
    competence: str,
    *,
    units: Collection[int],
    by: User,
    authority: Authority | None = None,
) -> Agency | None:
    """The authority of the commune that was chosen, else whoever usually leads.

    Of a matter of a commune that is the committee of the commune whose voters asked, where they are
    all of one; no administrator has to enter it first. Raises ContactRefused `unit_elsewhere`.
    """
    if competence == Competence.COMMUNE:
        alone = next(iter(units)) if len(set(units)) == 1 else None
        body, unit = authority or (CommuneBody.COMMITTEE, alone)
        if unit is None:
            return None
        row = AdministrativeUnit.objects.get(pk=unit)
        home = Council.objects.select_related("unit").get(pk=council)
        try:
            return commune_authority(home, row, body=body, by=by)
        except CouncilRefused as refusal:
            if authority is None:
                return None
            raise ContactRefused("unit_elsewhere", unit=str(row)) from refusal
    return usual_lead(council, field, competence, units=units, on=timezone.localdate())
