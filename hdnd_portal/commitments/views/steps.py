"""Steps after reminders: taken on a page of their own, withdrawn, answered by the agency."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.commitments import targets
from hdnd_portal.commitments.escalation import StepKind, StepState, next_kind
from hdnd_portal.commitments.forms import ExplainForm, ReasonForm, StepForm
from hdnd_portal.commitments.labels import STEPS, step_kind_choices
from hdnd_portal.commitments.models import Commitment, EscalationStep
from hdnd_portal.commitments.permissions import DECIDERS
from hdnd_portal.commitments.sentences import SENTENCES, Refusal, commitment_sentence
from hdnd_portal.commitments.services import escalating
from hdnd_portal.commitments.views.records import (
    CommitmentAct,
    CommitmentView,
    withdraw_form,
)
from hdnd_portal.ui.components import Crumb
from hdnd_portal.ui.lists import BulkAct, BulkLine


def open_kinds(steps: Sequence[EscalationStep]) -> set[StepKind]:
    """Kinds of which a step goes on."""
    return {StepKind(one.kind) for one in steps if one.state == StepState.OPEN}


def proposed(steps: Sequence[EscalationStep]) -> StepKind | None:
    """What the order proposes after the steps that stand."""
    taken = [StepKind(one.kind) for one in steps if one.state != StepState.WITHDRAWN]
    return next_kind(taken, open_kinds(steps))


class TakeStep(CommitmentView):
    """Chuyển bước."""

    permission_required = "commitments.escalate"
    template_name = "commitments/step_form.html"

    @cached_property
    def steps(self) -> list[EscalationStep]:
        """The steps taken so far."""
        return list(self.commitment.steps.order_by("decided_on", "pk"))

    def form(self, data: Any = None) -> StepForm:
        """The steps that do not go on already, the next one chosen."""
        row, shut = self.commitment, open_kinds(self.steps)
        initial = {"kind": proposed(self.steps), "decided_on": timezone.localdate()}
        form = StepForm(
            data,
            kinds=[(key, words) for key, words in step_kind_choices() if key not in shut],
            places=targets.places([row.council_id]),
            is_recorded=not self.user.has_role(*DECIDERS, council=row.council_id),
            initial=initial,
        )
        if data is not None and data.get("kind") in shut:
            said = _("Bước này đã được chuyển và đang thực hiện. Hãy xem các bước đã qua ở trên.")
            form.fields["kind"].error_messages["invalid_choice"] = said
        return form

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        self.check(self.commitment)
        return self.show(self.form())

    def show(self, form: StepForm, status: int = 200) -> HttpResponse:
        """The form with what was typed, or why there is none."""
        row, today = self.commitment, timezone.localdate()
        code = escalating.why_not(row, today=today)
        kind = proposed(self.steps)
        if not code and kind is None:
            code = "all_open"
        context = self.get_context_data(
            page_title=_("Chuyển bước xử lý"),
            crumbs=self.crumbs(Crumb(_("Chuyển bước xử lý"))),
            commitment=row,
            steps=self.steps,
            why_not=str(SENTENCES[code]) if code else "",
            proposed=STEPS[kind] if kind else "",
            form=form,
            today=today,
        )
        return self.render_to_response(context, status=status)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the step, or show the form again with why not."""
        self.check(self.commitment)
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            (step,) = escalating.take_step([self.commitment], by=self.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, commitment_sentence(refusal))
            return self.show(form, status=422)
        messages.success(request, _taken(step))
        return redirect(self.here())


def _taken(step: EscalationStep) -> str:
    kind = step.get_kind_display()
    if step.due_on:
        text = _("Đã yêu cầu giải trình, hạn {day}; cơ quan được thông báo.")
        return text.format(day=f"{step.due_on:%d/%m/%Y}")
    if step.target_label:
        return _("Đã chuyển bước “{kind}” và lập: {what}").format(kind=kind, what=step.target_label)
    return _("Đã chuyển bước “{kind}”.").format(kind=kind)


