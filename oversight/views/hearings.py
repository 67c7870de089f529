"""Hearings: the list, the form, one of them with its day."""

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

from hdnd_portal.accounts.roles import INSIDE
from hdnd_portal.accounts.views import StaffView
from hdnd_portal.audit import log
from hdnd_portal.commitments.public import escalated_to
from hdnd_portal.council.models import Council
from hdnd_portal.legal.public import Deadline
from hdnd_portal.ui.components import Crumb, MenuItem
from hdnd_portal.ui.history import history
from hdnd_portal.ui.lists import Empty, ListPage, date_column, state_column, text_column
from oversight import services
from oversight.forms import HearingForm, PlanForm, ReasonForm
from oversight.labels import hearing_state_choices
from oversight.models import Hearing
from oversight.permissions import DECIDERS, OFFICE
from oversight.views.base import FormPage, RecordAct, RecordPage, parts
from oversight.workflow import HEARING_MOVES, HearingMove, HearingState


class HearingFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the list."""

    subject = django_filters.CharFilter(
        label=gettext_lazy("Nội dung"), field_name="subject", lookup_expr="icontains"
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Trạng thái"), choices=hearing_state_choices
    )

    class Meta:
        model = Hearing
        fields = ("subject", "state")


class HearingList(ListPage, StaffView):
    """Phiên giải trình: all the user may see, the latest first."""

    permission_required = "oversight.view_hearings"
    title = gettext_lazy("Phiên giải trình")
    default_order = "-planned_on"
    filterset_class = HearingFilter
    template_name = "oversight/list.html"
    columns = (
        text_column("subject", gettext_lazy("Nội dung"), is_main=True),
        text_column("agency", gettext_lazy("Cơ quan giải trình"), "agency", sort="agency__name"),
        text_column("body", gettext_lazy("Cơ quan tổ chức"), "body"),
        date_column("planned_on", gettext_lazy("Ngày họp"), sort="planned_on", weekday=True),
        state_column("state", gettext_lazy("Trạng thái"), "oversight.hearing", sort="state"),
    )

    def get_queryset(self) -> QuerySet[Hearing]:
        """Hearings the user may see."""
        return Hearing.objects.visible_to(self.user).for_list()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The lists beside this one."""
        return super().get_context_data(parts=parts(self.user, "hearings"), **kwargs)

    def row_url(self, row: Hearing) -> str:
        """The hearing."""
        return services.hearing_page(row)

    def get_main_act(self) -> MenuItem | None:
        """A new one."""
        if not self.user.has_perm("oversight.prepare_hearing"):
            return None
        return MenuItem(_("Đề xuất phiên giải trình"), reverse("oversight:propose_hearing"), "plus")

    def get_empty(self) -> Empty:
        """What belongs here."""
        return Empty(
            _("Chưa có phiên giải trình nào"),
            _("Phiên giải trình được đề xuất tại đây hoặc từ cam kết chưa thực hiện."),
        )


def crumbs(*more: Crumb) -> list[Crumb]:
    """The way to hearings."""
    return [Crumb(_("Phiên giải trình"), reverse("oversight:hearings")), *more]


