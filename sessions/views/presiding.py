"""Pages of presiding: the board of a session, the change of the chair."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.forms.presiding import EndForm, PresidingForm, ReplaceChairForm
from sessions.services import presiding
from sessions.services.presiding import Board
from sessions.services.refusals import SessionRefused
from sessions.views.acts import SessionFormView
from sessions.views.base import SessionView


class PresidingView(SessionView):
    """What the pages of presiding share."""

    permission_required = "council_sessions.record_presiding"
    tab = "plan"
    page_name = gettext_lazy("Điều hành kỳ họp")

    @cached_property
    def board(self) -> Board:
        """Who presides now, and the log."""
        rows = self.session.presiding.select_related("person", "recorded_by")
        return presiding.board(self.session, list(rows), now=timezone.now())

    def moment(self) -> datetime:
        """Now, to the minute; before the opening the moment of it."""
        now = timezone.now().replace(second=0, microsecond=0)
        return max(now, presiding.opens_at(self.session))


class PresidingForms(PresidingView, SessionFormView):
    """A form on the board of a session."""

    field_of = {
        "presiding_no_seat": "person",
        "presiding_twice": "person",
        "presiding_reason": "reason",
        "reason_missing": "reason",
    }

    def get_form_kwargs(self) -> dict[str, Any]:
        """Who may be named in this session."""
        return {**super().get_form_kwargs(), "session": self.session}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The board of the session."""
        return super().get_context_data(board=self.board, **kwargs)

    def refused(self, form: Any, refusal: SessionRefused) -> HttpResponse:
        """Where the chair has changed meanwhile the form begins anew: it holds that of before."""
        if refusal.code == "presiding_changed":
            self.refuse(refusal)
            return self.back("presiding")
        return super().refused(form, refusal)


class PresidingPage(PresidingForms):
    """Điều hành kỳ họp: the board, the log, and a form to name somebody."""

    template_name = "sessions/presiding.html"
    form_class = PresidingForm

    def get_initial(self) -> dict[str, Any]:
        """From the opening, or from now."""
        return {"starts_at": self.moment()}

    def act(self, form: PresidingForm) -> HttpResponse:
        """Put the person on the board."""
        row = presiding.name_presiding(self.session, by=self.user, **form.cleaned_data)
        self.say(_("Đã ghi {name}: {role}.").format(name=row.person, role=row.get_role_display()))
        return self.back("presiding")


class ReplaceChair(PresidingForms):
    """Thay chủ tọa: who takes over, from when, and why."""

    template_name = "sessions/chair_replace_form.html"
    form_class = ReplaceChairForm

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, where somebody is in the chair."""
        self.check(self.session)
        if self.board.chair is None:
            raise Http404
        return super().get(*args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """From now, in the place of whom the page shows in the chair."""
        chair = self.board.chair
        return {"at": self.moment(), "expected": chair.pk if chair else None}

    def act(self, form: ReplaceChairForm) -> HttpResponse:
        """Hand the chair over."""
        row = presiding.replace_chair(self.session, by=self.user, **form.cleaned_data)
        self.say(_("{name} điều hành kỳ họp.").format(name=row.person))
        return self.back("presiding")


class EndPresiding(PresidingView):
    """Thôi nhiệm vụ trong điều hành kỳ họp."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """End the duty now, or take back one that has not begun."""
        self.check(self.session)
        row = get_object_or_404(
            self.session.presiding.select_related("person", "session"),
            pk=self.kwargs["presiding"],
        )
        form = EndForm(request.POST)
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        try:
            presiding.end_presiding(row, at=self.moment(), reason=reason, by=self.user)
            self.say(_("{name} thôi nhiệm vụ trong điều hành kỳ họp.").format(name=row.person))
        except SessionRefused as refusal:
            self.refuse(refusal)
        return self.back("presiding")
