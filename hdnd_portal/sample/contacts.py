"""Contact plans of the sample: one issued after July, one being made before December."""

from datetime import date, datetime

from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Council
from sessions.public import sessions_of
from voters.models import ContactPlan
from voters.services import planning
from voters.workflow import PlanState

# The sample's Tổ have five or six communes each and some seven delegates.
TERMS = {"least_there": 2, "most_there": 5, "least_each": 1, "at_once": 6}


def make_contacts(council: Council, *, by: User) -> None:
    """Lay out both plans. Nobody is told: what the sample says happened before it was loaded."""
    current, last = sessions_of([council.pk])[:2]
    before = planning.create_plan(
        current,
        timing="before",
        starts_on=date(2026, 11, 9),
        ends_on=date(2026, 11, 20),
        by=by,
        **TERMS,
    )
    after = planning.create_plan(
        last,
        timing="after",
        starts_on=date(2026, 7, 27),
        ends_on=date(2026, 8, 7),
        by=by,
        **TERMS,
    )
    for plan in (after, before):
        planning.lay_out(plan, by=by)
    agreed_at = datetime(2026, 7, 20, 9, tzinfo=timezone.get_default_timezone())
    ContactPlan.objects.filter(pk=after.pk).update(
        state=PlanState.ISSUED,
        agreed_by_letter="Công văn số 118/MTTQ-BTT ngày 20/7/2026 (mẫu)",
        agreed_at=agreed_at,
        issued_at=agreed_at.replace(day=21),
    )
