"""Mail hours are reference data; notices and letters are workflow and stay out of the admin."""

from django.contrib import admin

from hdnd_portal.notices.models import MailHours


@admin.register(MailHours)
class MailHoursAdmin(admin.ModelAdmin[MailHours]):
    """Giờ gửi thư của một HĐND."""

    list_display = ["council", "starts_at", "ends_at", "working_days_only"]
