"""The page of one document, and giving its number up."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.audit import log
from hdnd_portal.documents.access import readable
from hdnd_portal.documents.forms import VoidNumberForm
from hdnd_portal.documents.models import Document
from hdnd_portal.documents.registers import NumberRefused, void_number
from hdnd_portal.ui.components import Crumb
from hdnd_portal.ui.history import history

HISTORY = 30


class DocumentPage(StaffView):
    """Một văn bản đi: what the register says of it, its files, what happened to it."""

    permission_required = "documents.view_registers"

    def get(self, request: HttpRequest, document: int) -> HttpResponse:
        """The page; a document of another council is not found."""
        return self.show(self.find(document), VoidNumberForm())

    def find(self, key: int) -> Document:
        """The document, if it is one of the user's council."""
        return get_object_or_404(Document.objects.visible_to(self.user).for_list(), pk=key)

    def show(self, document: Document, form: VoidNumberForm, status: int = 200) -> HttpResponse:
        """The document with the form that gives its number up."""
        context = self.context(document, form)
        return render(self.request, "documents/document.html", context, status=status)

    def context(self, document: Document, form: VoidNumberForm) -> dict[str, Any]:
        """What the page shows; the files are those that the user may open."""
        title = document.reference or _("Văn bản chưa có số")
        files = [version for version in (document.pdf, document.docx) if version is not None]
        open_to_them = readable(self.user, files)
        return {
            "page_title": title,
            "crumbs": [Crumb(_("Văn bản"), reverse("documents:list")), Crumb(title)],
            "document": document,
            "files": [one for one in files if one.pk in open_to_them],
            "form": form,
            "may_void": document.state == Document.State.ISSUED
            and self.user.has_perm("documents.void_number", document),
            "history": history(log.entries_for(document)[:HISTORY]),
        }


class VoidNumber(DocumentPage):
    """Gives the number of a document up, with the reason."""

    permission_required = "documents.void_number"
    http_method_names = ("post",)

    def post(self, request: HttpRequest, document: int) -> HttpResponse:
        """Back to the document; a refused form stays open on it, with what was typed."""
        found = self.find(document)
        self.check(found)
        form = VoidNumberForm(request.POST)
        if not form.is_valid():
            return self.show(found, form, status=422)
        try:
            void_number(found, reason=form.cleaned_data["reason"], by=self.user)
        except NumberRefused:
            messages.error(request, _("Chỉ bỏ được số của văn bản đã ban hành."))
        else:
            text = _("Đã bỏ số {reference}. Số này vẫn nằm trong sổ và không được cấp lại.")
            messages.success(request, text.format(reference=found.reference))
        return redirect("documents:document", document=found.pk)
