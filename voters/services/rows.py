"""Rows that the services of voter contact lock: the plan first, then the meeting, then seats."""

from collections.abc import Iterable

from django.urls import reverse

from hdnd_portal.council.models import Mandate
from voters.models import ContactPlan, OwnContact, VoterMeeting
from voters.refusals import ContactRefused
from voters.workflow import PlanState


def locked_plan(plan: ContactPlan, *states: PlanState) -> ContactPlan:
    """The plan as it stands, locked. Raises ContactRefused `plan_shut` outside the states."""
    plan = ContactPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if plan.state not in states:
        raise ContactRefused("plan_shut")
    return plan


def locked_meeting(meeting: VoterMeeting) -> VoterMeeting:
    """The meeting as it stands, locked: one change of what is recorded of it at a time."""
    rows = VoterMeeting.objects.select_for_update(of=("self",))
    return rows.select_related("plan__council", "unit").get(pk=meeting.pk)


def lock_seats(keys: Iterable[int]) -> None:
    """Lock the seats: nobody else sends these delegates anywhere until the transaction ends."""
    rows = Mandate.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=list(keys))
    list(rows.order_by("pk").values_list("pk", flat=True))


def page_of(plan: ContactPlan) -> str:
    """The path of the plan."""
    return reverse("voters:plan", kwargs={"plan": plan.pk})


def contact_page(contact: OwnContact) -> str:
    """The path of a contact beside the plan."""
    return reverse("voters:contact", kwargs={"contact": contact.pk})


def meeting_page(meeting: VoterMeeting) -> str:
    """The path of a meeting."""
    return reverse("voters:meeting", kwargs={"meeting": meeting.pk})
