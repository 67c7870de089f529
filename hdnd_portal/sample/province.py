"""The invented province: unit, communes, council, term, bodies, agencies."""

from dataclasses import dataclass
from datetime import date

from hdnd_portal.council.models import AdministrativeUnit, Agency, Body, Council, Term
from hdnd_portal.council.services import set_up_council
from hdnd_portal.sample.names import CODE, COMMUNES, PROVINCE, WARDS
from hdnd_portal.ui.text import fold

TERM_START = date(2026, 3, 30)
GROUPS = 12
SEATS = 85
# The domain of examples: no letter to it reaches anybody.
MAIL = "lamvan.example"


@dataclass(frozen=True, slots=True)
class Province:
    """What the other parts of the sample hang on."""

    council: Council
    term: Term
    communes: list[AdministrativeUnit]
    bodies: dict[str, Body]
    agencies: dict[str, Agency]

    @property
    def groups(self) -> list[Body]:
        """The Tổ đại biểu, in their order."""
        return [self.bodies[f"TĐB{n}"] for n in range(1, GROUPS + 1)]


def make_province() -> Province:
    """Create the province and its council, marked as sample data."""
    unit = AdministrativeUnit.objects.create(
        code=CODE,
        name=PROVINCE,
        kind="province",
        folded=fold(PROVINCE),
        is_sample=True,
        valid_from=date(2025, 7, 1),
    )
    names = [("ward", name) for name in WARDS] + [("commune", name) for name in COMMUNES]
    communes = AdministrativeUnit.objects.bulk_create(
        AdministrativeUnit(
            code=f"{CODE}{number:03d}",
            name=name,
            kind=kind,
            parent=unit,
            folded=fold(name),
            is_sample=True,
            valid_from=date(2025, 7, 1),
        )
        for number, (kind, name) in enumerate(names, start=1)
    )
    council, term, _ = set_up_council(
        unit,
        term_name="2026–2031",
        ordinal="XI",
        valid_from=TERM_START,
        seats=SEATS,
        has_ethnic=True,
        groups=GROUPS,
        by=None,
    )
    bodies = {body.code: body for body in Body.objects.filter(term=term)}
    for number in range(GROUPS):
        bodies[f"TĐB{number + 1}"].units.set(communes[number::GROUPS])
    agencies = {agency.code: agency for agency in Agency.objects.filter(council=council)}
    for agency in agencies.values():
        agency.email = f"{fold(agency.code)}@{MAIL}"
        agency.phone = "0299 000 000"
    Agency.objects.bulk_update(agencies.values(), ["email", "phone"])
    return Province(council, term, communes, bodies, agencies)
