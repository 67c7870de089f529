"""Contact plans: the list, one plan with its checks, and the acts on it."""

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import groupby
from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.council.models import Body
from hdnd_portal.documents.made_files import made_paper
from hdnd_portal.ui.choices import Label
from hdnd_portal.ui.components import Crumb, MenuItem
from hdnd_portal.ui.forms import VietnameseForm
from hdnd_portal.ui.lists import (
    Column,
    Empty,
    ListPage,
    date_column,
    number_column,
    state_column,
    text_column,
)
from sessions.public import SessionFacts, sessions_of
from voters import plan_facts
from voters.forms import AwayForm, LetterForm, NewPlanForm, ReasonForm, TermsForm
from voters.labels import plan_state_choices, timing_choices
from voters.models import AwayTime, ContactPlan, VoterMeeting
from voters.permissions import PLANNERS
from voters.plan_paper import plan_paper
from voters.refusals import ContactRefused
from voters.sentences import contact_sentence, reason_sentences
from voters.services import planning
from voters.workflow import CHANGED_BY_HAND, PLAN_MOVES, PlanMove, PlanState

TERMS = ("starts_on", "ends_on", "least_there", "most_there", "least_each", "at_once")


class PlanFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the list of plans."""

    timing = django_filters.ChoiceFilter(label=gettext_lazy("Thời điểm"), choices=timing_choices)
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Trạng thái"), choices=plan_state_choices
    )

    class Meta:
        model = ContactPlan
        fields = ("timing", "state")


class PlanList(ListPage, StaffView):
    """Kế hoạch tiếp xúc cử tri: all the user may see, the latest first."""

    permission_required = "voters.view_plan"
    title = gettext_lazy("Tiếp xúc cử tri")
    default_order = "-starts_on"
    filterset_class = PlanFilter
    columns = (
        text_column("session", gettext_lazy("Kỳ họp"), "session.name", is_main=True),
        text_column("timing", gettext_lazy("Thời điểm"), "get_timing_display"),
        date_column("starts_on", gettext_lazy("Từ ngày"), sort="starts_on", weekday=True),
        date_column("ends_on", gettext_lazy("Đến hết ngày"), sort="ends_on"),
        number_column("meeting_count", gettext_lazy("Số cuộc")),
        state_column("state", gettext_lazy("Trạng thái"), "voters.plan"),
    )

    def get_queryset(self) -> QuerySet[ContactPlan]:
        """Plans the user may see."""
        return ContactPlan.objects.visible_to(self.user).for_list()

    def get_columns(self) -> list[Column]:
        """The columns of the list."""
        return list(self.columns)

    def row_url(self, row: ContactPlan) -> str:
        """The plan."""
        return reverse("voters:plan", kwargs={"plan": row.pk})

    def get_main_act(self) -> MenuItem | None:
        """A new plan."""
        if not self.user.has_perm("voters.make_plan"):
            return None
        return MenuItem(_("Lập kế hoạch"), reverse("voters:create_plan"), "plus")

    def get_empty(self) -> Empty:
        """How to begin."""
        if not self.user.has_perm("voters.make_plan"):
            return Empty(_("Chưa có kế hoạch tiếp xúc nào được ban hành"))
        return Empty(
            _("Chưa có kế hoạch tiếp xúc cử tri nào"),
            _("Chọn kỳ họp và khoảng thời gian; các cuộc tiếp xúc được xếp tự động cho mọi xã."),
            reverse("voters:create_plan"),
            _("Lập kế hoạch"),
        )


class PlanView(TemplateResponseMixin, ContextMixin, StaffView):
    """A page or an act of one plan: outside `visible_to` a 404, without the permission a 403."""

    @cached_property
    def plan(self) -> ContactPlan:
        """The plan of the address."""
        away = AwayTime.objects.select_related("mandate__person")
        rows = (
            ContactPlan.objects.visible_to(self.user)
            .select_related("session__term", "council__unit")
            .prefetch_related(Prefetch("away_times", away))
        )
        return get_object_or_404(rows, pk=self.kwargs["plan"])

    @cached_property
    def ground(self) -> plan_facts.Ground:
        """What the plan covers, and with whom."""
        return plan_facts.ground_of(self.plan)

    def facts(self) -> SessionFacts:
        """The session of the plan."""
        session = self.plan.session
        return SessionFacts(
            session.pk,
            session.council_id,
            session.term_id,
            session.name,
            session.opening_on,
            session.closing_on,
        )

    def here(self) -> str:
        """The address of the plan."""
        return reverse("voters:plan", kwargs={"plan": self.plan.pk})

    def crumbs(self, *more: Crumb) -> list[Crumb]:
        """The way here."""
        steps = [Crumb(_("Tiếp xúc cử tri"), reverse("voters:plans"))]
        return [*steps, Crumb(str(self.plan), self.here() if more else ""), *more]

    def back(self) -> HttpResponse:
        """Return to the plan."""
        return redirect(self.here())

    def refuse(self, refusal: ContactRefused) -> None:
        """Tell the user why it was not done."""
        messages.error(self.request, contact_sentence(refusal))


class PlanPage(PlanView):
    """Một kế hoạch: what it covers, what does not fit, every meeting by day."""

    permission_required = "voters.view_plan"
    template_name = "voters/plan_detail.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the plan."""
        self.check(self.plan)
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The meetings by day, the checks, and what the user may do now."""
        plan, user = self.plan, self.user
        state = PlanState(plan.state)
        makes = user.has_perm("voters.make_plan", plan)
        answers = user.has_perm("voters.answer_plan", plan)
        meetings = list(plan.meetings.for_list().order_by("starts_at", "unit__name"))
        held = [meeting for meeting in meetings if meeting.state != "cancelled"]
        check = plan_facts.check(plan, self.ground, held)
        is_draft = makes and state == PlanState.DRAFT
        forms = {
            "away_form": AwayForm(ground=self.ground) if is_draft else None,
            "return_form": ReasonForm(prefix="return_form"),
            "letter_form": LetterForm(prefix="letter_form"),
        }
        return super().get_context_data(
            plan=plan,
            page_title=str(plan),
            crumbs=self.crumbs(),
            days=days_of(meetings),
            check=check,
            meeting_count=len(held),
            loads=by_group(self.ground, check.loads),
            away=plan.away_times.all(),
            may_lay_out=is_draft,
            may_change=makes and state in CHANGED_BY_HAND,
            may_send=makes and state in PLAN_MOVES[PlanMove.SEND][0],
            may_return=answers and state in PLAN_MOVES[PlanMove.RETURN][0],
            may_agree=answers and state in PLAN_MOVES[PlanMove.AGREE][0],
            may_issue=makes and state in PLAN_MOVES[PlanMove.ISSUE][0],
            **{**forms, **kwargs},
        )


def by_group(
    ground: plan_facts.Ground, loads: Sequence[plan_facts.Load]
) -> list[tuple[Body, list[plan_facts.Load]]]:
    """How many meetings each delegate has, by Tổ."""
    return [
        (group, [load for load in loads if load.seat.group == group.pk]) for group in ground.groups
    ]


def days_of(meetings: list[VoterMeeting]) -> list[tuple[Any, list[VoterMeeting]]]:
    """Meetings, which come sorted, by the day on which they are held."""
    days = groupby(meetings, key=lambda meeting: timezone.localdate(meeting.starts_at))
    return [(day, list(rows)) for day, rows in days]


class PlanForms(PlanView, FormView):  # type: ignore[type-arg]
    """A form about a plan: the service does it, a refusal stands on the form."""

    permission_required = "voters.make_plan"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form."""
        self.check(self.plan)
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save, or show the form again with what was typed."""
        self.check(self.plan)
        form = self.get_form()
        if not form.is_valid():
            return self.form_invalid(form)
        try:
            self.act(form)
        except ContactRefused as refusal:
            form.add_error(None, contact_sentence(refusal))
            return self.form_invalid(form)
        return self.back()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form below the plan."""
        kwargs.setdefault("form", self.get_form())
        return super().get_context_data(plan=self.plan, **kwargs)

    def act(self, form: Any) -> None:
        """The one service call."""
        raise TypeError(f"{type(self).__name__} does nothing")


