"""Who is told of what happens to dossiers."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from hdnd_portal.accounts.models import RoleAssignment, User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.council.models import Agency, Body, Council
from sessions.models import DossierPart
from sessions.models.dossier import BODY_DESK


def _users(on: date, **scope: object) -> QuerySet[User]:
    held = RoleAssignment.objects.in_force(on).filter(**scope)
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("pk")


def agency_desk(agency: Agency, *, on: date) -> QuerySet[User]:
    """Accounts that act for the agency on the day."""
    return _users(on, agency=agency, role__in=[Role.AGENCY, Role.FRONT])


def body_desk(body: Body, *, on: date) -> QuerySet[User]:
    """Leaders and members of the Ban on the day."""
    return _users(on, body=body, role__in=BODY_DESK)


def office(council: Council, *, on: date) -> QuerySet[User]:
    """The office that serves the council on the day."""
    return _users(on, council=council, role__in=[Role.OFFICER, Role.OFFICE_HEAD])


def holders(council: Council, roles: Iterable[Role], *, on: date) -> QuerySet[User]:
    """Accounts that hold one of the roles in the council on the day."""
    return _users(on, council=council, role__in=sorted(roles))


def delegates(council: Council, *, on: date) -> QuerySet[User]:
    """Delegates with an account on the day."""
    return _users(on, council=council, role=Role.DELEGATE)


def owners(part: DossierPart, *, on: date) -> QuerySet[User]:
    """Accounts that owe the part."""
    if part.agency is not None:
        return agency_desk(part.agency, on=on)
    assert part.body is not None  # noqa: S101 -- the check constraint part_has_one_owner
    return body_desk(part.body, on=on)
