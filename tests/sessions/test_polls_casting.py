"""A delegate's own vote: for nobody else, counted once, whatever the network does."""

from datetime import timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
import time_machine
from django.db import OperationalError, connection, transaction
from django.db.models import Count

from hdnd_portal.accounts.roles import Role
from hdnd_portal.legal.models import RuleOverride
from sessions.models import CastVote, Poll
from sessions.services import polls, polls_reset
from sessions.services.polls_casting import VoteRefused, cast, counted_for
from sessions.workflow.poll import PollKind
from tests.factories import DeputyshipFactory, SuspensionFactory
from tests.sessions.voting import NINE, Hall

LATER = NINE + timedelta(minutes=1)


@pytest.fixture
def _at_nine():
    with time_machine.travel(NINE, tick=False):
        yield


@pytest.fixture
def hall(db, _at_nine):
    return Hall()


def refuses(code, hall, poll, user, choice="for", **more):
    with pytest.raises(VoteRefused) as refused:
        hall.cast(poll, user, choice, **more)
    assert refused.value.code == code
    return refused.value.counted


def test_a_vote_is_counted_with_its_moment(hall):
    poll = hall.open()
    with time_machine.travel(LATER, tick=False):
        counted = hall.cast(poll, hall.delegates[0], "against")
    assert (counted.choice, counted.at, counted.revision) == ("against", LATER, 1)
    assert counted_for(poll, hall.delegates[0]) == counted
    vote = CastVote.objects.get()
    assert (vote.source, vote.recorded_by) == ("device", hall.delegates[0])


def test_a_vote_sent_again_is_counted_once(hall):
    poll = hall.open()
    key = uuid4()
    first = hall.cast(poll, hall.delegates[0], "for", key=key)
    with time_machine.travel(LATER, tick=False):
        assert hall.cast(poll, hall.delegates[0], "for", key=key) == first
    assert CastVote.objects.count() == 1


def test_an_answer_may_be_changed_before_the_end(hall):
    poll = hall.open()
    user = hall.delegates[0]
    hall.cast(poll, user, "for")
    counted = hall.cast(poll, user, "against", seen=1)
    assert (counted.choice, counted.revision) == ("against", 2)
    assert CastVote.objects.get().earlier_keys != []


def test_an_older_answer_that_arrives_late_does_not_overwrite_a_newer(hall):
    poll = hall.open()
    user, first, second = hall.delegates[0], uuid4(), uuid4()
    hall.cast(poll, user, "against", key=second)  # chosen later, arrived first
    counted = refuses("vote_elsewhere", hall, poll, user, "for", key=first)
    assert counted.choice == "against"

    hall.cast(poll, user, "for", seen=1)
    assert hall.cast(poll, user, "against", key=second).choice == "for"  # sent again: known


def test_where_the_rule_says_so_an_answer_stays(hall):
    poll = hall.prepare()
    RuleOverride.objects.create(
        council=hall.council,
        key="vote.change.electronic",
        value="0",
        unit="switch",
        valid_from=NINE.date(),
        source="QC",
    )
    polls.open_poll(poll, by=hall.officer)
    hall.cast(poll, hall.delegates[0], "for")
    assert refuses("vote_fixed", hall, poll, hall.delegates[0], "against", seen=1).choice == "for"


def test_a_vote_that_comes_after_the_end_is_not_counted_and_says_so(hall):
    poll = hall.open()
    key = uuid4()
    hall.cast(poll, hall.delegates[0], "for", key=key)
    hall.close(poll)
    assert refuses("vote_over", hall, poll, hall.delegates[1]) is None
    # Sent again after the end: it is the one that was counted.
    counted = refuses("vote_over", hall, poll, hall.delegates[0], key=key)
    assert counted.choice == "for"
    assert CastVote.objects.count() == 1


def test_nobody_votes_before_the_opening(hall):
    refuses("vote_not_begun", hall, hall.prepare(), hall.delegates[0])


