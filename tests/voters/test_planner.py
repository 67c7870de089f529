"""The planner: every commune once, nobody in two places, an even load, or the rule that stands in
the way."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voters.planner import Meeting, Member, Place, Reason, Rule, Slot, Terms, plan

FIRST = date(2026, 11, 2)


def window(days: int) -> list[Slot]:
    """Half-days of so many days in a row."""
    return [
        Slot(FIRST + timedelta(number), is_afternoon)
        for number in range(days)
        for is_afternoon in (False, True)
    ]


def province(communes: int, delegates: int, groups: int):
    """Communes and delegates dealt out to the Tổ in turn."""
    places = [Place(key, key % groups) for key in range(communes)]
    return places, [Member(1000 + key, key % groups) for key in range(delegates)]


def loads(meetings) -> Counter[int]:
    return Counter(key for meeting in meetings for key in meeting.members)


def test_a_large_province_is_planned_without_clash():
    places, members = province(166, 85, 14)
    terms = Terms(least_there=2, most_there=4, least_each=2, at_once=8)
    for _contact in ("before", "after"):
        found = plan(places, members, window(12), terms)
        assert sorted(meeting.place for meeting in found.meetings) == list(range(166))
    assert set(loads(found.meetings)) == {member.key for member in members}
    assert max(loads(found.meetings).values()) <= 5


@settings(max_examples=60, deadline=None)
@given(
    communes=st.integers(1, 14),
    delegates=st.integers(1, 12),
    groups=st.integers(1, 3),
    days=st.integers(0, 4),
    least_there=st.integers(1, 3),
    more=st.integers(0, 2),
    least_each=st.integers(0, 3),
    at_once=st.integers(1, 4),
    busy=st.lists(st.tuples(st.integers(0, 11), st.integers(0, 7)), max_size=12),
)
def test_a_plan_keeps_every_rule_or_says_which_it_cannot(
    communes, delegates, groups, days, least_there, more, least_each, at_once, busy
):
    slots = window(days)
    places, members = province(communes, delegates, groups)
    away = {
        1000 + key: frozenset(slots[at] for who, at in busy if who == key and at < len(slots))
        for key in range(delegates)
    }
    members = [Member(one.key, one.group, away[one.key]) for one in members]
    terms = Terms(least_there, least_there + more, least_each, at_once)
    found = plan(places, members, slots, terms)
    assert bool(found.meetings) != bool(found.reasons)
    if found.reasons:
        return
    assert sorted(meeting.place for meeting in found.meetings) == list(range(communes))
    group_of = {one.key: one.group for one in members}
    seen = set()
    for meeting in found.meetings:
        assert least_there <= len(meeting.members) <= least_there + more
        (slot,) = meeting.slots
        for key in meeting.members:
            assert group_of[key] == meeting.place % groups
            assert slot not in away[key]
            assert (key, slot) not in seen
            seen.add((key, slot))
    assert (
        max(Counter(slot for meeting in found.meetings for slot in meeting.slots).values())
        <= at_once
    )
    counted = loads(found.meetings)
    assert all(counted[one.key] >= least_each for one in members)


@pytest.mark.parametrize(
    ("communes", "delegates", "days", "terms", "reason"),
    [
        (4, 4, 0, Terms(1, 2, 0, 2), Reason(Rule.WINDOW, wanted=4)),
        (9, 9, 2, Terms(1, 2, 0, 2), Reason(Rule.AT_ONCE, wanted=9, found=8)),
        (2, 1, 2, Terms(2, 3, 0, 2), Reason(Rule.MEMBERS, 0, None, 2, 1)),
        (2, 6, 4, Terms(1, 2, 1, 4), Reason(Rule.LEAST_EACH, 0, None, 6, 4)),
        (8, 2, 1, Terms(1, 2, 0, 8), Reason(Rule.LEAST_THERE, 0, None, 8, 4)),
    ],
)
def test_what_counting_shows_is_said_with_both_figures(communes, delegates, days, terms, reason):
    places, members = province(communes, delegates, 1)
    assert plan(places, members, window(days), terms).reasons[0] == reason


def test_a_delegate_who_is_never_free_is_named():
    slots = window(2)
    places, members = province(2, 2, 1)
    members[1] = Member(members[1].key, 0, frozenset(slots))
    found = plan(places, members, slots, Terms(1, 2, 1, 2))
    assert found.reasons == (Reason(Rule.AWAY, 0, members[1].key, 1, 0),)


def test_a_rule_that_only_fails_beside_others_is_found_by_leaving_it_out():
    """Two Tổ are free in the same half-day alone, in which one meeting can be served."""
    slots = window(2)
    places, members = province(2, 2, 2)
    members = [Member(one.key, one.group, frozenset(slots[1:])) for one in members]
    found = plan(places, members, slots, Terms(1, 1, 1, 1))
    assert {reason.rule for reason in found.reasons} == {Rule.AT_ONCE, Rule.AWAY}


def test_standing_meetings_count_and_stay():
    slots = window(1)
    places, members = province(2, 2, 1)
    standing = [Meeting(place=1, slots=(slots[0],), members=(1000, 1001))]
    found = plan(places[:1], members, slots, Terms(1, 2, 1, 1), standing=standing)
    assert [(one.place, one.slots) for one in found.meetings] == [(0, (slots[1],))]


def test_a_meeting_over_noon_takes_both_half_days():
    slots = window(2)
    places, members = province(2, 2, 1)
    standing = [Meeting(place=1, slots=(slots[0], slots[1]), members=(1000, 1001))]
    found = plan(places[:1], members, slots, Terms(1, 2, 1, 1), standing=standing)
    assert found.meetings[0].slots[0] in slots[2:]


def test_the_team_of_the_first_contact_goes_elsewhere_the_second_time():
    places, members = province(2, 2, 1)
    terms = Terms(1, 1, 1, 2)
    first = plan(places, members, window(1), terms)
    pairs = {(key, one.place) for one in first.meetings for key in one.members}
    second = plan(places, members, window(1), terms, earlier=pairs)
    assert not pairs & {(key, one.place) for one in second.meetings for key in one.members}


def test_the_same_question_has_the_same_answer():
    places, members = province(30, 20, 4)
    terms = Terms(2, 3, 2, 6)
    assert plan(places, members, window(5), terms) == plan(places, members, window(5), terms)
