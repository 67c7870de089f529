"""What the pages of proposals and of hearings share."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.views import StaffView
from hdnd_portal.ui.components import Tab
from oversight.refusals import OversightRefused
from oversight.sentences import oversight_sentence


def parts(user: User, current: str) -> list[Tab]:
    """The lists of oversight that the user may open."""
    kinds = (
        (_("Đề xuất giám sát"), "proposals", "oversight.view_proposals"),
        (_("Phiên giải trình"), "hearings", "oversight.view_hearings"),
    )
    return [
        Tab(label, reverse(f"oversight:{name}"), name == current)
        for label, name, permission in kinds
        if user.has_perm(permission)
    ]


class RecordPage(TemplateResponseMixin, ContextMixin, StaffView):
    """The page of a record, and acts with a form on it."""

    # Under which name the form of the act stands on the page.
    form_name = ""

    def record(self) -> Any:
        """The record of the address."""
        raise TypeError(f"{type(self).__name__} has no record")

    def back(self) -> str:
        """The page of the record."""
        raise TypeError(f"{type(self).__name__} leads nowhere")

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show it."""
        self.check(self.record())
        return self.render_to_response(self.get_context_data())


class RecordAct(RecordPage):
    """An act: done, said, and back to the page; refused, shown as typed."""

    http_method_names = ["post"]

    def act_form(self) -> forms.Form:
        """What is typed."""
        raise TypeError(f"{type(self).__name__} asks nothing")

    def act(self, **data: Any) -> str:
        """The one service call; the sentence that says it was done."""
        raise TypeError(f"{type(self).__name__} does nothing")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do it, or say why not."""
        self.check(self.record())
        form = self.act_form()
        if not form.is_valid():
            context = self.get_context_data(**{self.form_name: form})
            return self.render_to_response(context, status=422)
        try:
            messages.success(request, self.act(**form.cleaned_data))
        except OversightRefused as refusal:
            messages.error(request, oversight_sentence(refusal))
        return redirect(self.back())


class FormPage(TemplateResponseMixin, ContextMixin, StaffView):
    """A record is made or corrected on a page of its own."""

    template_name = "oversight/form.html"
    # By what name the browser keeps what was typed.
    draft = ""

    def show(self, form: forms.Form, *, status: int = 200) -> HttpResponse:
        """The form with what was typed."""
        context = self.get_context_data(form=form, draft=self.draft)
        return self.render_to_response(context, status=status)

    def save(self, form: forms.Form, write: Callable[[], str]) -> HttpResponse:
        """Write it and go there, or show the form again."""
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            return redirect(write())
        except OversightRefused as refusal:
            form.add_error(None, oversight_sentence(refusal))
            return self.show(form, status=422)
