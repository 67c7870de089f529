"""Background jobs in the admin, to be read (X10)."""

from django.contrib import admin

from hdnd_portal.accounts.admin_base import ReadOnlyAdmin
from hdnd_portal.reports.models import Job


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin[Job]):
    """Việc chạy nền: what a support call asks about, without the result, which is its owner's."""

    list_display = ("kind", "state", "done", "total", "owner", "council", "created_at", "ended_at")
    list_filter = ("state", "kind", "council")
    search_fields = ("owner__username", "owner__name")
    list_select_related = ("owner", "council")
    exclude = ("arguments", "result")
