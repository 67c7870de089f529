"""Mail hours are kept in the admin; letters are only read there, without their text: a letter may
carry the link by which its recipient answers.
"""

from django.contrib import admin

from hdnd_portal.accounts.admin_base import ReadOnlyAdmin
from hdnd_portal.council.admin.base import ReferenceAdmin
from hdnd_portal.notices.models import Delivery, MailHours


@admin.register(MailHours)
class MailHoursAdmin(ReferenceAdmin):
    """Giờ gửi thư của một HĐND."""

    council_path = "council"
    list_display = ["council", "starts_at", "ends_at", "working_days_only"]


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin[Delivery]):
    """Thư gửi đi."""

    list_display = ("subject", "address", "state", "attempts", "created_at", "sent_at", "council")
    list_filter = ("council", "state")
    search_fields = ("address", "name", "subject")
    list_select_related = ("council", "notice")
    exclude = ("body", "attachments", "notice", "key", "message_id", "unsubscribe")
    show_full_result_count = False
