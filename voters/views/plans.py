"""Contact plans: begun, one plan with its checks, its terms, its paper."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.council.models import Body
from hdnd_portal.ui.components import Crumb
from sessions.public import sessions_of
from voters import plan_facts
from voters.forms.plans import AwayForm, LetterForm, NewPlanForm, ReasonForm, TermsForm
from voters.labels import BESIDE
from voters.models import VoterMeeting
from voters.permissions import PLANNERS
from voters.plan_paper import plan_paper
from voters.refusals import ContactRefused
from voters.sentences import contact_sentence
from voters.services import planning
from voters.views.base import PlanForms, PlanView
from voters.views.papers import about_plan, plan_card, printed
from voters.workflow import CHANGED_BY_HAND, PLAN_MOVES, PlanMove, PlanState

TERMS = ("starts_on", "ends_on", "least_there", "most_there", "least_each", "at_once")


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
            card=plan_card(self, user) if plan.timing != BESIDE else None,
            may_lay_out=is_draft,
            may_change=makes and state in CHANGED_BY_HAND,
            may_send=makes and state in PLAN_MOVES[PlanMove.SEND][0],
            may_return=answers and state in PLAN_MOVES[PlanMove.RETURN][0],
            may_agree=answers and state in PLAN_MOVES[PlanMove.AGREE][0],
            may_issue=makes and state in PLAN_MOVES[PlanMove.ISSUE][0],
            may_import=state == PlanState.ISSUED and user.has_perm("voters.import_opinions", plan),
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


class PrintPlan(PlanView):
    """Kế hoạch as PDF or DOCX."""

    permission_required = "voters.view_plan"
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """The file; what is met beside the plans is no plan to be printed."""
        self.check(self.plan)
        if self.plan.timing == BESIDE:
            raise Http404
        return printed(
            request,
            about_plan(self),
            lambda: plan_paper(self.plan),
            form=kwargs["form"],
            name=f"ke-hoach-tiep-xuc-{self.plan.pk}",
            back=self.here(),
        )
