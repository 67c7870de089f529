"""Acts on a contact plan: laid out, moved on, days on which a delegate is not free."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hdnd_portal.ui.choices import Label
from hdnd_portal.ui.forms import VietnameseForm
from voters.forms.plans import AwayForm, LetterForm, ReasonForm
from voters.models import AwayTime, ContactPlan
from voters.refusals import ContactRefused
from voters.sentences import reason_sentences
from voters.services import planning
from voters.views.base import PlanView
from voters.views.plans import PlanPage


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
