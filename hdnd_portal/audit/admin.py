"""The trail in the admin, to read only."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from hdnd_portal.audit.models import Entry


@admin.register(Entry)
class EntryAdmin(admin.ModelAdmin[Entry]):
    """Nhật ký: nothing can be added, changed or deleted here."""

    list_display = ["at", "actor_name", "event", "subject_type", "subject_id", "sequence"]
    list_filter = ["event"]
    search_fields = ["=subject_id", "actor_name", "event"]
    date_hierarchy = "at"
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
