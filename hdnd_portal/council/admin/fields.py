"""Admin pages of fields and of who deals with them."""

from typing import Any

from django.contrib import admin

from hdnd_portal.council.admin.base import ReferenceAdmin
from hdnd_portal.council.models import Field, FieldDesk
from hdnd_portal.ui.text import tidy


@admin.register(Field)
class FieldAdmin(ReferenceAdmin):
    """Lĩnh vực."""

    list_display = ["name", "code", "position", "is_in_use"]
    list_filter = ["is_in_use"]
    search_fields = ["name__unaccent", "code", "topics__unaccent"]

    def before_save(self, obj: Any) -> None:
        """One topic a line, in the one spelling."""
        obj.topics = "\n".join(filter(None, (tidy(line) for line in obj.topics.splitlines())))


@admin.register(FieldDesk)
class FieldDeskAdmin(ReferenceAdmin):
    """Cơ quan phụ trách lĩnh vực."""

    council_path = "council"
    list_display = ["field", "agency", "committee", "council"]
    list_filter = ["council"]
    list_select_related = ["field", "agency", "committee", "council"]
    search_fields = ["field__name__unaccent", "agency__name__unaccent"]
    autocomplete_fields = ["council", "field", "agency", "committee"]
