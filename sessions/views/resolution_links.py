"""Ghi quan hệ: what a resolution does to an earlier one, on a page of its own.

The choice holds every resolution in force before it, which the record need not load.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.forms.resolutions import LinkForm
from sessions.sentences import sentence
from sessions.services import effects
from sessions.services.refusals import SessionRefused
from sessions.views.resolutions import ResolutionView


class LinkResolution(ResolutionView):
    """Ghi quan hệ với nghị quyết trước."""

    permission_required = "council_sessions.edit_resolution"
    template_name = "sessions/resolution_link.html"
    page_name = gettext_lazy("Ghi quan hệ")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        self.check(self.resolution)
        return self.show(LinkForm(resolution=self.resolution))

    def show(self, form: LinkForm) -> HttpResponse:
        """The page with the form."""
        return self.render_to_response(self.get_context_data(form=form))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Enter it, or show what was typed with what is wrong."""
        self.check(self.resolution)
        form = LinkForm(request.POST, resolution=self.resolution)
        if not form.is_valid():
            return self.show(form)
        try:
            made = effects.link(self.resolution, by=self.user, **form.cleaned_data)
        except SessionRefused as refusal:
            form.add_error("target", sentence(refusal))
            return self.show(form)
        said = _("Đã ghi: {kind} {target}.")
        self.say(said.format(kind=made.get_kind_display(), target=made.target.reference))
        return redirect(self.here())
