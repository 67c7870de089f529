"""Referrals: the list, the page of one with who has received and answered it."""

from functools import cached_property
from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.audit import log
from hdnd_portal.council.models import Agency
from hdnd_portal.ui.components import Crumb
from hdnd_portal.ui.history import history
from hdnd_portal.ui.lists import (
    Column,
    Empty,
    ListPage,
    date_column,
    number_column,
    text_column,
)
from sessions.public import sessions_of
from voters.forms.sorting import ReceiptForm
from voters.models import ContactPaper, Referral, ReferralReceipt, VoterRecommendation
from voters.refusals import ContactRefused
from voters.sending_facts import receipts_of
from voters.sentences import contact_sentence
from voters.services.receipts import confirm_receipt
from voters.services.referring import referral_page
from voters.views.referrals import referral_card
from voters.views.sorting import list_crumbs


def _agencies(request: Any) -> QuerySet[Agency]:
    if request is None:
        return Agency.objects.none()
    return Agency.objects.filter(
        pk__in=Referral.objects.visible_to(request.user).values("agency")
    ).order_by("name")


class ReferralFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the list."""

    session = django_filters.ChoiceFilter(label=gettext_lazy("Kỳ họp"))
    agency = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Cơ quan chủ trì"), queryset=_agencies
    )
    waiting = django_filters.BooleanFilter(
        label=gettext_lazy("Còn cơ quan chưa xác nhận"), method="filter_waiting"
    )

    class Meta:
        model = Referral
        fields = ("session", "agency", "waiting")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.request is not None:
            seen = Referral.objects.visible_to(self.request.user)
            councils = seen.order_by().values_list("council", flat=True).distinct()
            sessions = sessions_of(set(councils))
            self.filters["session"].extra["choices"] = [(one.pk, one.name) for one in sessions]

    def filter_waiting(self, rows: QuerySet[Referral], name: str, value: bool) -> Any:
        """Those with a receipt that nobody has confirmed."""
        waits = Exists(ReferralReceipt.objects.waiting().filter(referral=OuterRef("pk")))
        return rows.filter(waits if value else ~waits)


class ReferralList(ListPage, StaffView):
    """Văn bản chuyển kiến nghị: all the user may see, the latest first."""

    permission_required = "voters.read_referral"
    title = gettext_lazy("Văn bản chuyển kiến nghị cử tri")
    default_order = "-sent_on"
    filterset_class = ReferralFilter
    columns = (
        text_column(
            "agency", gettext_lazy("Cơ quan chủ trì"), "agency", sort="agency__name", is_main=True
        ),
        text_column("reference", gettext_lazy("Số, ký hiệu"), lambda row: row.reference or ""),
        date_column("sent_on", gettext_lazy("Chuyển ngày"), sort="sent_on"),
        date_column("due_on", gettext_lazy("Hạn trả lời"), sort="due_on"),
        number_column("count", gettext_lazy("Số kiến nghị")),
        text_column(
            "received", gettext_lazy("Đã xác nhận nhận"), lambda row: f"{row.received}/{row.asked}"
        ),
        text_column("session", gettext_lazy("Kỳ họp"), "session.name"),
    )

    def get_queryset(self) -> QuerySet[Referral]:
        """What the user may see, with its number and how many agencies have confirmed."""
        letters = ContactPaper.objects.standing().filter(referral=OuterRef("pk")).order_by("-pk")
        return (
            Referral.objects.visible_to(self.user)
            .for_list()
            .annotate(
                count=Count("stages__recommendation", distinct=True),
                asked=Count("receipts", distinct=True),
                reference=Subquery(letters.values("document__reference")[:1]),
                received=Count(
                    "receipts", distinct=True, filter=Q(receipts__received_at__isnull=False)
                ),
            )
        )

    def get_columns(self) -> list[Column]:
        """The columns of the list."""
        return list(self.columns)

    def get_crumbs(self) -> list[Crumb]:
        """Below the recommendations."""
        return [*list_crumbs(), Crumb(str(self.title))]

    def row_url(self, row: Referral) -> str:
        """The page of the referral."""
        return referral_page(row)

    def get_empty(self) -> Empty:
        """What belongs here."""
        return Empty(
            _("Chưa chuyển kiến nghị nào"),
            _("Mỗi lần Thường trực HĐND duyệt, mỗi cơ quan chủ trì có một văn bản chuyển."),
        )


class ReferralView(TemplateResponseMixin, ContextMixin, StaffView):
    """A page or an act of one referral: outside `visible_to` a 404."""

    permission_required = "voters.read_referral"

    @cached_property
    def referral(self) -> Referral:
        """The referral of the address."""
        rows = Referral.objects.visible_to(self.user).for_list()
        return get_object_or_404(rows, pk=self.kwargs["referral"])

    def here(self) -> str:
        """The address of the page."""
        return referral_page(self.referral)


class ReferralPage(ReferralView):
    """Một lần chuyển: what was sent, who has received it, who has answered."""

    template_name = "voters/referral_detail.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show it."""
        self.check(self.referral)
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The receipts, each with whether the user may confirm it, and the recommendations."""
        referral, user = self.referral, self.user
        sent = Q(referral=referral) | Q(stages__referral=referral)
        rows = VoterRecommendation.objects.visible_to(user).filter(sent).distinct()
        kwargs.setdefault("receipt_form", ReceiptForm())
        title = str(referral)
        return super().get_context_data(
            page_title=title,
            crumbs=[
                *list_crumbs(),
                Crumb(_("Văn bản chuyển"), reverse("voters:referrals")),
                Crumb(title),
            ],
            referral=referral,
            card=referral_card(referral, user),
            receipts=[
                (
                    line,
                    line.receipt.received_at is None
                    and user.has_perm("voters.receive_referral", line.receipt),
                    line.receipt.agency_id in user.agencies(),
                )
                for line in receipts_of(referral, on=timezone.localdate())
            ],
            rows=rows.for_list().prefetch_related("contributors").order_by("number"),
            today=timezone.localdate(),
            history=history(log.entries_for(referral)),
            **kwargs,
        )


class ReceiveReferral(ReferralPage):
    """Xác nhận đã nhận."""

    permission_required = "voters.receive_referral"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Confirm it, or say why not."""
        rows = ReferralReceipt.objects.select_related("referral")
        receipt = get_object_or_404(rows, referral=self.referral, pk=self.kwargs["receipt"])
        self.check(receipt)
        form = ReceiptForm(request.POST)
        note = form.cleaned_data["note"] if form.is_valid() else ""
        try:
            confirm_receipt(receipt, by=self.user, note=note)
        except ContactRefused as refusal:
            messages.error(request, contact_sentence(refusal))
        else:
            messages.success(request, _("Đã xác nhận nhận kiến nghị."))
        return redirect(self.here())
