"""What the pages of one session share."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.ui.choices import Label
from hdnd_portal.ui.components import Crumb
from sessions.draft_papers import DRAFTS
from sessions.models import CouncilSession
from sessions.models.session import SessionQuerySet
from sessions.printed import outdated
from sessions.schedule import ScheduleRefused
from sessions.sentences import outdated_sentence, sentence
from sessions.services.refusals import MoveRefused, SessionRefused
from sessions.tabs import tabs_of

Refusal = (ScheduleRefused, SessionRefused, MoveRefused)


class SessionView(TemplateResponseMixin, ContextMixin, StaffView):
    """A page or an act of one session: outside `visible_to` a 404, without the permission a 403."""

    tab = ""
    # Whether the page is there in a rehearsal, too; every other is a 404 in one.
    rehearses = False
    page_name: Label = ""

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page."""
        self.check(self.session)
        return self.render_to_response(self.get_context_data())

    def sessions(self) -> SessionQuerySet:
        """Those the user may see, with what every page reads of them."""
        visible = (
            CouncilSession.with_rehearsals.reachable_by(self.user)
            if self.rehearses
            else CouncilSession.objects.visible_to(self.user)
        )
        return visible.select_related("council", "term")

    @cached_property
    def session(self) -> CouncilSession:
        """The session of the address."""
        return get_object_or_404(self.sessions(), pk=self.kwargs["session"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The session, which tab is open and what the user may do here."""
        tabs = tabs_of(self.session, self.user, self.tab)
        return {
            "session": self.session,
            "is_rehearsal": self.session.rehearsal_of_id is not None,
            "page_title": self.session.name,
            "crumbs": self.crumbs(),
            "phases": tabs.phases,
            "tabs": tabs.parts,
            "may_plan": self.user.has_perm("council_sessions.plan_session", self.session),
            "may_edit_agenda": self.user.has_perm("council_sessions.edit_agenda", self.session),
            **super().get_context_data(**kwargs),
        }

    def crumbs(self) -> list[Crumb]:
        """The way here; a page below a tab adds its own step."""
        here = reverse("sessions:plan", kwargs={"session": self.session.pk})
        if self.session.rehearsal_of_id is not None:
            real = {"session": self.session.rehearsal_of_id}
            return [
                Crumb(self.session.name, reverse("sessions:plan", kwargs=real)),
                Crumb(_("Diễn tập"), reverse("sessions:rehearsals", kwargs=real)),
                *([Crumb(self.page_name)] if self.page_name else []),
            ]
        return [
            Crumb(_("Kỳ họp"), reverse("sessions:list")),
            Crumb(self.session.name, here if self.page_name else ""),
            *([Crumb(self.page_name)] if self.page_name else []),
        ]

    def drafts(self) -> list[tuple[str, Label]]:
        """The papers the user may have drafted from this record, for `_drafts.html`."""
        if not self.user.has_perm("council_sessions.print_drafts", self.session):
            return []
        return [(word, draft.label) for word, draft in DRAFTS.items()]

    def say(self, text: str) -> None:
        """Tell the user what was done."""
        messages.success(self.request, text)

    def warn(self, text: str) -> None:
        """Tell the user what the act leaves as it was."""
        messages.warning(self.request, text)

    def warn_of_issued(self) -> None:
        """Tell the user which issued invitations still give what was just changed."""
        self.session.refresh_from_db()
        for fact in outdated(self.session):
            self.warn(outdated_sentence(fact))

    def refuse(self, refusal: Exception) -> None:
        """Tell the user why it was not done."""
        assert isinstance(refusal, Refusal)  # noqa: S101 -- the callers catch nothing else
        messages.error(self.request, sentence(refusal))

    def back(self, name: str, **kwargs: int) -> HttpResponse:
        """Return to a page of this session."""
        return redirect(reverse(f"sessions:{name}", kwargs={"session": self.session.pk, **kwargs}))
