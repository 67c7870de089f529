"""Units, councils, terms, bodies, people and what they hold. Person ≠ account ≠ mandate."""

from hdnd_portal.council.models.bodies import Agency, Body, Council, Membership, Post, Term
from hdnd_portal.council.models.fields import Field, FieldDesk
from hdnd_portal.council.models.people import Mandate, Person, Suspension
from hdnd_portal.council.models.units import AdministrativeUnit, UnitChange, UnitKind

__all__ = [
    "AdministrativeUnit",
    "Agency",
    "Body",
    "Council",
    "Field",
    "FieldDesk",
    "Mandate",
    "Membership",
    "Person",
    "Post",
    "Suspension",
    "Term",
    "UnitChange",
    "UnitKind",
]
