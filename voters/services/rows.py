"""Rows that the services of contact plans lock, the plan first, then seats."""

from collections.abc import Iterable

from django.urls import reverse

from hdnd_portal.council.models import Mandate
from voters.models import ContactPlan
from voters.refusals import ContactRefused
from voters.workflow import PlanState


def locked_plan(plan: ContactPlan, *states: PlanState) -> ContactPlan:
    """The plan as it stands, locked. Raises ContactRefused `plan_shut` outside the states."""
    plan = ContactPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if plan.state not in states:
        raise ContactRefused("plan_shut")
    return plan


def lock_seats(keys: Iterable[int]) -> None:
    """Lock the seats: nobody else sends these delegates anywhere until the transaction ends."""
    rows = Mandate.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=list(keys))
    list(rows.order_by("pk").values_list("pk", flat=True))


def page_of(plan: ContactPlan) -> str:
    """The path of the plan."""
    return reverse("voters:plan", kwargs={"plan": plan.pk})
