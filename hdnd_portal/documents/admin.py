"""Registers and documents in the admin, to be read (X10). Files are not: who may open one is
decided by the record that holds it.
"""

from django.contrib import admin

from hdnd_portal.accounts.admin_base import ReadOnlyAdmin
from hdnd_portal.documents.models import Document, Register


@admin.register(Register)
class RegisterAdmin(ReadOnlyAdmin[Register]):
    """Sổ đăng ký văn bản."""

    list_display = ("__str__", "council", "kind", "symbol", "year", "last_number")
    list_filter = ("council", "year", "kind")
    list_select_related = ("council",)


@admin.register(Document)
class DocumentAdmin(ReadOnlyAdmin[Document]):
    """Văn bản đi."""

    list_display = ("reference", "issued_on", "summary", "signer", "state", "council")
    list_filter = ("council", "state", "kind")
    search_fields = ("reference", "summary")
    date_hierarchy = "issued_on"
    list_select_related = ("council", "signer", "register")
    show_full_result_count = False
