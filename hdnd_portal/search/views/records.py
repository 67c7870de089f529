"""Pages of people and units: what the floor knows of them, to open a hit."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from hdnd_portal.accounts.roles import STAFF, Role
from hdnd_portal.accounts.views import StaffView
from hdnd_portal.council.models import AdministrativeUnit, Person
from hdnd_portal.search import floor_sources as floor
from hdnd_portal.ui.components import Crumb

READS_CONTACTS = (*STAFF, Role.ADMIN, Role.STANDING_COMMITTEE, Role.CHAIR)


class RecordPage(StaffView, TemplateView):
    """What the two pages share."""

    permission_required = "search.search_portal"

    def shown(self, title: str, **context: Any) -> dict[str, Any]:
        """The context of a record under its title."""
        crumbs = [Crumb(_("Tìm kiếm"), reverse("search")), Crumb(title)]
        return {"page_title": title, "crumbs": crumbs, **context}


class ShowPerson(RecordPage):
    """Một người: seats, places and posts."""

    template_name = "search/person.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The person, if one of the user's councils knows them; contacts for the office only."""
        visible = floor.visible_people(self.user)
        person: Person = get_object_or_404(
            floor.people().filter(pk__in=visible.values("pk")), pk=kwargs["person"]
        )
        return self.shown(
            person.name,
            person=person,
            offices=floor.offices_of(person),
            may_call=self.user.has_role(*READS_CONTACTS),
        )


class ShowUnit(RecordPage):
    """Một đơn vị hành chính: what it is part of, what it was made of."""

    template_name = "search/unit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The unit with its changes."""
        units = floor.visible_units(self.user).select_related("parent")
        unit: AdministrativeUnit = get_object_or_404(units, pk=kwargs["unit"])
        return self.shown(
            str(unit),
            unit=unit,
            made_of=unit.changes_in.prefetch_related("from_units__parent"),
            became=unit.changes_out.prefetch_related("to_units__parent"),
            children=unit.children.count(),
        )
