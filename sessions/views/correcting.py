"""Pages that correct what was entered of a session: name, place, ordinal, hours."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from sessions.forms.correcting import CorrectForm, HoursForm
from sessions.models import Sitting
from sessions.printed import issued_count
from sessions.sentences import sentence
from sessions.services import correcting
from sessions.services.refusals import SessionRefused
from sessions.views.base import SessionView

# At which field of the form a refusal is shown; the rest stands on top.
FIELD_OF = {
    "ordinal_taken": "ordinal",
    "ordinal_frozen": "ordinal",
    "hours_reversed": "ends",
    "hours_overlap": "starts",
}


class CorrectingView(SessionView, FormView):  # type: ignore[type-arg]
    """A form that corrects; afterwards it says what issued papers still read."""

    permission_required = "council_sessions.plan_session"
    tab = "plan"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, and how many invitations are out already."""
        kwargs.setdefault("form", self.get_form())
        return super().get_context_data(issued=issued_count(self.session), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save, or show the form again with what was typed."""
        self.check(self.session)
        form = self.get_form()
        if not form.is_valid():
            return self.form_invalid(form)
        try:
            self.act(form)
        except SessionRefused as refusal:
            form.add_error(FIELD_OF.get(refusal.code), sentence(refusal))
            return self.form_invalid(form)
        self.say(_("Đã sửa thông tin kỳ họp."))
        self.warn_of_issued()
        return self.back("plan")

    def act(self, form: Any) -> None:
        """The one service call."""
        raise TypeError(f"{type(self).__name__} does nothing")


class CorrectSession(CorrectingView):
    """Sửa thông tin: name, place, ordinal, address of the broadcast."""

    template_name = "sessions/session_correct.html"
    form_class = CorrectForm
    page_name = gettext_lazy("Sửa thông tin")

    def get_initial(self) -> dict[str, Any]:
        """As it stands."""
        session = self.session
        return {
            "name": session.name,
            "place": session.place,
            "ordinal": session.ordinal,
            "stream_url": session.stream_url,
        }

    def act(self, form: CorrectForm) -> None:
        """Correct it."""
        correcting.correct_session(self.session, by=self.user, **form.cleaned_data)


class CorrectSitting(CorrectingView):
    """Sửa giờ phiên họp."""

    template_name = "sessions/sitting_form.html"
    form_class = HoursForm
    page_name = gettext_lazy("Sửa giờ phiên họp")

    @cached_property
    def sitting(self) -> Sitting:
        """The half-day of the address."""
        return get_object_or_404(self.session.sittings, pk=self.kwargs["sitting"])

    def get_initial(self) -> dict[str, Any]:
        """The hours as they stand."""
        return {
            "starts": timezone.localtime(self.sitting.starts_at).time(),
            "ends": timezone.localtime(self.sitting.ends_at).time(),
            "note": self.sitting.note,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The half-day."""
        return super().get_context_data(sitting=self.sitting, **kwargs)

    def act(self, form: HoursForm) -> None:
        """Correct the hours."""
        correcting.correct_sitting(self.sitting, by=self.user, **form.cleaned_data)
