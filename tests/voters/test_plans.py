"""Contact plans: laid out, changed by hand, agreed with the Front, issued."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from hdnd_portal.audit.models import Entry
from hdnd_portal.notices.models import Notice
from hdnd_portal.worklist.calendar import happenings
from tests.factories import AgencyFactory, SittingFactory, UserFactory
from tests.racing import at_once
from tests.voters.plans import ENDS, STARTS, Ground
from voters import plan_facts
from voters.models import ContactPlan, VoterMeeting
from voters.planner import Rule, Slot
from voters.refusals import ContactRefused
from voters.services import meetings, planning
from voters.workflow import PLAN_MOVES, PlanMove, PlanState, plan_after


@pytest.fixture
def ground(db):
    return Ground()


def at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=timezone.get_default_timezone())


def put(ground, plan, meeting=None, **changed):
    """A meeting by hand."""
    values = {
        "unit": ground.units[0],
        "group": ground.groups[0],
        "starts_at": at(STARTS, 8),
        "ends_at": at(STARTS, 10),
        "place": "Nhà văn hóa",
        "mode": "direct",
        "mandates": ground.mandates[:2],
        "guests": [],
        **changed,
    }
    return meetings.put_meeting(plan, meeting, by=ground.officer, **values)


def checked(plan):
    meetings = list(plan.meetings.held().for_list())
    return plan_facts.check(plan, plan_facts.ground_of(plan), meetings)


def refused(act, code):
    with pytest.raises(ContactRefused) as refusal:
        act()
    assert refusal.value.code == code


def issued(ground, plan=None):
    """The plan once it is known to all."""
    plan = plan or ground.laid_out()
    plan = planning.send_plan(plan, by=ground.officer)
    plan = planning.agree_plan(plan, letter="12/MTTQ-BTT ngày 02/11/2026", by=ground.officer)
    return planning.issue_plan(plan, by=ground.officer)


def test_every_commune_has_its_meeting_and_every_delegate_enough(ground):
    plan = ground.laid_out()
    check = checked(plan)
    assert check.is_complete
    assert check.covered == len(ground.units)
    met = Counter(meeting.unit_id for meeting in plan.meetings.all())
    assert met == {unit.pk: 1 for unit in ground.units}


def test_a_commune_of_no_group_is_named(ground):
    ground.groups[1].units.remove(ground.units[5])
    check = checked(ground.laid_out())
    assert [unit.pk for unit in check.without_group] == [ground.units[5].pk]
    assert not check.is_complete


def test_what_was_set_by_hand_stays_when_the_plan_is_laid_out_again(ground):
    plan = ground.laid_out()
    meeting = plan.meetings.get(unit=ground.units[0])
    put(ground, plan, meeting, starts_at=at(ENDS, 14), ends_at=at(ENDS, 16))
    planning.lay_out(plan, by=ground.officer)
    meeting.refresh_from_db()
    assert meeting.starts_at == at(ENDS, 14)
    assert meeting.place == "Nhà văn hóa"
    assert checked(plan).is_complete


def test_a_plan_that_cannot_be_leaves_the_meetings_as_they_were(ground):
    plan = ground.laid_out()
    before = set(plan.meetings.values_list("pk", flat=True))
    for mandate in ground.mandates[:4]:
        planning.add_away(
            plan, mandate=mandate, starts_on=STARTS, ends_on=ENDS, note="", by=ground.officer
        )
    with pytest.raises(planning.NoPlan) as refusal:
        planning.lay_out(plan, by=ground.officer)
    assert Rule.AWAY in {reason.rule for reason in refusal.value.reasons}
    assert set(plan.meetings.values_list("pk", flat=True)) == before
    # Those who are away stand out at once, before anybody lays the plan out anew.
    assert {mandate.pk for mandate, _meeting in checked(plan).clashing} == {
        mandate.pk for mandate in ground.mandates[:4]
    }


def test_neither_holidays_nor_sittings_are_used(ground):
    plan = ground.plan(starts_on=date(2026, 8, 31), ends_on=date(2026, 9, 3))
    SittingFactory(
        session=ground.session, starts_at=at(date(2026, 9, 3), 8), ends_at=at(date(2026, 9, 3), 11)
    )
    window = plan_facts.window_of(plan)
    assert Slot(date(2026, 9, 2), False) not in window
    assert Slot(date(2026, 9, 3), False) not in window
    assert Slot(date(2026, 9, 3), True) in window


def test_a_meeting_over_noon_keeps_its_delegates_for_the_whole_day(ground):
    plan = ground.plan()
    put(ground, plan, ends_at=at(STARTS, 15))
    planning.lay_out(plan, by=ground.officer)
    sent = plan.meetings.filter(starts_at__date=STARTS, mandates__in=ground.mandates[:2])
    assert {meeting.is_fixed for meeting in sent} == {True}
    other = ContactPlan(council=ground.council, starts_on=STARTS, ends_on=STARTS)
    other.pk = 0
    both = {Slot(STARTS, False), Slot(STARTS, True)}
    assert plan_facts.away_slots(other)[ground.mandates[0].pk] == both


def test_a_meeting_of_several_days_is_refused(ground):
    refused(lambda: put(ground, ground.plan(), ends_at=at(STARTS + timedelta(1), 9)), "one_day")


def test_days_away_count_within_the_plan_alone(ground):
    plan = ground.plan()
    planning.add_away(
        plan,
        mandate=ground.mandates[0],
        starts_on=date(1900, 1, 1),
        ends_on=date(2200, 1, 1),
        note="",
        by=ground.officer,
    )
    assert len(plan_facts.away_slots(plan)[ground.mandates[0].pk]) == 10


def test_nobody_is_sent_to_two_places_at_once_by_hand(ground):
    plan = ground.plan()
    put(ground, plan)
    again = {"unit": ground.units[1], "starts_at": at(STARTS, 9), "ends_at": at(STARTS, 11)}
    refused(lambda: put(ground, plan, **again), "delegate_busy")
    after = ground.plan(timing="after", starts_on=date(2026, 12, 14), ends_on=date(2026, 12, 18))
    refused(lambda: put(ground, after, **again), "delegate_busy")
    put(ground, plan, **{**again, "mandates": ground.mandates[2:4]})


def test_a_commune_is_met_once_also_as_a_guest(ground):
    plan = ground.plan()
    put(ground, plan, guests=[ground.units[1]])
    others = {"mandates": ground.mandates[4:6], "unit": ground.units[1]}
    refused(lambda: put(ground, plan, **others), "unit_met")
    refused(lambda: put(ground, plan, **{**others, "guests": [ground.units[1]]}), "unit_met")
    planning.lay_out(plan, by=ground.officer)
    assert plan.meetings.count() == len(ground.units) - 1
    assert checked(plan).covered == len(ground.units)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"starts_on": date(2026, 11, 14)}, "window_reversed"),
        ({"ends_on": date(2026, 12, 8)}, "window_after_opening"),
        ({"timing": "after"}, "window_before_closing"),
        ({"starts_on": date(2026, 1, 5)}, "window_long"),
        ({"most_there": 1}, "terms_reversed"),
    ],
)
def test_a_window_that_cannot_be_is_refused(ground, changed, code):
    refused(lambda: ground.plan(**changed), code)
    assert not ContactPlan.objects.exists()


def test_the_front_agrees_then_everybody_knows(ground):
    plan = ground.laid_out()
    front = UserFactory(
        role="front",
        role__council=ground.council,
        role__agency=AgencyFactory(council=ground.council),
    )
    delegate = UserFactory(
        role="delegate", role__council=ground.council, person=ground.mandates[0].person
    )
    assert not ContactPlan.objects.visible_to(front).exists()
    planning.send_plan(plan, by=ground.officer)
    assert Notice.objects.filter(recipient=front).count() == 1
    assert ContactPlan.objects.visible_to(front).exists()
    assert not ContactPlan.objects.visible_to(delegate).exists()
    refused(lambda: put(ground, plan), "plan_shut")
    refused(lambda: planning.agree_plan(plan, letter="", by=ground.officer), "letter_needed")
    planning.agree_plan(plan, letter="", by=front)
    planning.issue_plan(plan, by=ground.officer)
    assert ContactPlan.objects.visible_to(delegate).exists()
    assert Notice.objects.filter(recipient=delegate).count() == 1
    mine = plan.meetings.filter(mandates__person=delegate.person)
    keys = {one.key for one in happenings(delegate, STARTS)}
    assert keys == {f"voter_meeting:{meeting.pk}" for meeting in mine}


def test_a_plan_before_the_session_is_not_issued_while_a_commune_is_missing(ground):
    plan = ground.plan()
    put(ground, plan)
    plan = planning.send_plan(plan, by=ground.officer)
    plan = planning.agree_plan(plan, letter="12/MTTQ", by=ground.officer)
    refused(lambda: planning.issue_plan(plan, by=ground.officer), "communes_missing")
    plan = planning.return_plan(plan, reason="Xếp thêm 5 xã", by=ground.officer)
    planning.lay_out(plan, by=ground.officer)
    assert issued(ground, plan).state == PlanState.ISSUED


def test_before_a_thematic_session_not_every_commune_is_owed_a_meeting(ground):
    ground.session.kind = "thematic"
    ground.session.save()
    plan = ground.plan()
    put(ground, plan)
    assert issued(ground, plan).state == "issued"


def test_a_change_after_the_issue_has_its_reason_and_keeps_what_was(ground):
    plan = issued(ground)
    meeting = plan.meetings.get(unit=ground.units[0])
    before, people = meeting.starts_at, list(meeting.mandates.all())
    moved = {"starts_at": at(ENDS, 18), "ends_at": at(ENDS, 20), "mandates": people}
    refused(lambda: put(ground, plan, meeting, **moved), "reason_needed")
    user = UserFactory(role="delegate", role__council=ground.council, person=people[0].person)
    put(ground, plan, meeting, **moved, reason="Bão")
    change = meeting.changes.get()
    assert (change.starts_at, change.reason) == (before, "Bão")
    assert people[0].person.name in change.people
    assert "Bão" in Notice.objects.get(recipient=user).body
    with pytest.raises(DatabaseError), transaction.atomic():
        meeting.changes.update(reason="khác")


def test_a_meeting_of_an_issued_plan_is_cancelled_with_a_reason_and_stays(ground):
    plan = issued(ground)
    meeting = plan.meetings.first()
    refused(lambda: meetings.cancel_meeting(meeting, reason="", by=ground.officer), "reason_needed")
    meetings.cancel_meeting(meeting, reason="Sạt lở đường", by=ground.officer)
    meeting.refresh_from_db()
    assert meeting.state == "cancelled"
    assert meeting.unit_id in {unit.pk for unit in checked(plan).missing}
    refused(lambda: put(ground, plan, meeting, reason="x"), "meeting_cancelled")


def test_a_meeting_of_a_draft_is_taken_away_for_good(ground):
    plan = ground.laid_out()
    meetings.cancel_meeting(plan.meetings.first(), reason="", by=ground.officer)
    assert plan.meetings.count() == len(ground.units) - 1
    assert Entry.objects.filter(event="voter_meeting.cancelled").exists()


@pytest.mark.parametrize("state", list(PlanState))
@pytest.mark.parametrize("move", list(PlanMove))
def test_every_move_from_every_state(state, move):
    sources, result = PLAN_MOVES[move]
    if state in sources:
        assert plan_after(state, move) == result
    else:
        refused(lambda: plan_after(state, move), "plan_state")


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_send_one_delegate_at_once_send_them_once():
    ground = Ground()
    plan = ground.plan()
    # Two plans: the lock of one plan does not keep them apart.
    after = ContactPlan.objects.get(
        pk=ground.plan(timing="after", starts_on=date(2026, 12, 14), ends_on=date(2026, 12, 18)).pk
    )
    assert at_once(
        VoterMeeting,
        lambda: put(ground, plan),
        lambda: put(ground, after, unit=ground.units[1]),
        refused=(ContactRefused,),
    ) == ["done", "refused"]


@pytest.mark.django_db(transaction=True)
def test_two_who_lay_out_at_once_lay_out_once():
    ground = Ground()
    plan = ground.plan()
    acts = [lambda: planning.lay_out(plan, by=ground.officer)] * 2
    at_once(VoterMeeting, *acts, refused=())
    assert plan.meetings.count() == len(ground.units)
