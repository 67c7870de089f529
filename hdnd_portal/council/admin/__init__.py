"""Admin pages of units, councils and people (X10). Search reads names without diacritics."""

from hdnd_portal.council.admin.bodies import (
    AgencyAdmin,
    BodyAdmin,
    CouncilAdmin,
    MembershipAdmin,
    PostAdmin,
    TermAdmin,
)
from hdnd_portal.council.admin.fields import FieldAdmin, FieldDeskAdmin
from hdnd_portal.council.admin.people import MandateAdmin, PersonAdmin, SuspensionAdmin
from hdnd_portal.council.admin.units import UnitAdmin, UnitChangeAdmin

__all__ = [
    "AgencyAdmin",
    "BodyAdmin",
    "CouncilAdmin",
    "FieldAdmin",
    "FieldDeskAdmin",
    "MandateAdmin",
    "MembershipAdmin",
    "PersonAdmin",
    "PostAdmin",
    "SuspensionAdmin",
    "TermAdmin",
    "UnitAdmin",
    "UnitChangeAdmin",
]
