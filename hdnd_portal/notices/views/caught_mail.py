"""The mail of a sample set-up: kept instead of sent, read here."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.generic import ListView

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.notices.models import CaughtMail
from hdnd_portal.ui.components import Crumb
from hdnd_portal.ui.forms import clean_text


class ListCaughtMail(StaffView, ListView[CaughtMail]):
    """Thư đã giữ: the newest first."""

    permission_required = "notices.read_caught_mail"
    template_name = "notices/caught_list.html"
    paginate_by = 50

    @property
    def sought(self) -> str:
        """What is looked for."""
        return clean_text(self.request.GET.get("q", ""))

    def get_queryset(self) -> Any:
        """Without the letters themselves; `q` looks for an address or words of the subject."""
        mails = CaughtMail.objects.defer("source")
        if text := self.sought:
            mails = mails.filter(recipients__icontains=text) | mails.filter(subject__icontains=text)
        return mails

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The mails and what was looked for."""
        return super().get_context_data(**kwargs, page_title=_("Thư đã giữ"), q=self.sought)


class ReadCaughtMail(StaffView):
    """Một thư đã giữ: text with links, and the attachments."""

    permission_required = "notices.read_caught_mail"

    def get(self, request: HttpRequest, mail: int) -> HttpResponse:
        """The letter as its receiver would read it."""
        found = get_object_or_404(CaughtMail, pk=mail)
        letter = _parsed(found)
        body = letter.get_body(("plain", "html"))
        context = {
            "mail": found,
            "text": body.get_content() if body else "",
            "attachments": [
                {"number": number, "name": part.get_filename() or _("tệp {n}").format(n=number)}
                for number, part in enumerate(letter.iter_attachments())
            ],
            "page_title": found.subject,
            "crumbs": [
                Crumb(_("Thư đã giữ"), reverse("caught_mail:list")),
                Crumb(found.subject),
            ],
        }
        return render(request, "notices/caught_detail.html", context)


class SaveAttachment(StaffView):
    """Tệp kèm theo của một thư đã giữ."""

    permission_required = "notices.read_caught_mail"

    def get(self, request: HttpRequest, mail: int, number: int) -> HttpResponse:
        """The file, to be saved and never shown: it is whatever somebody attached."""
        parts = list(_parsed(get_object_or_404(CaughtMail, pk=mail)).iter_attachments())
        if number >= len(parts):
            raise Http404
        part = parts[number]
        content = part.get_payload(decode=True) or b""
        response = HttpResponse(content, content_type="application/octet-stream")
        name = part.get_filename() or "tep"
        response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
        return response


def _parsed(mail: CaughtMail) -> EmailMessage:
    return message_from_bytes(bytes(mail.source), _class=EmailMessage, policy=policy.default)
