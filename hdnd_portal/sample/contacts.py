"""Contact plans of the sample: one issued after July and begun, one being made for December."""

from datetime import date, datetime

from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Body, Council, Mandate
from hdnd_portal.sample.plans import at
from hdnd_portal.sample.promises import promise_to_voters
from hdnd_portal.sample.sorted_voices import sort_voices
from hdnd_portal.sample.voices import hear_voters
from sessions.public import sessions_of
from voters.models import ContactPlan
from voters.services import own, planning
from voters.workflow import ContactKind, PlanState

# The sample's Tổ have five or six communes each and some seven delegates.
TERMS = {"least_there": 2, "most_there": 5, "least_each": 1, "at_once": 6}


def make_contacts(council: Council, *, by: User) -> None:
    """Lay out both plans; a few meetings were held, and some of what was said is sorted.

    Nobody is told: what the sample says happened before it was loaded.
    """
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
    hear_voters(after, by=by)
    sort_voices(after, by=by)
    _meet_at_home(council, by=by)


def _meet_at_home(council: Council, *, by: User) -> None:
    """A delegate met the voters of their own place in August, and told the office."""
    day = date(2026, 8, 22)
    seats = Mandate.objects.able_to_act(day).filter(
        term__council=council,
        person__memberships__body__kind=Body.Kind.DELEGATE_GROUP,
        person__account__username="daibieu",
    )
    group = Body.objects.filter(
        kind=Body.Kind.DELEGATE_GROUP, memberships__person__account__username="daibieu"
    ).first()
    seat = seats.select_related("term", "person").first()
    if seat is None or group is None:
        return
    contact = own.announce_contact(
        seat,
        kind=ContactKind.RESIDENCE,
        unit=group.units.order_by("folded", "pk")[0],
        mode="direct",
        starts_at=at(day, 18, 0),
        ends_at=at(day, 19, 30),
        place="Nhà văn hóa thôn Mẫu",
        purpose="Cử tri nơi cư trú: nước sinh hoạt, đường nội thôn (mẫu)",
        by=by,
    )
    if contact.meeting is not None:
        promise_to_voters(contact.meeting, seat, by=by)
