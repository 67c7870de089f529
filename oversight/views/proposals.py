"""Proposals of oversight: the list, the form, one of them with its decision."""

from functools import cached_property
from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.accounts.roles import Role
from hdnd_portal.accounts.views import StaffView
from hdnd_portal.audit import log
from hdnd_portal.commitments.public import escalated_to
from hdnd_portal.council.models import Council
from hdnd_portal.ui.components import Crumb, MenuItem
from hdnd_portal.ui.history import history
from hdnd_portal.ui.lists import Empty, ListPage, date_column, state_column, text_column
from oversight import services
from oversight.forms import ProposalForm, ReasonForm, ReferenceForm
from oversight.labels import proposal_kind_choices, proposal_state_choices, proposer_choices
from oversight.models import OversightProposal
from oversight.permissions import DECIDERS, OFFICE
from oversight.views.base import FormPage, RecordAct, RecordPage, parts
from oversight.workflow import ProposalState


class ProposalFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the list."""

    subject = django_filters.CharFilter(
        label=gettext_lazy("Nội dung"), field_name="subject", lookup_expr="icontains"
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Trạng thái"), choices=proposal_state_choices
    )
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Hình thức"), choices=proposal_kind_choices
    )
    proposer = django_filters.ChoiceFilter(
        label=gettext_lazy("Nguồn đề xuất"), choices=proposer_choices
    )

    class Meta:
        model = OversightProposal
        fields = ("subject", "state", "kind", "proposer")


class ProposalList(ListPage, StaffView):
    """Đề xuất giám sát: all the user may see, the latest first."""

    permission_required = "oversight.view_proposals"
    title = gettext_lazy("Đề xuất giám sát")
    default_order = "-proposed_on"
    filterset_class = ProposalFilter
    template_name = "oversight/list.html"
    columns = (
        text_column("subject", gettext_lazy("Nội dung"), is_main=True),
        text_column("kind", gettext_lazy("Hình thức"), "get_kind_display"),
        text_column("proposer", gettext_lazy("Nguồn đề xuất"), "get_proposer_display"),
        date_column("proposed_on", gettext_lazy("Ngày đề xuất"), sort="proposed_on"),
        state_column("state", gettext_lazy("Trạng thái"), "oversight.proposal", sort="state"),
    )

    def get_queryset(self) -> QuerySet[OversightProposal]:
        """Proposals the user may see."""
        return OversightProposal.objects.visible_to(self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The lists beside this one."""
        return super().get_context_data(parts=parts(self.user, "proposals"), **kwargs)

    def row_url(self, row: OversightProposal) -> str:
        """The proposal."""
        return services.proposal_page(row)

    def get_main_act(self) -> MenuItem | None:
        """A new one."""
        if not self.user.has_perm("oversight.propose"):
            return None
        return MenuItem(_("Đề xuất nội dung"), reverse("oversight:make_proposal"), "plus")

    def get_empty(self) -> Empty:
        """What belongs here."""
        return Empty(
            _("Chưa có đề xuất giám sát nào"),
            _("Đề xuất của Ban, Tổ đại biểu, MTTQ, cử tri, và từ cam kết chưa thực hiện."),
        )


def crumbs(*more: Crumb) -> list[Crumb]:
    """The way to proposals."""
    return [Crumb(_("Giám sát"), reverse("oversight:proposals")), *more]


