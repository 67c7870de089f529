"""What the pages of one contact plan share."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.ui.components import Crumb
from sessions.public import SessionFacts, facts_of
from voters import plan_facts
from voters.models import AwayTime, ContactPlan
from voters.refusals import ContactRefused
from voters.sentences import contact_sentence


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
        return facts_of(self.plan.session)

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
