"""Who is told of what happens: accounts by the role they hold on a day."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from hdnd_portal.accounts.models import RoleAssignment, User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.council.models import Agency, Body, Council, Mandate


def holding(on: date, **scope: object) -> QuerySet[User]:
    """Active accounts with a role on the day; `scope` are lookups of the assignment."""
    held = RoleAssignment.objects.in_force(on).filter(**scope)
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("pk")


def agency_desk(agency: Agency, *, on: date) -> QuerySet[User]:
    """Accounts that act for the agency on the day."""
    return holding(on, agency=agency, role__in=[Role.AGENCY, Role.FRONT])


def body_desk(body: Body, *, on: date) -> QuerySet[User]:
    """Leaders and members of the Ban on the day; of a Tổ its head."""
    desk = [Role.COMMITTEE_LEADER, Role.COMMITTEE_MEMBER, Role.GROUP_HEAD]
    return holding(on, body=body, role__in=desk)


def seat(mandate: Mandate, *, on: date) -> QuerySet[User]:
    """The account of the delegate, as long as the person is one on the day."""
    held = Mandate.objects.in_office(on).filter(pk=mandate.pk)
    found = holding(on, council=mandate.term.council_id, role__in=[Role.DELEGATE, Role.GROUP_HEAD])
    return found.filter(person__in=held.values("person"))


def office(council: Council, *, on: date) -> QuerySet[User]:
    """The office that serves the council on the day."""
    return holding(on, council=council, role__in=[Role.OFFICER, Role.OFFICE_HEAD])


def holders(council: Council, roles: Iterable[Role], *, on: date) -> QuerySet[User]:
    """Accounts that hold one of the roles in the council on the day."""
    return holding(on, council=council, role__in=sorted(roles))


def delegates(council: Council, *, on: date) -> QuerySet[User]:
    """Delegates with an account on the day."""
    return holding(on, council=council, role=Role.DELEGATE)
