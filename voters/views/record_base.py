"""What the pages of one meeting share."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.ui.components import Crumb
from voters.models import MeetingRecord, VoterMeeting
from voters.refusals import ContactRefused
from voters.sentences import contact_sentence


class MeetingView(TemplateResponseMixin, ContextMixin, StaffView):
    """A page or an act of one meeting: outside `visible_to` a 404, without the permission a 403."""

    permission_required = "voters.view_meeting"

    @cached_property
    def meeting(self) -> VoterMeeting:
        """The meeting of the address."""
        return self.found(self.kwargs["meeting"])

    def found(self, key: int) -> VoterMeeting:
        """The meeting of the key, with what every page of it shows."""
        rows = VoterMeeting.objects.visible_to(self.user).for_list()
        rows = rows.select_related("unit", "group", "plan__session", "plan__council__unit")
        return get_object_or_404(rows, pk=key)

    @cached_property
    def record(self) -> MeetingRecord:
        """Its record; one that nobody has begun has nothing in it."""
        rows = MeetingRecord.objects.select_related("signed_by")
        found = rows.filter(meeting=self.meeting).first() or MeetingRecord()
        found.meeting = self.meeting
        return found

    def address(self, name: str) -> str:
        """A page of the meeting."""
        return reverse(f"voters:{name}", kwargs={"meeting": self.meeting.pk})

    def crumbs(self, *more: Crumb) -> list[Crumb]:
        """The way here."""
        plan = self.meeting.plan
        return [
            Crumb(_("Tiếp xúc cử tri"), reverse("voters:plans")),
            Crumb(str(plan), reverse("voters:plan", kwargs={"plan": plan.pk})),
            Crumb(str(self.meeting.unit), self.address("meeting") if more else ""),
            *more,
        ]

    def back(self) -> HttpResponse:
        """Return to the meeting."""
        return redirect(self.address("meeting"))

    def refuse(self, refusal: ContactRefused) -> None:
        """Tell the user why it was not done."""
        messages.error(self.request, contact_sentence(refusal))

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the page."""
        self.check(self.meeting)
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The meeting and its record."""
        return super().get_context_data(meeting=self.meeting, record=self.record, **kwargs)