class ProposalPage(RecordPage):
    """Đề xuất giám sát: the record."""

    permission_required = "oversight.view_proposals"
    template_name = "oversight/proposal_detail.html"

    @cached_property
    def proposal(self) -> OversightProposal:
        """The proposal of the address."""
        rows = OversightProposal.objects.visible_to(self.user)
        rows = rows.select_related("council", "decided_by", "created_by")
        return get_object_or_404(rows, pk=self.kwargs["proposal"])

    def record(self) -> OversightProposal:
        """The proposal."""
        return self.proposal

    def back(self) -> str:
        """Its page."""
        return services.proposal_page(self.proposal)

    def reference_form(self, data: Any = None) -> ReferenceForm:
        """By which paper it is taken up."""
        is_recorded = services.records_for(self.user, self.proposal.council_id)
        return ReferenceForm(data, is_recorded=is_recorded, prefix="chon")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What was proposed, why, and what the user may do now."""
        row, user = self.proposal, self.user
        is_open = row.state == ProposalState.PROPOSED
        kwargs.setdefault("take_form", self.reference_form())
        kwargs.setdefault("decline_form", ReasonForm(prefix="khong"))
        return super().get_context_data(
            proposal=row,
            agencies=list(row.agencies.order_by("name")),
            escalated=escalated_to(row, user=user),
            page_title=str(row),
            crumbs=crumbs(Crumb(str(row))),
            may_decide=is_open and user.has_perm("oversight.decide", row),
            may_correct=is_open and user.has_perm("oversight.propose", row),
            history=history(log.entries_for(row)),
            today=timezone.localdate(),
            **kwargs,
        )


class TakeUp(RecordAct, ProposalPage):
    """Chọn nội dung giám sát."""

    permission_required = "oversight.decide"
    form_name = "take_form"

    def act_form(self) -> ReferenceForm:
        """The paper."""
        return self.reference_form(self.request.POST)

    def act(self, **data: Any) -> str:
        """Take it up."""
        services.take_up(self.proposal, by=self.user, **data)
        return _("Đã chọn nội dung giám sát này.")


class DeclineProposal(RecordAct, ProposalPage):
    """Không chọn, kèm lý do."""

    permission_required = "oversight.decide"
    form_name = "decline_form"

    def act_form(self) -> ReasonForm:
        """Why."""
        return ReasonForm(self.request.POST, prefix="khong")

    def act(self, **data: Any) -> str:
        """Decline it."""
        services.decline_proposal(self.proposal, by=self.user, **data)
        return _("Đã ghi không chọn nội dung giám sát này.")


class MakeProposal(FormPage):
    """Đề xuất nội dung giám sát."""

    permission_required = "oversight.propose"
    draft = "oversight:proposal"

    def form(self, data: Any = None) -> ProposalForm:
        """With the agencies of the user's councils."""
        keys = self.user.councils(*OFFICE, *DECIDERS, Role.COMMITTEE_LEADER)
        councils = Council.objects.filter(pk__in=keys).order_by("pk")
        initial = {"proposed_on": timezone.localdate(), "kind": "theme"}
        return ProposalForm(data, councils=councils, initial=initial)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Where the form leads back."""
        title = _("Đề xuất nội dung giám sát")
        back = reverse("oversight:proposals")
        return super().get_context_data(
            page_title=title, crumbs=crumbs(Crumb(title)), back=back, **kwargs
        )

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The form."""
        return self.show(self.form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Make it, or show the form again."""
        form = self.form(request.POST)
        return self.save(form, lambda: self.made(form.cleaned_data))

    def made(self, data: dict[str, Any]) -> str:
        """The page of the new one."""
        made = services.make_proposal(data.pop("council"), by=self.user, **data)
        messages.success(self.request, _("Đã ghi đề xuất."))
        return services.proposal_page(made)


class CorrectProposal(FormPage):
    """Sửa đề xuất."""

    permission_required = "oversight.propose"

    @cached_property
    def proposal(self) -> OversightProposal:
        """The proposal of the address."""
        rows = OversightProposal.objects.visible_to(self.user).select_related("council")
        return get_object_or_404(rows, pk=self.kwargs["proposal"])

    def form(self, data: Any = None) -> ProposalForm:
        """What stands there."""
        row = self.proposal
        names = (
            "subject", "kind", "proposer", "proposer_name", "reason", "scope", "proposed_on",
        )  # fmt: skip
        initial = {name: getattr(row, name) for name in names}
        initial |= {"council": row.council, "agencies": row.agencies.all()}
        councils = Council.objects.filter(pk=row.council_id)
        return ProposalForm(data, councils=councils, initial=initial)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Where the form leads back."""
        title, back = _("Sửa đề xuất"), services.proposal_page(self.proposal)
        way = crumbs(Crumb(str(self.proposal), back), Crumb(title))
        return super().get_context_data(page_title=title, crumbs=way, back=back, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The form."""
        self.check(self.proposal)
        return self.show(self.form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Correct it, or show the form again."""
        self.check(self.proposal)
        form = self.form(request.POST)
        return self.save(form, lambda: self.corrected(form.cleaned_data))

    def corrected(self, data: dict[str, Any]) -> str:
        """Back to it."""
        del data["council"]
        services.correct_proposal(self.proposal, by=self.user, **data)
        messages.success(self.request, _("Đã sửa đề xuất."))
        return services.proposal_page(self.proposal)
