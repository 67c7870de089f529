"""Targets of a resolution, and what each year reached."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.forms.resolutions import TargetsForm
from sessions.services import targets
from sessions.views.resolutions import ResolutionView


class Targets(ResolutionView):
    """Chỉ tiêu của nghị quyết and their yearly values (V17)."""

    permission_required = "council_sessions.follow_resolution"
    template_name = "sessions/resolution_targets.html"
    page_name = gettext_lazy("Chỉ tiêu")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The table as text, to be changed or pasted over."""
        self.check(self.resolution)
        return self.show(TargetsForm(initial={"table": targets.as_text(self.resolution)}))

    def show(self, form: TargetsForm) -> HttpResponse:
        """The page with the form."""
        return self.render_to_response(self.get_context_data(form=form))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep it, or say which line cannot be read."""
        self.check(self.resolution)
        form = TargetsForm(request.POST)
        if form.is_valid():
            try:
                count = targets.write(
                    self.resolution, text=form.cleaned_data["table"], by=self.user
                )
            except targets.LineRefused as refusal:
                form.add_error("table", targets.sentence_of(refusal))
            else:
                self.say(_("Đã lưu {n} chỉ tiêu.").format(n=count))
                return redirect(self.here())
        return self.show(form)
