"""Requests to be absent: a delegate's page, and the chair's."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.absence_classes import absence_classes
from sessions.forms.reading import AbsenceForm, DecideForm
from sessions.models import AbsenceRequest
from sessions.services import absences, reading
from sessions.services.refusals import SessionRefused
from sessions.views.acts import SessionFormView
from sessions.views.base import SessionView
from sessions.workflow import SESSION_OVER, SessionState


class AskAbsence(SessionFormView):
    """Xin vắng mặt."""

    permission_required = "council_sessions.ask_absence"
    template_name = "sessions/absence_form.html"
    form_class = AbsenceForm
    tab = "reading"
    page_name = gettext_lazy("Xin vắng mặt")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The half-days of this session."""
        return {**super().get_form_kwargs(), "session": self.session}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form and what was asked before."""
        mandate = reading.mandate_of(self.user, self.session)
        asked = self.session.absence_requests.filter(mandate=mandate).order_by("-asked_at")
        rows = [
            (request, absences.may_be_changed(self.session, request))
            for request in asked.select_related("from_sitting", "to_sitting")
        ]
        return super().get_context_data(
            asked=rows,
            open=self.open,
            is_over=SessionState(self.session.state) in SESSION_OVER,
            **kwargs,
        )

    @cached_property
    def open(self) -> AbsenceRequest | None:
        """What the user asked before and may still change."""
        return absences.open_request(self.session, self.user)

    def get_initial(self) -> dict[str, Any]:
        """The request that stands, to be changed."""
        names = ("reason", "text", "from_sitting", "to_sitting")
        return {name: getattr(self.open, name) for name in names} if self.open else {}

    def act(self, form: AbsenceForm) -> HttpResponse:
        """Send it to the chair."""
        if self.open is not None:
            absences.change_absence(self.open, by=self.user, **form.cleaned_data)
        else:
            absences.ask_absence(self.session, by=self.user, **form.cleaned_data)
        self.say(_("Đã gửi đề nghị vắng mặt tới Chủ tọa."))
        return self.back("ask_absence")


class WithdrawAbsence(SessionView):
    """Rút đề nghị vắng mặt."""

    permission_required = "council_sessions.ask_absence"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Withdraw one's own request."""
        self.check(self.session)
        asked = get_object_or_404(
            self.session.absence_requests,
            pk=self.kwargs["absence"],
            mandate=reading.mandate_of(self.user, self.session),
        )
        try:
            absences.withdraw_absence(asked, by=self.user)
            self.say(_("Đã rút đề nghị vắng mặt."))
        except SessionRefused as refusal:
            self.refuse(refusal)
        return self.back("ask_absence")


class Absences(SessionView):
    """Đề nghị vắng mặt: what the chair decides."""

    permission_required = "council_sessions.decide_absence"
    template_name = "sessions/absences.html"
    tab = "absences"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """All requests of the session, the waiting ones first."""
        asked = self.session.absence_requests.select_related(
            "mandate__person", "from_sitting", "to_sitting", "decided_by"
        ).order_by("decided_at", "asked_at")
        classes = absence_classes(self.session)
        waiting = [(a, classes[a.reason]) for a in asked if a.is_waiting]
        decided = [(a, classes[a.reason]) for a in asked if not a.is_waiting]
        return super().get_context_data(waiting=waiting, decided=decided, **kwargs)


class DecideAbsence(SessionView):
    """Đồng ý hoặc không đồng ý cho vắng mặt."""

    permission_required = "council_sessions.decide_absence"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Enter the decision."""
        self.check(self.session)
        asked = get_object_or_404(self.session.absence_requests, pk=self.kwargs["absence"])
        form = DecideForm(request.POST)
        if form.is_valid():
            try:
                absences.decide_absence(
                    asked,
                    accept=form.cleaned_data["decision"] == "accept",
                    note=form.cleaned_data["note"],
                    by=self.user,
                )
                self.say(_("Đã ghi ý kiến cho {name}.").format(name=asked.mandate.person.name))
            except SessionRefused as refusal:
                self.refuse(refusal)
        else:
            messages.error(
                request, _("Hãy chọn đồng ý hoặc không đồng ý; ý kiến không quá 300 ký tự.")
            )
        return self.back("absences")
