"""Commitments in the admin, to be read (X10); drafts of replies are their agency's alone."""

from django.contrib import admin

from hdnd_portal.accounts.admin_base import ReadOnlyAdmin, ReadOnlyInline
from hdnd_portal.commitments.models import Commitment, EscalationStep, Verification


class VerificationInline(ReadOnlyInline):
    """Các lần xác minh."""

    model = Verification
    fields = ("confirmed", "reason", "checked_by", "checked_at")
    readonly_fields = ("checked_at",)


class StepInline(ReadOnlyInline):
    """Các bước xử lý."""

    model = EscalationStep
    fields = ("kind", "state", "reason", "reference", "decided_on", "due_on", "taken_by")


@admin.register(Commitment)
class CommitmentAdmin(ReadOnlyAdmin[Commitment]):
    """Kiến nghị, cam kết."""

    list_display = ("__str__", "kind", "source_label", "lead", "due_on", "stage", "council")
    list_filter = ("council", "stage", "kind")
    search_fields = ("text", "source_label", "lead__name")
    date_hierarchy = "due_on"
    list_select_related = ("council", "lead")
    inlines = (VerificationInline, StepInline)