class WithdrawStep(CommitmentAct):
    """Rút bước."""

    permission_required = "commitments.escalate"
    form_name = "withdraw_form"

    @cached_property
    def step(self) -> EscalationStep:
        """The step of the address."""
        rows = self.commitment.steps.select_related("commitment")
        return get_object_or_404(rows, pk=self.kwargs["step"])

    def form(self) -> ReasonForm:
        """Why; the fields are named by their step, since the page has a form for each."""
        return withdraw_form(self.step, self.request.POST)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page, with what was typed at its step."""
        refused = {self.step.pk: kwargs.pop(self.form_name)} if self.form_name in kwargs else {}
        return super().get_context_data(withdraw_forms=refused, **kwargs)

    def act(self, **data: Any) -> str:
        """Withdraw it."""
        step = escalating.withdraw_step(self.step, reason=data["reason"], by=self.user)
        return _("Đã rút bước “{kind}”.").format(kind=step.get_kind_display())


class Explain(CommitmentView):
    """Gửi giải trình: the agency's page."""

    permission_required = "commitments.explain"
    template_name = "commitments/explain_form.html"

    @cached_property
    def step(self) -> EscalationStep:
        """The demand of the address."""
        rows = self.commitment.steps.standing().filter(kind=StepKind.EXPLANATION)
        found = get_object_or_404(rows.select_related("given"), pk=self.kwargs["step"])
        found.commitment = self.commitment
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        self.check(self.step)
        return self.show(ExplainForm())

    def show(self, form: ExplainForm, status: int = 200) -> HttpResponse:
        """The form with what was typed."""
        context = self.get_context_data(
            page_title=_("Giải trình"),
            crumbs=self.crumbs(Crumb(_("Giải trình"))),
            commitment=self.commitment,
            step=self.step,
            is_open=self.step.state == StepState.OPEN,
            form=form,
            today=timezone.localdate(),
        )
        return self.render_to_response(context, status=status)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send it, or show the form again."""
        self.check(self.step)
        form = ExplainForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            given = escalating.explain(self.step, by=self.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, commitment_sentence(refusal))
            return self.show(form, status=422)
        sent = timezone.localtime(given.sent_at)
        messages.success(
            request, _("Đã gửi giải trình lúc {at}.").format(at=f"{sent:%H:%M %d/%m/%Y}")
        )
        return redirect(self.here())


def bulk_step(user: User) -> BulkAct:
    """The same step for several from the list, one record for each agency."""
    councils = sorted(user.councils(*DECIDERS, Role.OFFICE_HEAD))
    form = partial(
        StepForm,
        kinds=step_kind_choices(),
        places=targets.places(councils),
        is_recorded=not user.has_role(*DECIDERS),
        initial={"decided_on": timezone.localdate()},
    )
    return BulkAct(
        "escalate",
        gettext_lazy("Chuyển bước xử lý"),
        _take_all,
        _lines,
        permission="commitments.escalate",
        form_class=form,
        icon="stairs-up",
    )


def _lines(rows: Sequence[Commitment], user: User) -> list[BulkLine]:
    today = timezone.localdate()
    return [BulkLine(row, _why_not(row, user, today)) for row in rows]


def _why_not(row: Commitment, user: User, today: Any) -> str:
    if not user.has_perm("commitments.escalate", row):
        return _("Không thuộc Hội đồng nhân dân nơi ông, bà được quyết định.")
    code = escalating.why_not(row, today=today)
    return str(SENTENCES[code]) if code else ""


def _take_all(rows: Sequence[Commitment], user: User, data: dict[str, Any]) -> str:
    try:
        made = escalating.take_step(rows, by=user, **data)
    except Refusal as refusal:
        raise ValidationError(commitment_sentence(refusal)) from refusal
    count = len({(one.target_type_id, one.target_id) for one in made if one.target_id})
    text = ngettext(
        "Đã chuyển bước {n} kiến nghị, cam kết; lập {count} hồ sơ.",
        "Đã chuyển bước {n} kiến nghị, cam kết; lập {count} hồ sơ.",
        len(made),
    )
    return text.format(n=len(made), count=count)
