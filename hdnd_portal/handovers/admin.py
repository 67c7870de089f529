"""Hand-overs in the admin, to be read (X10); what passed is read on the record's own page."""

from django.contrib import admin

from hdnd_portal.accounts.admin_base import ReadOnlyAdmin
from hdnd_portal.handovers.models import Handover


@admin.register(Handover)
class HandoverAdmin(ReadOnlyAdmin[Handover]):
    """Bàn giao công việc."""

    list_display = ("leaver", "successor", "agency", "last_on", "state", "council")
    list_filter = ("council", "state")
    search_fields = ("leaver__name", "successor__name", "agency__name")
    date_hierarchy = "last_on"
    list_select_related = ("leaver", "successor", "agency", "council")
    exclude = ("passed",)
