"""The place a person works at: the office of a council, or an agency; and who may take it over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import RoleAssignment, User
from hdnd_portal.accounts.roles import NEEDS_AGENCY, STAFF
from hdnd_portal.council.models import Agency, Body, Council, Membership, Person, Post
from hdnd_portal.handovers.models import Handover

# Whose work is handed over. Leaders of a Ban, delegates and the Standing Committee are elected: who
# follows them is decided by the Council, and their seats and votes are their own.
OF_OFFICE = Q(role__in=sorted(STAFF), agency=None)
OF_AGENCY = Q(role__in=sorted(NEEDS_AGENCY), agency__isnull=False)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an account works: in the office of the council, or at an agency beside it."""

    user: User
    council: Council
    agency: Agency | None = None

    @property
    def name(self) -> str:
        """As the pages call it."""
        return str(self.agency) if self.agency else _("Văn phòng")

    @property
    def roles(self) -> Q:
        """The assignments by which somebody works here."""
        if self.agency is None:
            return OF_OFFICE & Q(council=self.council)
        return OF_AGENCY & Q(agency=self.agency)


def workplaces(on: date) -> QuerySet[RoleAssignment]:
    """Assignments that may be handed over on the day, of the office and of agencies.

    `name_key` sorts them by given name, as the directory does; an account without a person by name.
    """
    return (
        RoleAssignment.objects.in_force(on)
        .filter(OF_OFFICE | OF_AGENCY, user__is_active=True)
        .select_related("user", "council__unit", "agency")
        .annotate(
            name_key=Coalesce("user__person__sort_key", "user__name", output_field=CharField())
        )
    )


def place_of(held: RoleAssignment | Handover) -> Place:
    """The place of an assignment, or of a hand-over."""
    user = held.leaver if isinstance(held, Handover) else held.user
    return Place(user, held.council, held.agency)


def roles_of(place: Place, *, on: date) -> list[RoleAssignment]:
    """What the person holds there on the day and later, the earliest first."""
    held = RoleAssignment.objects.filter(place.roles, user=place.user).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    )
    return list(held.select_related("council", "body", "agency", "user").order_by("pk"))


def possible_successors(place: Place, *, on: date) -> QuerySet[User]:
    """Accounts that may take the place over: who works there, or has a post there by the directory.

    Who leaves the place by that day as well is left out.
    """
    colleagues = RoleAssignment.objects.in_force(on).filter(place.roles).values("user")
    by_directory = _people_of(place, on)
    leaving = Handover.objects.binding(on).filter(
        council=place.council, agency=place.agency, last_on__lte=on
    )
    return (
        User.objects.active()
        .filter(Q(pk__in=colleagues) | Q(person__in=by_directory))
        .exclude(pk=place.user.pk)
        .exclude(pk__in=leaving.values("leaver"))
        .order_by("person__sort_key", "name", "pk")
    )


def without_account(place: Place, *, on: date) -> QuerySet[Person]:
    """People whom the directory places there and who have no account yet, but an address."""
    people = Person.objects.filter(pk__in=_people_of(place, on), account=None)
    return people.exclude(email="").order_by("sort_key", "pk")


def _people_of(place: Place, on: date) -> QuerySet[Any, Any]:
    """Keys of the people whom the directory places there on the day."""
    if place.agency is not None:
        return Post.objects.in_force(on).filter(agency=place.agency).values("person")
    offices = Membership.objects.in_force(on).filter(
        body__kind=Body.Kind.OFFICE, body__term__council=place.council
    )
    return offices.values("person")


def other_roles(place: Place, passing: Iterable[RoleAssignment], *, on: date) -> list[str]:
    """The person's roles elsewhere, in words: they stay."""
    held = RoleAssignment.objects.in_force(on).filter(user=place.user)
    rest = held.exclude(pk__in=[one.pk for one in passing]).select_related("body", "agency")
    return [one.words for one in rest.order_by("role", "pk")]
