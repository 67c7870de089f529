"""July of the sample as it was held: attendance, course, speeches, votes of every kind."""

from collections import Counter
from itertools import pairwise

import pytest
from django.db.models import F

from sessions.models import Attendance, CastVote, CouncilSession, Poll, Resolution
from sessions.presence import quorum_at
from sessions.workflow.poll import PollKind

pytestmark = pytest.mark.django_db


def last():
    return CouncilSession.objects.get(kind="regular_mid")


def test_every_half_day_was_held_with_a_quorum(sample):
    for sitting in last().sittings.all():
        assert sitting.opened_at < sitting.closed_at
        presence = quorum_at(last(), sitting.opened_at)
        assert presence.held
    stays = Attendance.objects.filter(session=last())
    assert not stays.filter(left_at=None).exists()
    twice = Counter(stays.values_list("mandate", "arrived_at__date")).most_common(1)
    assert twice[0][1] > 2  # two half-days, and somebody was away in between


def test_every_item_was_on_and_fits_its_half_day(sample):
    steps = last().proceedings.filter(kind="item")
    assert set(steps.values_list("item", flat=True)) == set(
        last().items.values_list("pk", flat=True)
    )
    assert not steps.filter(ends_at__gt=F("sitting__closed_at")).exists()
    ends = list(last().proceedings.filter(kind__in=["item", "break"]).order_by("starts_at"))
    assert all(a.ends_at <= b.starts_at for a, b in pairwise(ends))


def test_speeches_are_of_delegates_who_were_there(sample):
    speeches = last().speeches.select_related("mandate")
    assert speeches.count() >= 18
    for speech in speeches:
        assert speech.group_id is not None
        assert (
            last().attendance.present_at(speech.started_at).filter(mandate=speech.mandate).exists()
        )


def test_votes_of_every_kind_stand_with_their_figures(sample):
    kinds = Counter(Poll.objects.filter(session=last()).values_list("kind", flat=True))
    assert set(kinds) == {kind.value for kind in PollKind}
    assert min(kinds.values()) >= 2
    for poll in Poll.objects.filter(session=last()):
        assert poll.state == "published"
        assert poll.able_count == (
            poll.votes_for + poll.votes_against + poll.votes_abstain + poll.not_voted
        )
    outcomes = set(Poll.objects.values_list("outcome", flat=True))
    assert outcomes == {"passed", "short"}
    assert CastVote.objects.filter(poll__kind="secret_paper").count() == 0


def test_each_resolution_names_its_vote(sample):
    found = Resolution.objects.filter(session=last()).select_related("poll")
    assert found.count() == 6
    assert all(one.poll.item_id == one.item_id and one.poll.is_passed for one in found)
