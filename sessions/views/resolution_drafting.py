"""Writing resolutions: made from a passed item or by the Standing Committee, and their text."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.council.models import Council
from hdnd_portal.ui.components import Crumb
from sessions.article_text import write_articles
from sessions.forms.resolutions import DraftResolutionForm, StandingResolutionForm, TextForm
from sessions.models import AgendaItem
from sessions.permissions.holding import PLANNERS
from sessions.resolution_papers import adopted_words, parsed
from sessions.sentences import sentence
from sessions.services import resolutions
from sessions.services.refusals import SessionRefused
from sessions.views.base import SessionView
from sessions.views.resolutions import ResolutionView

# At which field of the text a refusal is shown; the rest stands on top.
_FIELDS = {
    "no_articles": "articles",
    "article_twice": "articles",
    "expires_early": "expires_on",
    "shortened_without_reason": "shortened_reason",
}


class DraftResolution(SessionView):
    """Lập nghị quyết từ nội dung đã thông qua."""

    permission_required = "council_sessions.draft_resolution"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Form it and open it."""
        self.check(self.session)
        item = get_object_or_404(
            AgendaItem.objects.select_related(
                "session", "presenter", "presenting_body", "verifying_body"
            ),
            session=self.session,
            pk=kwargs["item"],
        )
        form = DraftResolutionForm(request.POST)
        if not form.is_valid():
            for errors in form.errors.values():
                messages.error(request, "; ".join(str(error) for error in errors))
            return self.back("session_resolutions")
        try:
            made = resolutions.draft_from_item(item, by=self.user, **form.cleaned_data)
        except SessionRefused as refusal:
            self.refuse(refusal)
            return self.back("session_resolutions")
        self.say(_("Đã lập nghị quyết từ hồ sơ; hoàn thiện các điều rồi xác nhận thể thức."))
        return redirect(reverse("sessions:resolution_text", kwargs={"resolution": made.pk}))


class NewStanding(TemplateResponseMixin, ContextMixin, StaffView):
    """Nghị quyết của Thường trực HĐND giữa hai kỳ họp."""

    permission_required = "council_sessions.draft_resolution"
    template_name = "sessions/resolution_standing.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        return self.show(StandingResolutionForm(initial={"adopted_on": timezone.localdate()}))

    def show(self, form: StandingResolutionForm) -> HttpResponse:
        """The page with the form."""
        name = _("Nghị quyết của Thường trực")
        return self.render_to_response(
            self.get_context_data(
                form=form,
                page_title=name,
                crumbs=[
                    Crumb(_("Nghị quyết"), reverse("sessions:resolutions")),
                    Crumb(name),
                ],
            )
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Form it for the council the user works for."""
        form = StandingResolutionForm(request.POST)
        councils = Council.objects.filter(pk__in=self.user.councils(*PLANNERS))
        council = councils.order_by("code").first()
        if council is None:
            raise Http404
        if not form.is_valid():
            return self.show(form)
        try:
            made = resolutions.draft_of_standing_committee(
                council, by=self.user, **form.cleaned_data
            )
        except SessionRefused as refusal:
            form.add_error("adopted_on", sentence(refusal))
            return self.show(form)
        return redirect(reverse("sessions:resolution_text", kwargs={"resolution": made.pk}))


class ResolutionTextPage(ResolutionView):
    """Văn bản nghị quyết: the whole text on one form."""

    permission_required = "council_sessions.edit_resolution"
    template_name = "sessions/resolution_text.html"
    page_name = gettext_lazy("Văn bản")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The text as it stands; a settled one is shown, and says so."""
        self.check(self.resolution)
        found = self.resolution
        initial = {
            name: getattr(found, name) for name in TextForm.base_fields if name != "articles"
        }
        articles = write_articles(parsed(found.articles.all())) or self.first_articles()
        return self.show(TextForm(initial={**initial, "articles": articles}, legal=found.is_legal))

    def first_articles(self) -> str:
        """What every resolution ends with, to go on from."""
        unit = self.resolution.council.unit
        level = str(unit).split(" ")[0]
        if not self.resolution.is_legal:
            return (
                "Điều 1. \n\nĐiều 2. Giao Thường trực Hội đồng nhân dân, Ủy ban nhân dân "
                f"{level} tổ chức thực hiện Nghị quyết này.\n\n"
                f"Điều 3. {adopted_words(self.resolution.council)}"
            )
        return (
            "Điều 1. Phạm vi điều chỉnh và đối tượng áp dụng\n\n\n"
            "Điều 2. Tổ chức thực hiện\n"
            f"1. Giao Ủy ban nhân dân {level} tổ chức thực hiện Nghị quyết này.\n"
            "2. Giao Thường trực Hội đồng nhân dân, các Ban, các Tổ đại biểu và đại biểu Hội đồng "
            f"nhân dân {level} giám sát việc thực hiện Nghị quyết này.\n\n"
            "Điều 3. Hiệu lực thi hành\nNghị quyết này có hiệu lực thi hành từ ngày "
        )

    def show(self, form: TextForm) -> HttpResponse:
        """The page with the form."""
        earliest, explanation = resolutions.earliest_effect(self.resolution)
        return self.render_to_response(
            self.get_context_data(form=form, earliest_on=earliest, explanation=explanation)
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep it, or show what was typed with what is wrong."""
        self.check(self.resolution)
        form = TextForm(request.POST, legal=self.resolution.is_legal)
        if not form.is_valid():
            return self.show(form)
        given = {"enacting": "", "closing": "", **form.cleaned_data}
        try:
            resolutions.change_text(self.resolution, by=self.user, **given)
        except SessionRefused as refusal:
            form.add_error(_FIELDS.get(refusal.code), sentence(refusal))
            return self.show(form)
        self.say(_("Đã lưu văn bản nghị quyết."))
        return redirect(self.here())
