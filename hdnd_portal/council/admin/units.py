"""Admin pages of administrative units and their changes."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy

from hdnd_portal.council.admin.base import ReferenceAdmin
from hdnd_portal.council.models import AdministrativeUnit, UnitChange
from hdnd_portal.ui.text import fold, tidy


@admin.register(AdministrativeUnit)
class UnitAdmin(ReferenceAdmin):
    """Đơn vị hành chính: 14 thousand rows, found by name or code."""

    list_display = ["name", "kind", "code", "parent", "valid_from", "valid_to"]
    list_filter = ["kind", "is_sample", "valid_from"]
    list_select_related = ["parent"]
    search_fields = ["name__unaccent", "code"]
    search_help_text = gettext_lazy("Tên (không cần dấu) hoặc mã")
    autocomplete_fields = ["parent"]
    ordering = ["code", "valid_from"]

    def before_save(self, obj: Any) -> None:
        """Keep the name searchable without diacritics."""
        obj.name = tidy(obj.name)
        obj.folded = fold(obj.name)


@admin.register(UnitChange)
class UnitChangeAdmin(ReferenceAdmin):
    """Thay đổi đơn vị hành chính, với căn cứ."""

    list_display = ["effective_on", "kind", "legal_basis", "mark"]
    list_filter = ["kind", "mark", "effective_on"]
    search_fields = ["legal_basis__unaccent", "from_units__name__unaccent", "to_units__code"]
    autocomplete_fields = ["from_units", "to_units", "likely_unit"]
    date_hierarchy = "effective_on"
