"""Voter meetings in a person's calendar."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.worklist.calendar import Happening, source
from voters.models import VoterMeeting
from voters.workflow import MeetingState, PlanState

# How long what is over stays in the calendar.
KEPT = timedelta(days=60)


@source
def voter_meetings(user: User, on: date) -> Iterable[Happening]:
    """The meetings of issued plans to which the user goes."""
    if user.person_id is None:
        return
    found = (
        VoterMeeting.objects.visible_to(user)
        .filter(
            mandates__person=user.person_id,
            plan__state=PlanState.ISSUED,
            starts_at__date__gte=on - KEPT,
        )
        .select_related("unit")
    )
    for meeting in found:
        yield Happening(
            key=f"voter_meeting:{meeting.pk}",
            title=_("Tiếp xúc cử tri: {unit}").format(unit=meeting.unit.name),
            starts=meeting.starts_at,
            ends=meeting.ends_at,
            place=meeting.place or meeting.unit.name,
            description=meeting.cancel_reason,
            url=reverse("voters:meeting", kwargs={"meeting": meeting.pk}),
            is_tentative=False,
            is_cancelled=meeting.state == MeetingState.CANCELLED,
        )