class CreatePlan(ContextMixin, TemplateResponseMixin, StaffView):
    """Lập kế hoạch tiếp xúc."""

    permission_required = "voters.make_plan"
    template_name = "voters/plan_form.html"

    def form(self, data: Any = None) -> NewPlanForm:
        """The form, with the sessions of the councils the user plans for."""
        return NewPlanForm(data, sessions=sessions_of(self.user.councils(*PLANNERS)))

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the form."""
        return self.show(self.form())

    def show(self, form: NewPlanForm) -> HttpResponse:
        """The form with what was typed."""
        title = _("Lập kế hoạch tiếp xúc cử tri")
        crumbs = [Crumb(_("Tiếp xúc cử tri"), reverse("voters:plans")), Crumb(title)]
        return self.render_to_response(
            self.get_context_data(
                form=form, page_title=title, crumbs=crumbs, back=reverse("voters:plans")
            )
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Begin the plan, or show the form again."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form)
        try:
            plan = planning.create_plan(by=self.user, **form.cleaned_data)
        except ContactRefused as refusal:
            form.add_error(None, contact_sentence(refusal))
            return self.show(form)
        messages.success(request, _("Đã lập kế hoạch. Bước tiếp theo: xếp các cuộc tiếp xúc."))
        return redirect(reverse("voters:plan", kwargs={"plan": plan.pk}))


class ChangeTerms(PlanForms):
    """Sửa thời gian và điều kiện của kế hoạch."""

    template_name = "voters/plan_form.html"
    form_class = TermsForm

    def get_initial(self) -> dict[str, Any]:
        """What stands."""
        return {name: getattr(self.plan, name) for name in TERMS}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The title and the way back."""
        title = _("Sửa thời gian và điều kiện")
        return super().get_context_data(
            page_title=title, crumbs=self.crumbs(Crumb(title)), back=self.here(), **kwargs
        )

    def act(self, form: TermsForm) -> None:
        """Change them."""
        planning.change_terms(self.plan, self.facts(), by=self.user, **form.cleaned_data)
        messages.success(self.request, _("Đã sửa thời gian và điều kiện."))