def test_nobody_votes_for_another(hall):
    """Law 72/2025, Art. 33: a delegate's duty; no proxy, no weight, no deputy."""
    absent = hall.delegates[9]
    deputy = hall.staff(Role.OFFICE_HEAD)
    DeputyshipFactory(absent=absent, deputy=deputy, valid_from=NINE.date(), valid_to=NINE.date())
    assert not deputy.has_perm("council_sessions.cast_vote", hall.session)
    poll = hall.open()
    refuses("vote_no_seat", hall, poll, deputy)
    refuses("vote_no_seat", hall, poll, hall.officer)
    refuses("vote_no_seat", hall, poll, Hall().delegates[0])  # of another council
    refuses("vote_absent", hall, poll, absent)
    assert CastVote.objects.count() == 0


def test_who_is_suspended_does_not_vote(hall):
    SuspensionFactory(mandate=hall.mandates[0])
    refuses("vote_suspended", hall, hall.open(), hall.delegates[0])


def test_who_came_while_the_vote_was_open_votes_once_attendance_says_so(hall):
    poll = hall.open()
    late = hall.delegates[9]
    refuses("vote_absent", hall, poll, late)
    hall.enter(hall.mandates[9], at=NINE)
    with time_machine.travel(LATER, tick=False):
        assert hall.cast(poll, late).choice == "for"
    assert hall.line(poll, late).state == "late"
    poll = hall.close(poll)
    assert (poll.present_count, poll.able_count, poll.not_voted) == (9, 10, 9)


def test_who_left_during_an_open_vote_stays_on_its_roll(hall):
    poll = hall.open()
    hall.session.attendance.filter(mandate=hall.mandates[0]).update(left_at=NINE)
    with time_machine.travel(LATER, tick=False):
        assert hall.cast(poll, hall.delegates[0]).choice == "for"


@pytest.mark.parametrize("kind", sorted(set(PollKind) - {PollKind.ELECTRONIC}))
def test_a_device_votes_only_where_the_vote_is_electronic(hall, kind):
    fields = {"due_at": NINE + timedelta(days=1)} if kind == "opinion_sheet" else {}
    refuses("vote_not_by_device", hall, hall.open(kind, **fields), hall.delegates[0])


def test_a_key_of_another_counts_for_nobody_else(hall):
    poll = hall.open()
    key = uuid4()
    hall.cast(poll, hall.delegates[0], key=key)
    refuses("vote_again", hall, poll, hall.delegates[1], key=key)
    assert CastVote.objects.count() == 1


def test_casting_asks_the_database_three_times(hall, django_assert_num_queries):
    poll = hall.open()
    user = hall.delegates[0]
    with django_assert_num_queries(5):  # with BEGIN and COMMIT as a savepoint
        hall.cast(poll, user)


def race(*acts):
    """Run the acts at the same moment in threads; what each came to."""
    outcomes, barrier = [], Barrier(len(acts))

    def run(act):
        barrier.wait()
        try:
            act()
            outcomes.append("done")
        except Exception as error:
            outcomes.append(getattr(error, "code", type(error).__name__))
        finally:
            connection.close()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


@pytest.mark.usefixtures("_at_nine")
@pytest.mark.django_db(transaction=True)
def test_two_devices_of_one_delegate_count_once():
    hall = Hall()
    poll = hall.open()
    user = hall.delegates[0]
    outcomes = race(lambda: hall.cast(poll, user, "for"), lambda: hall.cast(poll, user, "against"))
    assert outcomes == ["done", "vote_elsewhere"]
    assert CastVote.objects.count() == 1


