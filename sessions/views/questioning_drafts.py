"""Lập dự thảo về chất vấn: the resolution and the notice, made from the record (Q7)."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.article_text import read_articles
from sessions.differences import text_lines
from sessions.forms.questioning import DraftConclusionForm, MakeAgainForm
from sessions.models import Resolution
from sessions.sentences import sentence
from sessions.services import questioning_drafts as services
from sessions.services.refusals import SessionRefused
from sessions.services.resolutions import adopting_poll, poll_day
from sessions.views.base import SessionView
from sessions.workflow.resolution import RESOLUTION_IN_WORK, ResolutionState

DRAFT = "council_sessions.draft_resolution"
_FIELDS = {"adopted_outside_session": "adopted_on", "adopted_another_day": "adopted_on"}


class QuestioningDraft(SessionView):
    """What the record gives, beside the resolution that was made of it."""

    permission_required = "council_sessions.view_questioning"
    template_name = "sessions/questioning_draft.html"
    tab = "questioning"
    page_name = gettext_lazy("Dự thảo về chất vấn")

    @cached_property
    def resolution(self) -> Resolution | None:
        """The resolution on questioning, once it is formed."""
        return services.resolution_on_questioning(self.session)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The articles of today, and how they differ from those that stand."""
        now, found = services.articles_now(self.session), self.resolution
        kept = services.articles_kept(found) if found else ""
        in_work = found is not None and ResolutionState(found.state) in RESOLUTION_IN_WORK
        may = self.user.has_perm(DRAFT, self.session)
        if may and found is None:
            kwargs.setdefault("form", self.form())
        if may and in_work and now != kept:
            kwargs.setdefault("again_form", MakeAgainForm())
        return super().get_context_data(
            articles=read_articles(now, titled=False),
            resolution=found,
            in_work=in_work,
            is_same=now == kept,
            is_edited=found is not None and services.is_edited(found),
            lines=text_lines(kept, now) if found is not None and kept and now != kept else [],
            may_draft=may,
            **kwargs,
        )

    def form(self, *args: Any) -> DraftConclusionForm | None:
        """The form of a new resolution; none while no item of the session is passed."""
        items = services.items_to_conclude(self.session)
        first = items.first()
        if first is None and not args:
            return None
        poll = adopting_poll(first) if first is not None else None
        day = (poll_day(poll) if poll else None) or self.session.closing_on
        return DraftConclusionForm(*args, items=items, initial={"item": first, "adopted_on": day})

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Form the resolution, or make its articles again."""
        self.check(self.session)
        if not self.user.has_perm(DRAFT, self.session):
            raise PermissionDenied
        found = self.resolution
        return self.begin() if found is None else self.make_again(found)

    def begin(self) -> HttpResponse:
        """Form it, or show what was typed with what is wrong."""
        form = self.form(self.request.POST)
        assert form is not None  # noqa: S101 -- a bound form is never left out
        if form.is_valid():
            data = form.cleaned_data
            try:
                made = services.draft_on_questioning(
                    data["item"], adopted_on=data["adopted_on"], by=self.user
                )
            except SessionRefused as refusal:
                form.add_error(_FIELDS.get(refusal.code), sentence(refusal))
            else:
                self.say(_("Đã lập nghị quyết về chất vấn từ số liệu; hãy đọc lại và hoàn thiện."))
                return redirect("sessions:resolution_text", resolution=made.pk)
        return self.shown_again(form=form)

    def make_again(self, found: Resolution) -> HttpResponse:
        """Make the articles again, or say why not."""
        form = MakeAgainForm(self.request.POST)
        over_edited = form.is_valid() and form.cleaned_data["over_edited"]
        try:
            services.make_articles_again(found, by=self.user, over_edited=over_edited)
        except SessionRefused as refusal:
            form.add_error(None, sentence(refusal))
            return self.shown_again(again_form=form, form=form)
        self.say(_("Đã lập lại các điều từ số liệu hiện tại."))
        return self.back("questioning_draft")

    def shown_again(self, **refused: forms.Form) -> HttpResponse:
        """The page with the refused form."""
        return self.render_to_response(self.get_context_data(**refused), status=422)
