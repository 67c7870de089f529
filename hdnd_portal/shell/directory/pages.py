"""The page of a person, and the page of the council's bodies."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts.councils import current_council
from hdnd_portal.accounts.views import StaffView
from hdnd_portal.audit import log
from hdnd_portal.council.labels import MANDATE_STATUSES
from hdnd_portal.council.models import Body, Council, Mandate, Membership, Person, Post
from hdnd_portal.council.seats import seat_count
from hdnd_portal.council.terms import term_of
from hdnd_portal.ui.components import Crumb
from hdnd_portal.ui.history import history

HISTORY = 30


def home_crumb() -> Crumb:
    """The first step of every page here."""
    return Crumb(_("Đại biểu & tổ chức"), reverse("council:delegates"))


class PersonPage(StaffView):
    """Một người: seat, places and posts with their intervals, contact, history of changes."""

    permission_required = "council.view_directory"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page; a person of another council is not found, nor what one is elsewhere."""
        person = get_object_or_404(Person.objects.visible_to(self.user), pk=pk)
        shared = list(Council.objects.visible_to(self.user).of_person(person))
        mandates = (
            Mandate.objects.filter(person=person, term__council__in=shared)
            .with_status(timezone.localdate())
            .select_related("term__council")
            .prefetch_related("suspensions")
            .order_by("-valid_from")
        )
        places = (
            Membership.objects.filter(person=person, body__term__council__in=shared)
            .select_related("body")
            .order_by("-valid_from", "body__position")
        )
        shown = [
            (
                mandate,
                MANDATE_STATUSES[mandate.status],  # type: ignore[attr-defined]
                self.user.has_perm("council_sessions.view_delegate_record", mandate),
            )
            for mandate in mandates
        ]
        context: dict[str, Any] = {
            "page_title": person.name,
            "crumbs": [home_crumb(), Crumb(person.name)],
            "person": person,
            "mandates": shown,
            "memberships": places,
            "posts": Post.objects.filter(person=person)
            .filter(Q(agency=None) | Q(agency__council__in=shared))
            .select_related("agency"),
            "shows_contact": self._may("council.view_contacts", shared),
        }
        if self._may("council.view_person_history", shared):
            about = log.entries_for(person, *(row[0] for row in shown))
            context["history"] = history(about[:HISTORY])
        return render(request, "council/person_detail.html", context)

    def _may(self, permission: str, councils: Iterable[Council]) -> bool:
        """Whether the user may in a council to which the person belongs, whichever is at work."""
        return any(self.user.has_perm(permission, council) for council in councils)


class BodiesPage(StaffView):
    """Thường trực, Ban, Tổ và Văn phòng, each with its members of today."""

    permission_required = "council.view_directory"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page of the council at work."""
        today = timezone.localdate()
        term = term_of(current_council(request), today)
        members = (
            Membership.objects.in_force(today).select_related("person").order_by("person__sort_key")
        )
        order = list(Membership.Role)
        bodies = list(
            Body.objects.visible_to(self.user)
            .filter(term=term)
            .order_by("position")
            .prefetch_related(Prefetch("memberships", members, to_attr="members"), "units")
        )
        for body in bodies:
            # Leaders first, then by name.
            body.members.sort(key=lambda m: order.index(m.role))  # type: ignore[attr-defined]
        context = {
            "page_title": _("Cơ quan của HĐND"),
            "crumbs": [home_crumb(), Crumb(_("Cơ quan của HĐND"))],
            "bodies": bodies,
            "term": term,
            "count": seat_count(term, on=today) if term else None,
        }
        return render(request, "council/bodies.html", context)
