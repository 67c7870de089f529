"""What resolutions do to each other: the wording that applies on a day, links, changed articles."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.ui.forms import read_day
from sessions.applied_paper import applied_paper
from sessions.forms.resolutions import AmendForm
from sessions.models import ResolutionLink
from sessions.resolution_labels import STANDINGS
from sessions.sentences import sentence
from sessions.services import effects
from sessions.services.refusals import SessionRefused
from sessions.views.made_files import made_paper
from sessions.views.resolutions import ResolutionAct, ResolutionView
from sessions.workflow.resolution import LinkKind


class AppliedOn(ResolutionView):
    """Áp dụng ngày nào: the articles in the wording of a day (V13)."""

    permission_required = "council_sessions.read_resolution"
    template_name = "sessions/resolution_applied.html"
    page_name = gettext_lazy("Văn bản áp dụng")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The wording of the day asked for; of today where the day cannot be read."""
        day, problem = self.day()
        standing = effects.standing(self.resolution, on=day)
        articles = effects.applied_on(self.resolution, on=day)
        return super().get_context_data(
            day=day,
            problem=problem,
            standing=standing,
            standing_label=STANDINGS[standing],
            applied=articles,
            changes=self.changes(),
            **kwargs,
        )

    def day(self) -> tuple[date, str]:
        """The day of the address, and what is wrong with it."""
        typed = self.request.GET.get("ngay", "").strip()
        if not typed:
            return timezone.localdate(), ""
        try:
            return read_day(typed), ""
        except ValidationError as error:
            return timezone.localdate(), "; ".join(error.messages)

    def changes(self) -> list[date]:
        """The days on which the text becomes another, to be chosen."""
        days = {
            day
            for pair in self.resolution.articles.values_list("valid_from")
            for day in pair
            if day is not None
        }
        if self.resolution.effective_on:
            days.add(self.resolution.effective_on)
        return sorted(days)


class PrintApplied(AppliedOn):
    """Văn bản hợp nhất of a day as a paper."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """PDF or DOCX; a day that cannot be read is said on the page."""
        self.check(self.resolution)
        day, problem = self.day()
        back = reverse("sessions:applied_on", kwargs={"resolution": self.resolution.pk})
        if problem:
            return redirect(f"{back}?{urlencode({'ngay': request.GET.get('ngay', '')})}")
        return made_paper(
            request,
            lambda: applied_paper(self.resolution, on=day),
            form=kwargs["form"],
            name=f"hop-nhat-{self.resolution.pk}-{day:%Y-%m-%d}",
            back=back,
        )


class UnlinkResolution(ResolutionAct):
    """Bỏ quan hệ đã ghi nhầm."""

    permission_required = "council_sessions.edit_resolution"

    def act(self) -> None:
        """Take it back."""
        found = get_object_or_404(
            ResolutionLink.objects.select_related("source", "target"),
            source=self.resolution,
            pk=self.kwargs["link"],
        )
        effects.unlink(found, by=self.user)
        self.say(_("Đã bỏ quan hệ."))


class AmendArticle(ResolutionView):
    """Ghi điều được sửa đổi: the new wording of an article of the earlier resolution."""

    permission_required = "council_sessions.edit_resolution"
    template_name = "sessions/resolution_amend.html"
    page_name = gettext_lazy("Điều được sửa đổi")

    @property
    def target(self) -> ResolutionLink:
        """The link to the resolution that is amended."""
        rows = ResolutionLink.objects.select_related("target__document")
        return get_object_or_404(
            rows, source=self.resolution, pk=self.kwargs["link"], kind=LinkKind.AMENDS
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The articles of the earlier one as they stand before, and the form."""
        target = self.target.target
        kwargs.setdefault("form", AmendForm())
        day = self.resolution.effective_on or timezone.localdate()
        return super().get_context_data(
            target=target, applied=effects.applied_on(target, on=day), **kwargs
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write the wording, or show the form again."""
        self.check(self.resolution)
        link, form = self.target, AmendForm(request.POST)
        if form.is_valid():
            try:
                effects.amend_article(
                    self.resolution, target=link.target, by=self.user, **form.cleaned_data
                )
            except SessionRefused as refusal:
                form.add_error("number", sentence(refusal))
            else:
                self.say(_("Đã ghi Điều {n}.").format(n=form.cleaned_data["number"]))
                return redirect(
                    reverse(
                        "sessions:amend_article",
                        kwargs={"resolution": self.resolution.pk, "link": link.pk},
                    )
                )
        return self.render_to_response(self.get_context_data(form=form))