class HearingPage(RecordPage):
    """Phiên giải trình: the record."""

    permission_required = "oversight.view_hearings"
    template_name = "oversight/hearing_detail.html"

    @cached_property
    def hearing(self) -> Hearing:
        """The hearing of the address."""
        rows = Hearing.objects.visible_to(self.user).for_list()
        rows = rows.select_related("decided_by", "created_by")
        return get_object_or_404(rows, pk=self.kwargs["hearing"])

    def record(self) -> Hearing:
        """The hearing."""
        return self.hearing

    def back(self) -> str:
        """Its page."""
        return services.hearing_page(self.hearing)

    def plan_form(self, data: Any = None) -> PlanForm:
        """The day, and by which paper."""
        row = self.hearing
        is_recorded = services.records_for(self.user, row.council_id)
        initial = {"planned_on": row.planned_on, "place": row.place}
        return PlanForm(data, is_recorded=is_recorded, prefix="ngay", initial=initial)

    def notice(self) -> Deadline | None:
        """By when content and plan reach whoever explains, while the day is ahead."""
        row = self.hearing
        is_ahead = row.planned_on is not None and row.planned_on >= timezone.localdate()
        is_planned = row.state == HearingState.PLANNED
        return services.notice_by(row) if is_planned and is_ahead else None

    def entries(self) -> Any:
        """What happened to it; to the agency that it got its day, not what was talked of before."""
        rows = log.entries_for(self.hearing)
        if self.user.has_role(*INSIDE, council=self.hearing.council_id):
            return rows
        return rows.filter(event="hearing.planned")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is to be explained, and what the user may do now."""
        row, user = self.hearing, self.user
        state = HearingState(row.state)
        decides = user.has_perm("oversight.decide", row)
        kwargs.setdefault("plan_form", self.plan_form())
        kwargs.setdefault("decline_form", ReasonForm(prefix="khong"))
        notice = self.notice()
        return super().get_context_data(
            hearing=row,
            notice_on=notice.due_on if notice else None,
            notice_why=notice.as_dict() if notice else {},
            escalated=escalated_to(row, user=user),
            page_title=str(row),
            crumbs=crumbs(Crumb(str(row))),
            may_plan=decides and state in HEARING_MOVES[HearingMove.PLAN][0],
            may_decline=decides and state in HEARING_MOVES[HearingMove.DECLINE][0],
            may_correct=state in HEARING_MOVES[HearingMove.CORRECT][0]
            and user.has_perm("oversight.prepare_hearing", row),
            history=history(self.entries()),
            today=timezone.localdate(),
            **kwargs,
        )


class PlanHearing(RecordAct, HearingPage):
    """Định ngày họp."""

    permission_required = "oversight.decide"
    form_name = "plan_form"

    def act_form(self) -> PlanForm:
        """The day."""
        return self.plan_form(self.request.POST)

    def act(self, **data: Any) -> str:
        """Set the day."""
        services.plan_hearing(self.hearing, by=self.user, **data)
        return _("Đã định ngày họp {day}; cơ quan giải trình được thông báo.").format(
            day=f"{data['planned_on']:%d/%m/%Y}"
        )


class DeclineHearing(RecordAct, HearingPage):
    """Không tổ chức, kèm lý do."""

    permission_required = "oversight.decide"
    form_name = "decline_form"

    def act_form(self) -> ReasonForm:
        """Why."""
        return ReasonForm(self.request.POST, prefix="khong")

    def act(self, **data: Any) -> str:
        """Decline it."""
        services.decline_hearing(self.hearing, by=self.user, **data)
        return _("Đã ghi không tổ chức phiên giải trình này.")


class ProposeHearing(FormPage):
    """Đề xuất phiên giải trình."""

    permission_required = "oversight.prepare_hearing"
    draft = "oversight:hearing"

    def form(self, data: Any = None) -> HearingForm:
        """With bodies and agencies of the user's councils."""
        councils = Council.objects.filter(pk__in=self.user.councils(*OFFICE, *DECIDERS))
        return HearingForm(data, councils=councils.order_by("pk"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Where the form leads back."""
        title, back = _("Đề xuất phiên giải trình"), reverse("oversight:hearings")
        return super().get_context_data(
            page_title=title, crumbs=crumbs(Crumb(title)), back=back, **kwargs
        )

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The form."""
        return self.show(self.form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Propose it, or show the form again."""
        form = self.form(request.POST)
        return self.save(form, lambda: self.made(form.cleaned_data))

    def made(self, data: dict[str, Any]) -> str:
        """The page of the new one."""
        made = services.propose_hearing(data.pop("council"), by=self.user, **data)
        messages.success(self.request, _("Đã ghi đề xuất."))
        return services.hearing_page(made)


class CorrectHearing(FormPage):
    """Sửa phiên giải trình."""

    permission_required = "oversight.prepare_hearing"

    @cached_property
    def hearing(self) -> Hearing:
        """The hearing of the address."""
        rows = Hearing.objects.visible_to(self.user).for_list()
        return get_object_or_404(rows, pk=self.kwargs["hearing"])

    def form(self, data: Any = None) -> HearingForm:
        """What stands there."""
        row = self.hearing
        names = ("council", "body", "agency", "subject", "reason")
        initial = {name: getattr(row, name) for name in names}
        councils = Council.objects.filter(pk=row.council_id)
        return HearingForm(data, councils=councils, initial=initial)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Where the form leads back."""
        title, back = _("Sửa phiên giải trình"), services.hearing_page(self.hearing)
        way = crumbs(Crumb(str(self.hearing), back), Crumb(title))
        return super().get_context_data(page_title=title, crumbs=way, back=back, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The form."""
        self.check(self.hearing)
        return self.show(self.form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Correct it, or show the form again."""
        self.check(self.hearing)
        form = self.form(request.POST)
        return self.save(form, lambda: self.corrected(form.cleaned_data))

    def corrected(self, data: dict[str, Any]) -> str:
        """Back to it."""
        del data["council"]
        services.correct_hearing(self.hearing, by=self.user, **data)
        messages.success(self.request, _("Đã sửa phiên giải trình."))
        return services.hearing_page(self.hearing)
