"""Hoạt động của đại biểu: one seat, what was done in it, and the delegate's own words to it."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from hdnd_portal.accounts.roles import Role
from hdnd_portal.accounts.views import StaffView
from hdnd_portal.council.models import Mandate
from hdnd_portal.ui.components import Crumb
from sessions.delegate_labels import KEPT_NAMES
from sessions.delegate_record import record_of
from sessions.delegate_sheet import as_xlsx
from sessions.forms.delegate_record import CommentForm
from sessions.models import DelegateComment
from sessions.poll_labels import CHOICES
from sessions.services.delegate_comments import comment
from sessions.views.made_files import made_table


class MyRecord(StaffView):
    """Hoạt động của tôi: leads to the own seat, the latest one."""

    permission_required = "council_sessions.comment_delegate_record"

    def get(self, request: HttpRequest) -> HttpResponse:
        """To the page of the seat."""
        seats = Mandate.objects.filter(
            person=self.user.person_id, term__council__in=self.user.councils(Role.DELEGATE)
        )
        seat = seats.order_by("-valid_from").first() if self.user.person_id else None
        if seat is None:
            raise Http404
        return redirect("sessions:delegate_record", mandate=seat.pk)


class DelegateRecord(StaffView, TemplateView):
    """Hoạt động của đại biểu in one seat; XLSX with `?dang=xlsx`."""

    permission_required = "council_sessions.view_delegate_record"
    template_name = "sessions/delegate_record.html"

    @cached_property
    def mandate(self) -> Mandate:
        """The seat of the address; 404 outside the user's councils."""
        seats = Mandate.objects.visible_to(self.user).select_related("person", "term__council")
        return get_object_or_404(seats.prefetch_related("suspensions"), pk=self.kwargs["mandate"])

    @property
    def is_own(self) -> bool:
        """Whether it is the user's own seat."""
        return self.user.has_perm("council_sessions.comment_delegate_record", self.mandate)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page or the sheet."""
        self.check(self.mandate)
        if request.GET.get("dang") != "xlsx":
            return super().get(request, *args, **kwargs)
        record = record_of(self.mandate, for_self=self.is_own, now=timezone.now())
        return made_table(as_xlsx(record), name=f"hoat-dong-dai-bieu-{self.mandate.pk}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The record, and what the delegate says to it."""
        kwargs.pop("mandate", None)  # the number of the address, which `self.mandate` has read
        kwargs.setdefault("form", CommentForm())
        record = record_of(self.mandate, for_self=self.is_own, now=timezone.now())
        return super().get_context_data(
            record=record,
            mandate=self.mandate,
            is_own=self.is_own,
            sittings=[(one, KEPT_NAMES[one.kept]) for one in record.sittings],
            votes=[(one, CHOICES.get(one.choice, "")) for one in record.votes],
            comments=DelegateComment.objects.filter(mandate=self.mandate),
            page_title=_("Hoạt động của đại biểu"),
            crumbs=[
                Crumb(_("Đại biểu & tổ chức"), reverse("council:delegates")),
                Crumb(
                    str(self.mandate.person),
                    reverse("council:person", kwargs={"pk": self.mandate.person_id}),
                ),
                Crumb(_("Hoạt động của đại biểu")),
            ],
            **kwargs,
        )


class CommentRecord(DelegateRecord):
    """Ý kiến của đại biểu."""

    permission_required = "council_sessions.comment_delegate_record"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Keep it, or show the page again with what was typed."""
        self.check(self.mandate)
        form = CommentForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        comment(self.mandate, text=form.cleaned_data["text"], by=self.user)
        messages.success(request, _("Đã ghi ý kiến."))
        return redirect("sessions:delegate_record", mandate=self.mandate.pk)