class LayOut(PlanView):
    """Xếp tự động."""

    permission_required = "voters.make_plan"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Lay the meetings out, or say which rules cannot be kept."""
        self.check(self.plan)
        try:
            count = planning.lay_out(self.plan, by=self.user)
        except planning.NoPlan as refusal:
            groups = {group.pk: group.name for group in self.ground.groups}
            members = {seat.mandate.pk: seat.mandate.person.name for seat in self.ground.seats}
            messages.error(request, _("Không xếp được; các cuộc đã có vẫn giữ nguyên."))
            for text in reason_sentences(refusal.reasons, groups=groups, members=members)[:10]:
                messages.error(request, text)
        except ContactRefused as refusal:
            self.refuse(refusal)
        else:
            text = ngettext("Đã xếp {n} cuộc tiếp xúc.", "Đã xếp {n} cuộc tiếp xúc.", count)
            messages.success(request, text.format(n=count))
        return self.back()


class MovePlan(PlanPage):
    """A step of the plan; `form_class` and `form_name` where it asks for something."""

    http_method_names = ["post"]
    act: Callable[..., ContactPlan]
    done: Label
    form_class: type[VietnameseForm] | None = None
    form_name = ""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Take the step, or show again what was typed."""
        self.check(self.plan)
        form = self.form_class(request.POST, prefix=self.form_name) if self.form_class else None
        if form is not None and not form.is_valid():
            return self.render_to_response(self.get_context_data(**{self.form_name: form}))
        try:
            type(self).act(self.plan, by=self.user, **(form.cleaned_data if form else {}))
            messages.success(request, str(self.done))
        except ContactRefused as refusal:
            self.refuse(refusal)
        return self.back()


class SendPlan(MovePlan):
    """Gửi Mặt trận thống nhất."""

    permission_required = "voters.make_plan"
    act = staticmethod(planning.send_plan)
    done = gettext_lazy("Đã gửi Ủy ban MTTQ đề nghị thống nhất.")


class ReturnPlan(MovePlan):
    """Trả lại để chỉnh."""

    permission_required = "voters.answer_plan"
    act = staticmethod(planning.return_plan)
    done = gettext_lazy("Đã trả kế hoạch về để chỉnh.")
    form_class, form_name = ReasonForm, "return_form"


class AgreePlan(MovePlan):
    """Thống nhất."""

    permission_required = "voters.answer_plan"
    act = staticmethod(planning.agree_plan)
    done = gettext_lazy("Đã ghi nhận thống nhất.")
    form_class, form_name = LetterForm, "letter_form"


class IssuePlan(MovePlan):
    """Ban hành."""

    permission_required = "voters.make_plan"
    act = staticmethod(planning.issue_plan)
    done = gettext_lazy("Đã ban hành. Đại biểu và Mặt trận được thông báo.")


class AddAway(PlanPage):
    """Ghi ngày đại biểu không tiếp xúc được."""

    permission_required = "voters.make_plan"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Keep the days, or show the form again."""
        self.check(self.plan)
        form = AwayForm(request.POST, ground=self.ground)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(away_form=form))
        try:
            planning.add_away(self.plan, by=self.user, **form.cleaned_data)
            messages.success(request, _("Đã ghi. Xếp lại để tính đến ngày này."))
        except ContactRefused as refusal:
            self.refuse(refusal)
        return self.back()


class RemoveAway(PlanView):
    """Bỏ ngày đã ghi."""

    permission_required = "voters.make_plan"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Take the days back."""
        self.check(self.plan)
        away = get_object_or_404(AwayTime, pk=kwargs["away"], plan=self.plan)
        try:
            planning.remove_away(away, by=self.user)
        except ContactRefused as refusal:
            self.refuse(refusal)
        return self.back()


class PrintPlan(PlanView):
    """Kế hoạch as PDF or DOCX."""

    permission_required = "voters.view_plan"
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The file."""
        self.check(self.plan)
        return made_paper(
            request,
            lambda: plan_paper(self.plan),
            form=kwargs["form"],
            name=f"ke-hoach-tiep-xuc-{self.plan.pk}",
            back=self.here(),
        )