@pytest.mark.usefixtures("_at_nine")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("end", ["close", "abandon", "reset"])
def test_a_power_cut_loses_no_counted_vote_and_leaves_every_way_out(end):
    """What was not committed is sent again by the device; the vote is open as before."""
    hall = Hall()
    poll = hall.open()
    hall.cast(poll, hall.delegates[0], "for")
    key = uuid4()

    @transaction.atomic
    def cut_off():
        hall.cast(poll, hall.delegates[1], "for", key=key)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    with pytest.raises(OperationalError):
        cut_off()
    connection.close()

    assert Poll.objects.get().state == "open"
    assert hall.votes(poll) == ["for"]
    hall.cast(poll, hall.delegates[1], "for", key=key)
    if end == "close":
        assert hall.close(poll).votes_for == 2
    elif end == "abandon":
        assert polls.abandon(poll, reason="Mất điện", by=hall.officer).state == "abandoned"
    else:
        polls_reset.ask_reset(poll, reason="Mất điện", by=hall.officer)
        again = polls_reset.confirm_reset(poll, by=hall.staff(Role.OFFICE_HEAD))
        assert (again.state, again.round) == ("prepared", 2)


@pytest.mark.usefixtures("_at_nine")
@pytest.mark.django_db(transaction=True)
def test_the_end_waits_for_who_is_casting_and_every_vote_is_counted_or_refused():
    """Without FOR SHARE in `cast` the end passes by, and the trigger breaks the vote instead."""
    hall = Hall(seats=9, present=9)
    poll = hall.open()
    entered, go_on = Barrier(2), Barrier(2)

    def slow_vote():
        with transaction.atomic():
            hall.cast(poll, hall.delegates[0])
            entered.wait()
            go_on.wait(timeout=10)
        connection.close()

    voter = Thread(target=slow_vote)
    voter.start()
    entered.wait()
    ended = []
    closer = Thread(target=lambda: (ended.append(hall.close(poll)), connection.close()))
    closer.start()
    closer.join(timeout=1)
    assert ended == []  # the vote under way is waited for
    go_on.wait()
    voter.join()
    closer.join()
    assert ended[0].votes_for == 1
    refuses("vote_over", hall, poll, hall.delegates[1])


@pytest.mark.usefixtures("_at_nine")
@pytest.mark.django_db(transaction=True)
def test_many_vote_while_the_vote_is_ended():
    hall = Hall(seats=8, present=8)
    poll = hall.open()
    voters = [lambda user=user: hall.cast(poll, user) for user in hall.delegates[:7]]
    outcomes = race(*voters, lambda: hall.close(poll))
    poll.refresh_from_db()
    counted = outcomes.count("done") - 1
    assert set(outcomes) <= {"done", "vote_over"}
    stored = CastVote.objects.aggregate(n=Count("pk"))["n"]
    assert poll.votes_for == counted == stored


@pytest.mark.usefixtures("_at_nine")
@pytest.mark.django_db(transaction=True)
def test_two_operators_end_a_vote_once():
    hall = Hall()
    poll = hall.open()
    outcomes = race(lambda: hall.close(poll), lambda: hall.close(poll))
    assert outcomes == ["MoveRefused", "done"]


@pytest.mark.usefixtures("_at_nine")
@pytest.mark.django_db(transaction=True)
def test_two_operators_open_one_vote():
    hall = Hall()
    first, second = hall.prepare(), hall.prepare()
    outcomes = race(
        lambda: polls.open_poll(first, by=hall.officer),
        lambda: polls.open_poll(second, by=hall.officer),
    )
    assert outcomes == ["done", "poll_other_open"]
    assert Poll.objects.filter(state="open").count() == 1


@pytest.mark.usefixtures("_at_nine")
@pytest.mark.django_db(transaction=True)
def test_a_result_is_published_once():
    hall = Hall()
    poll = hall.ended("for")
    outcomes = race(
        lambda: polls.publish(poll, by=hall.officer), lambda: polls.publish(poll, by=hall.officer)
    )
    assert outcomes == ["MoveRefused", "done"]


def test_cast_takes_only_the_three_answers(hall):
    with pytest.raises(ValueError, match="yes"):
        cast(hall.open().pk, choice="yes", key=uuid4(), seen=0, by=hall.delegates[0])
