"""The page of a unit: what the floor knows of it, to open a hit."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.council.models import AdministrativeUnit
from hdnd_portal.search import floor_sources as floor
from hdnd_portal.ui.components import Crumb


class ShowUnit(StaffView, TemplateView):
    """Một đơn vị hành chính: what it is part of, what it was made of."""

    permission_required = "search.search_portal"
    template_name = "search/unit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The unit with its changes."""
        units = floor.visible_units(self.user).select_related("parent")
        unit: AdministrativeUnit = get_object_or_404(units, pk=kwargs["unit"])
        return {
            "page_title": str(unit),
            "crumbs": [Crumb(_("Tìm kiếm"), reverse("search")), Crumb(str(unit))],
            "unit": unit,
            "made_of": unit.changes_in.prefetch_related("from_units__parent"),
            "became": unit.changes_out.prefetch_related("to_units__parent"),
            "children": unit.children.count(),
        }
