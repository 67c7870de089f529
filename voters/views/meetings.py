"""One meeting of a plan: added, changed, cancelled by hand."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from hdnd_portal.ui.components import Crumb
from voters.forms.plans import MeetingForm, ReasonForm
from voters.models import VoterMeeting
from voters.refusals import ContactRefused
from voters.services import meetings
from voters.views.base import PlanForms, PlanView
from voters.workflow import PlanState


class AddMeeting(PlanForms):
    """Thêm cuộc tiếp xúc."""

    template_name = "voters/meeting_form.html"
    form_class = MeetingForm

    @cached_property
    def meeting(self) -> VoterMeeting | None:
        """None: it is a new one."""
        return None

    def get_form_kwargs(self) -> dict[str, Any]:
        """Communes and delegates of the plan, those of the meeting's Tổ first."""
        return {
            **super().get_form_kwargs(),
            "ground": self.ground,
            "first": self.meeting.group_id if self.meeting else None,
            "asks_reason": self.meeting is not None and self.plan.state == PlanState.ISSUED,
        }

    def get_initial(self) -> dict[str, Any]:
        """What stands; for a new one the usual form."""
        return {"mode": "direct"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The title and the way back."""
        title = str(self.meeting) if self.meeting else _("Thêm cuộc tiếp xúc")
        return super().get_context_data(
            meeting=self.meeting,
            page_title=title,
            crumbs=self.crumbs(Crumb(title)),
            back=self.here(),
            **kwargs,
        )

    def act(self, form: MeetingForm) -> None:
        """Put the meeting there."""
        made = meetings.put_meeting(self.plan, self.meeting, by=self.user, **form.cleaned_data)
        messages.success(
            self.request, _("Đã ghi cuộc tiếp xúc tại {unit}.").format(unit=made.unit.name)
        )


class ChangeMeeting(AddMeeting):
    """Sửa cuộc tiếp xúc."""

    @cached_property
    def meeting(self) -> VoterMeeting | None:
        """The meeting of the address."""
        rows = self.plan.meetings.for_list().prefetch_related("changes__changed_by")
        return get_object_or_404(rows, pk=self.kwargs["meeting"])

    def get_initial(self) -> dict[str, Any]:
        """What stands."""
        meeting = self.meeting
        assert meeting is not None  # noqa: S101 -- it is found or a 404
        names = ("unit", "group", "starts_at", "ends_at", "place", "mode")
        return {
            **{name: getattr(meeting, name) for name in names},
            "mandates": meeting.mandates.all(),
            "guests": meeting.guests.all(),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Also the form that cancels it."""
        kwargs.setdefault("cancel_form", ReasonForm(prefix="huy"))
        return super().get_context_data(**kwargs)


class CancelMeeting(PlanView):
    """Hủy, bỏ cuộc tiếp xúc."""

    permission_required = "voters.make_plan"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Take it away; an issued one with its reason."""
        self.check(self.plan)
        meeting = get_object_or_404(self.plan.meetings, pk=kwargs["meeting"])
        form = ReasonForm(request.POST, prefix="huy")
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        try:
            meetings.cancel_meeting(meeting, reason=reason, by=self.user)
            messages.success(request, _("Đã bỏ cuộc tiếp xúc."))
        except ContactRefused as refusal:
            self.refuse(refusal)
        return self.back()
