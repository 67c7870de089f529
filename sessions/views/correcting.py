"""Pages that correct what was entered of a session: name, place, ordinal, hours."""

from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.forms.correcting import CorrectForm, HoursForm
from sessions.models import Sitting
from sessions.printed import issued_count
from sessions.services import correcting
from sessions.views.acts import SessionFormView


class CorrectingView(SessionFormView):
    """A form that corrects; afterwards it says what issued papers still read."""

    permission_required = "council_sessions.plan_session"
    tab = "plan"
    field_of = {
        "ordinal_taken": "ordinal",
        "ordinal_frozen": "ordinal",
        "hours_reversed": "ends",
        "hours_overlap": "starts",
    }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """How many invitations are out already."""
        return super().get_context_data(issued=issued_count(self.session), **kwargs)

    def act(self, form: Any) -> HttpResponse:
        """Correct it, and say what was printed before."""
        self.correct(form)
        self.say(_("Đã sửa thông tin kỳ họp."))
        self.warn_of_issued()
        return self.back("plan")

    def correct(self, form: Any) -> None:
        """The one service call."""
        raise TypeError(f"{type(self).__name__} corrects nothing")


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

    def correct(self, form: CorrectForm) -> None:
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

    def correct(self, form: HoursForm) -> None:
        """Correct the hours."""
        correcting.correct_sitting(self.sitting, by=self.user, **form.cleaned_data)
