"""What a POST of a session's pages does: one service call, and a refusal in words."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.views.generic import FormView

from sessions.sentences import sentence
from sessions.services.refusals import MoveRefused, SessionRefused
from sessions.views.base import SessionView


class SessionAct(SessionView):
    """An act of one session: one POST, one service call, back to the page it came from."""

    http_method_names = ["post"]
    # The page of the session it leads back to.
    leads_to = ""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do it, or say why not."""
        self.check(self.session)
        try:
            self.act()
        except SessionRefused as refusal:
            self.refuse(refusal)
        except MoveRefused as refusal:
            self.overtaken(refusal)
        return self.done()

    def act(self) -> None:
        """The one service call."""
        raise TypeError(f"{type(self).__name__} does nothing")

    def overtaken(self, refusal: MoveRefused) -> None:
        """Tell the user that somebody else was faster."""
        self.refuse(refusal)

    def done(self) -> HttpResponse:
        """Where it leads, done or refused."""
        return self.back(self.leads_to)


class SessionFormView(SessionView, FormView):  # type: ignore[type-arg]
    """A form of one session: the service does it, and a refusal stands on the form."""

    # At which field a refusal is shown, by its code; the rest stands on top.
    field_of: ClassVar[Mapping[str, str]] = {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form with the session around it."""
        kwargs.setdefault("form", self.get_form())
        return super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save, or show the form again with what was typed."""
        self.check(self.session)
        form = self.get_form()
        if not form.is_valid():
            return self.form_invalid(form)
        try:
            return self.act(form)
        except SessionRefused as refusal:
            return self.refused(form, refusal)

    def act(self, form: Any) -> HttpResponse:
        """The one service call, and where it leads."""
        raise TypeError(f"{type(self).__name__} does nothing")

    def refused(self, form: Any, refusal: SessionRefused) -> HttpResponse:
        """The form again, with what was typed and why not."""
        name = self.field_of.get(refusal.code)
        form.add_error(name if name in form.fields else None, sentence(refusal))
        return self.form_invalid(form)
