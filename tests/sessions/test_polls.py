"""A vote from preparation to publication: roll, quorum, rule, result, item, abandonment, reset."""

from datetime import date, timedelta
from functools import partial

import pytest
import time_machine
from django.db import DatabaseError, transaction

from hdnd_portal.accounts.roles import Role
from hdnd_portal.audit.models import Entry
from hdnd_portal.legal.models import RuleOverride
from sessions.models import Attendance, CastVote, Poll, PollRound, RollEntry
from sessions.poll_papers import counting_paper
from sessions.services import (
    agenda,
    polls,
    polls_counting,
    polls_preparing,
    polls_reset,
    polls_roll,
    session_states,
)
from sessions.services.polls_preparing import Question
from sessions.services.refusals import MoveRefused, SessionRefused
from sessions.tally import Ballots
from sessions.workflow import SessionMove
from tests.factories import SuspensionFactory
from tests.racing import at_once
from tests.sessions.voting import NINE, Hall

pytestmark = pytest.mark.django_db
FIVE_FOR = ("for",) * 5 + ("against", "against", "abstain", "")
SIX_FOR = ("for",) * 6 + ("against", "abstain", "")


@pytest.fixture(autouse=True)
def _at_nine():
    with time_machine.travel(NINE, tick=False):
        yield


@pytest.fixture
def hall():
    return Hall()


def refuses(code, act, *args, **kwargs):
    with pytest.raises(SessionRefused) as refused:
        act(*args, **kwargs)
    assert refused.value.code == code


def states(poll):
    rows = RollEntry.objects.filter(poll=poll, round=poll.round).order_by("mandate_id")
    return list(rows.values_list("state", flat=True))


def test_opening_freezes_the_roll_the_rule_and_the_base(hall):
    SuspensionFactory(mandate=hall.mandates[1])
    gone = hall.mandates[2]
    gone.valid_to, gone.end_reason = date(2026, 12, 7), "released"
    gone.save()

    poll = hall.open()

    assert states(poll) == [
        "present", "suspended", "ended", *["present"] * 6, "absent"
    ]  # fmt: skip
    # CNT-7: a suspended delegate stays in the base; one whose seat ended does not.
    assert (poll.base, poll.needed, poll.present_count, poll.quorum_needed) == (9, 5, 7, 6)
    assert (poll.rule_key, poll.rule["source"]) == (
        "vote.resolution",
        "Luật 72/2025/QH15, Điều 35 khoản 2",
    )
    assert poll.quorum_rule["key"] == "session.quorum"
    assert poll.may_change
    assert poll.opened_at == NINE


def test_the_result_is_counted_against_all_delegates_not_those_present(hall):
    poll = hall.ended(*FIVE_FOR)

    assert (poll.votes_for, poll.votes_against, poll.votes_abstain, poll.not_voted) == (5, 2, 1, 1)
    assert (poll.is_passed, poll.outcome, poll.base, poll.needed) == (False, "short", 10, 6)
    assert poll.arithmetic == "2 × 5 = 10 = 10 = 1 × 10"
    assert hall.ended(*SIX_FOR).is_passed


def test_publication_carries_the_item_to_its_result(hall):
    # The trail is never emptied: other tests of the process may have written to it.
    known = set(Entry.objects.values_list("pk", flat=True))
    for answers, state in ((SIX_FOR, "passed"), (FIVE_FOR, "rejected")):
        poll = hall.ended(*answers)
        polls.publish(poll, by=hall.officer)
        poll.refresh_from_db()
        assert (poll.state, poll.item.state) == ("published", state)
    entries = Entry.objects.filter(event__startswith="agenda_item.").exclude(pk__in=known)
    events = entries.values_list("event", flat=True)
    assert sorted(events) == ["agenda_item.passed", "agenda_item.rejected"]


@pytest.mark.parametrize("state", ["sent", "presented", "discussed", "revised"])
def test_steps_of_the_item_that_nobody_recorded_stop_no_vote(hall, state):
    poll = hall.open(item=hall.item(state))
    hall.cast_all(poll, *SIX_FOR)
    polls.publish(hall.close(poll), by=hall.officer)
    poll.item.refresh_from_db()
    assert poll.item.state == "passed"


def test_an_item_for_reading_or_withdrawn_is_not_voted_on(hall):
    refuses("poll_item_for_reading", hall.prepare, item=hall.item(for_information=True))
    refuses("poll_item_gone", hall.prepare, item=hall.item("withdrawn"))
    item = hall.item()
    poll = hall.prepare(item=item)
    agenda.withdraw_item(item, reason="Cơ quan trình xin rút", by=hall.officer)
    refuses("poll_item_gone", polls.open_poll, poll, by=hall.officer)


def test_an_item_under_vote_is_not_withdrawn_and_the_session_not_closed(hall):
    poll = hall.open()
    refuses("poll_open_on_item", agenda.withdraw_item, poll.item, reason="Rút", by=hall.officer)
    refuses(
        "poll_open_in_session",
        session_states.carry_session,
        hall.session,
        SessionMove.CLOSE,
        today=NINE.date(),
        by=hall.officer,
        reason="Hết giờ",
    )


def test_articles_are_voted_on_before_the_whole(hall):
    item = hall.item()
    whole = hall.prepare(item=item)
    part = hall.prepare("show_of_hands", item=item, parent=whole, title="Điều 5")
    refuses("poll_parts_unfinished", polls.open_poll, whole, by=hall.officer)

    polls.open_poll(part, by=hall.officer)
    polls_counting.enter_totals(part, in_favour=3, against=6, abstained=0, by=hall.officer)
    polls.publish(polls.close_poll(part, by=hall.officer), by=hall.officer)
    item.refresh_from_db()
    assert item.state == "discussed"  # a part decides nothing of the item

    polls.open_poll(whole, by=hall.officer)
    refuses("poll_whole_begun", hall.prepare, item=item, parent=whole)


def test_parts_go_over_to_a_new_vote_on_the_whole(hall):
    item = hall.item()
    whole = hall.prepare(item=item)
    part = hall.prepare(item=item, parent=whole, title="Điều 5")
    refuses("poll_item_has_vote", hall.prepare, item=item)
    polls.abandon(whole, reason="Sai hình thức", by=hall.officer)
    again = hall.prepare(item=item)
    part.refresh_from_db()
    assert part.parent == again


def test_without_a_quorum_the_chair_must_say_why(hall):
    hall = Hall(present=6)
    poll = hall.prepare()
    refuses("poll_no_quorum", polls.open_poll, poll, by=hall.officer)
    polls.open_poll(poll, by=hall.officer, quorum_reason="Chủ tọa quyết định, chờ đại biểu đến")
    poll.refresh_from_db()
    assert (poll.present_count, poll.quorum_needed) == (6, 7)
    assert poll.quorum_reason == "Chủ tọa quyết định, chờ đại biểu đến"


def test_a_reason_given_with_a_quorum_is_not_kept(hall):
    assert hall.open(reason="Không cần").quorum_reason == ""


def test_a_quorum_lost_in_the_middle_is_explained_or_voted_again(hall):
    poll = hall.open()
    hall.cast_all(poll, *SIX_FOR)
    hour = NINE + timedelta(hours=1)
    Attendance.objects.filter(mandate__in=hall.mandates[:4]).update(left_at=NINE)
    with time_machine.travel(hour, tick=False):
        poll = hall.close(poll)
        assert (poll.is_passed, poll.closing_present) == (True, 5)
        refuses("poll_quorum_lost", polls.publish, poll, by=hall.officer)
        poll = polls.publish(poll, by=hall.officer, reason="Chủ tọa xác nhận kết quả")
    assert poll.publish_reason == "Chủ tọa xác nhận kết quả"


def test_one_vote_at_a_time_in_the_hall(hall):
    first = hall.open(title="Điều 1")
    refuses("poll_other_open", hall.open)
    with pytest.raises(DatabaseError), transaction.atomic():
        Poll.objects.filter(pk=hall.prepare().pk).update(
            state="open", opened_at=NINE, base=10, needed=6
        )
    hall.close(first)
    assert hall.open().state == "open"


def test_a_vote_waits_for_the_session(hall):
    poll = hall.prepare()
    hall.session.state = "adjourned"
    hall.session.save()
    refuses("poll_session_not_open", polls.open_poll, poll, by=hall.officer)


@pytest.mark.parametrize(
    ("subject", "kind", "code"),
    [
        ("personnel", "electronic", "poll_kind_reason"),
        ("dismiss_delegate", "show_of_hands", "poll_kind_reason"),
        ("dismiss_delegate", "secret_paper", "poll_about_missing"),
    ],
)
def test_votes_on_persons_are_secret_and_name_the_person(hall, subject, kind, code):
    refuses(code, hall.prepare, kind, subject=subject)


def test_the_dismissal_of_a_delegate_needs_two_thirds_and_ends_the_seat_at_once(hall):
    poll = hall.open("secret_paper", subject="dismiss_delegate", about=hall.mandates[3])
    assert (poll.rule_key, poll.needed) == ("vote.dismiss_delegate", 7)
    hall.count_twice(poll, Ballots(9, 9, 9, 0, 7, 2, 0))
    polls.publish(hall.close(poll), by=hall.officer)

    after_noon = hall.open()

    assert states(after_noon)[3] == "ended"
    assert (after_noon.base, after_noon.present_count) == (9, 8)
    refuses("vote_ended", hall.cast, after_noon, hall.delegates[3])


def test_another_majority_needs_its_reason(hall):
    refuses("poll_rule_reason", hall.prepare, rule_key="vote.dismiss_delegate")
    poll = hall.open(rule_key="vote.dismiss_delegate", rule_reason="Quy chế của HĐND tỉnh")
    assert (poll.needed, poll.rule_reason) == (7, "Quy chế của HĐND tỉnh")


def test_a_council_short_of_members_near_its_end_needs_more_than_two_thirds_in_office():
    hall = Hall(seats=6, present=6)
    hall.term.seats_statutory, hall.term.valid_to = 10, date(2027, 12, 31)
    hall.term.save()
    poll = hall.open()
    assert (poll.rule_key, poll.base, poll.needed) == ("vote.reduced_council", 6, 5)


def test_a_base_smaller_than_the_hall_is_refused(hall):
    RuleOverride.objects.create(
        council=hall.council,
        key="base.delegates",
        value="seats_statutory",
        unit="text",
        valid_from=date(2026, 1, 1),
        source="QC",
    )
    hall.term.seats_statutory = 5
    hall.term.save()
    refuses("poll_base_small", hall.open)


def test_a_council_without_delegates_opens_no_vote():
    hall = Hall(seats=0, present=0)
    refuses("poll_no_base", hall.open, reason="Không có ai")


def test_nobody_votes_and_nothing_is_adopted(hall):
    poll = hall.ended()
    assert (poll.is_passed, poll.outcome, poll.not_voted) == (False, "no_votes", 9)


def test_a_tie_adopts_nothing():
    hall = Hall(seats=9, present=9)
    poll = hall.ended(*["for"] * 4, *["against"] * 4, "abstain")
    assert (poll.is_passed, poll.outcome) == (False, "tie")


def test_hands_are_counted_against_the_roll_and_may_be_counted_again(hall):
    poll = hall.open("show_of_hands")
    refuses("poll_totals_missing", polls.close_poll, poll, by=hall.officer)
    totals = {"in_favour": 8, "against": 2, "abstained": 0}
    refuses("count_more_than_roll", polls_counting.enter_totals, poll, **totals, by=hall.officer)
    assert polls_counting.enter_totals(poll, **{**totals, "against": 0}, by=hall.officer) == 1
    assert polls_counting.enter_totals(poll, **{**totals, "against": 1}, by=hall.officer) == 0
    poll = hall.close(poll)
    assert (poll.votes_for, poll.votes_against, poll.not_voted) == (8, 1, 0)


def test_names_are_called_and_a_colleagues_entry_is_not_overwritten(hall):
    poll = hall.open("roll_call")
    first, second, absent = (hall.line(poll, hall.delegates[n]).pk for n in (0, 1, 9))
    enter = polls_counting.enter_names
    assert enter(poll, answers={first: "for", second: ""}, seen={}, by=hall.officer) == 1
    stale = {"answers": {first: "against", second: "for"}, "seen": {}}
    refuses("answer_changed", enter, poll, **stale, by=hall.officer)
    assert hall.votes(poll) == ["for"]  # nothing is saved in part
    assert enter(poll, answers={first: "against"}, seen={first: "for"}, by=hall.officer) == 1
    refuses("entry_cannot_vote", enter, poll, answers={absent: "for"}, seen={}, by=hall.officer)
    assert hall.close(poll).votes_against == 1


def test_two_people_count_the_ballots_and_a_third_settles(hall):
    poll = hall.open("secret_paper", subject="personnel")
    count = Ballots(9, 9, 8, 1, 6, 2, 0)
    other = Ballots(9, 9, 8, 1, 5, 3, 0)
    one, two, three = (hall.staff(Role.CLERK) for _ in range(3))
    polls_counting.enter_ballots(poll, count, by=one)
    refuses("count_same_person", polls_counting.enter_ballots, poll, count, by=one)
    refuses("poll_counts_missing", polls.close_poll, poll, by=hall.officer)
    assert polls_counting.enter_ballots(poll, other, by=two).agreement.differing == (
        "in_favour",
        "against",
    )
    refuses("poll_counts_missing", polls.close_poll, poll, by=hall.officer)
    assert polls_counting.enter_ballots(poll, count, by=three).is_agreed
    refuses("count_agreed", polls_counting.enter_ballots, poll, count, by=hall.officer)
    poll = hall.close(poll)
    assert (poll.votes_for, poll.ballots_issued, poll.ballots_invalid) == (6, 9, 1)
    assert poll.not_voted == 1  # the invalid ballot
    assert "người thứ ba kiểm lại" in repr(counting_paper(poll))


def test_three_different_counts_begin_a_new_one(hall):
    poll = hall.open("secret_paper", subject="personnel")
    for in_favour in (6, 5, 4):
        ballots = Ballots(9, 9, 9, 0, in_favour, 9 - in_favour, 0)
        counting = polls_counting.enter_ballots(poll, ballots, by=hall.staff(Role.CLERK))
    assert (counting.attempt, counting.entries) == (2, ())
    hall.count_twice(poll)
    poll = hall.close(poll)
    assert poll.votes_for == 6
    assert "nhập độc lập và khớp nhau" in repr(counting_paper(poll))


def test_a_secret_ballot_has_no_row_that_names_a_delegate(hall):
    poll = hall.open("secret_paper", subject="personnel")
    with pytest.raises(DatabaseError), transaction.atomic():
        CastVote.objects.create(
            poll=poll,
            entry=hall.line(poll, hall.delegates[0]),
            choice="for",
            source="table",
            key="0e6f4b8e-0000-4000-8000-000000000001",
            cast_at=NINE,
            recorded_by=hall.officer,
        )
    hall.count_twice(poll)
    hall.close(poll)
    assert CastVote.objects.count() == 0
    told = Entry.objects.filter(event="poll.ballots_entered").values_list("details", flat=True)
    assert all("in_favour" not in details for details in told)


def sheets(hall, **fields):
    due = {"due_at": NINE + timedelta(days=3), **fields}
    return hall.open("opinion_sheet", **due)


def sheet(hall, poll, user, choice="for", at=NINE):
    return polls_counting.enter_sheet(
        poll,
        entry=hall.line(poll, user).pk,
        choice=choice,
        received_at=at,
        by=hall.officer,
    )


def test_opinion_sheets_are_asked_of_everybody_in_office_while_no_sitting_is_held(hall):
    hall.session.state = "adjourned"
    hall.session.save()
    refuses("poll_deadline_missing", hall.prepare, "opinion_sheet")
    refuses("poll_deadline_past", hall.prepare, "opinion_sheet", due_at=NINE)
    poll = sheets(hall)
    assert states(poll) == ["able"] * 10

    for user in hall.delegates[:6]:
        sheet(hall, poll, user)
    refuses("answer_fixed", sheet, hall, poll, hall.delegates[0], "against")
    refuses("sheet_early", sheet, hall, poll, hall.delegates[6], at=NINE - timedelta(minutes=1))
    refuses("sheet_in_future", sheet, hall, poll, hall.delegates[6], at=NINE + timedelta(hours=1))
    refuses("poll_sheets_awaited", polls.close_poll, poll, by=hall.officer)
    late = poll.due_at + timedelta(minutes=1)
    with time_machine.travel(late, tick=False):
        refuses("sheet_late", sheet, hall, poll, hall.delegates[6], at=late)
        sheet(hall, poll, hall.delegates[6], "against", at=poll.due_at)
        poll = hall.close(poll)
    assert (poll.votes_for, poll.outcome, poll.not_voted) == (6, "passed", 3)


def test_another_sheet_of_a_delegate_takes_the_place_of_the_first_with_its_hour(hall):
    RuleOverride.objects.create(
        council=hall.council,
        key="vote.change.opinion_sheet",
        value="1",
        unit="switch",
        valid_from=date(2026, 1, 1),
        source="Quy chế làm việc",
    )
    poll = sheets(hall)
    later = NINE + timedelta(minutes=30)
    with time_machine.travel(later, tick=False):
        sheet(hall, poll, hall.delegates[0])
        vote = sheet(hall, poll, hall.delegates[0], "against", at=later)
    kept = CastVote.objects.get(pk=vote.pk)
    assert (kept.choice, kept.revision, kept.received_at) == ("against", 2, later)


def test_too_few_sheets_adopt_nothing_even_with_enough_in_favour(hall):
    poll = sheets(hall)
    for user in hall.delegates[:6]:
        sheet(hall, poll, user)
    with time_machine.travel(poll.due_at + timedelta(minutes=1), tick=False):
        poll = hall.close(poll)
    assert (poll.votes_for, poll.needed, poll.outcome, poll.is_passed) == (6, 6, "no_quorum", False)


def test_who_comes_late_is_admitted_and_who_loses_the_seat_is_struck(hall):
    poll = hall.open()
    late, struck = hall.delegates[9], hall.delegates[0]
    refuses("vote_absent", hall.cast, poll, late)
    polls_roll.admit(poll, entry=hall.line(poll, late).pk, by=hall.officer)
    assert hall.cast(poll, late).choice == "for"
    hall.cast(poll, struck, "against")
    entry = hall.line(poll, struck).pk
    refuses(
        "reason_missing",
        polls_roll.strike,
        poll,
        entry=entry,
        state="ended",
        reason="",
        by=hall.officer,
    )
    polls_roll.strike(
        poll, entry=entry, state="ended", reason="Mất quyền từ 10 giờ", by=hall.officer
    )
    refuses("vote_ended", hall.cast, poll, struck, "for", seen=1)
    poll = hall.close(poll)
    # What was said with the right to is counted; the base is that of the opening.
    assert (poll.votes_for, poll.votes_against, poll.base, poll.able_count) == (1, 1, 10, 10)


@pytest.mark.parametrize("ended", [False, True])
def test_a_vote_is_done_again_by_two_people_and_the_old_round_is_kept(hall, ended):
    poll = hall.open()
    hall.cast_all(poll, *SIX_FOR)
    if ended:
        poll = hall.close(poll)
    refuses("reason_missing", polls_reset.ask_reset, poll, reason=" ", by=hall.officer)
    polls_reset.ask_reset(poll, reason="Đọc nhầm nội dung", by=hall.officer)
    refuses("reset_asked_already", polls_reset.ask_reset, poll, reason="Nữa", by=hall.officer)
    refuses("reset_same_person", polls_reset.confirm_reset, poll, by=hall.officer)
    if ended:
        refuses("poll_reset_waits", polls.publish, poll, by=hall.officer)
    second = hall.staff(Role.OFFICE_HEAD)

    poll = polls_reset.confirm_reset(poll, by=second)

    assert (poll.state, poll.round, poll.votes_for, poll.reset_reason) == ("prepared", 2, None, "")
    kept = PollRound.objects.get()
    assert (kept.number, kept.asked_by, kept.confirmed_by) == (1, hall.officer, second)
    assert kept.figures["votes_for"] == (6 if ended else None)
    assert CastVote.objects.filter(poll=poll, round=1).count() == 8
    polls.open_poll(poll, by=hall.officer)
    hall.cast_all(poll, *FIVE_FOR)
    poll = hall.close(poll)
    assert (poll.votes_for, poll.able_count) == (5, 9)


def test_of_a_count_of_hands_nobody_is_struck(hall):
    poll = hall.open("show_of_hands")
    entry = hall.line(poll, hall.delegates[0]).pk
    strike = {"entry": entry, "state": "ended", "reason": "Mất quyền", "by": hall.officer}
    refuses("poll_no_names", polls_roll.strike, poll, **strike)


def test_a_request_to_vote_again_may_be_dropped(hall):
    poll = hall.ended(*SIX_FOR)
    polls_reset.ask_reset(poll, reason="Nghi sai", by=hall.officer)
    polls_reset.drop_reset(poll, by=hall.officer)
    refuses("reset_not_asked", polls_reset.confirm_reset, poll, by=hall.staff(Role.OFFICE_HEAD))
    assert polls.publish(poll, by=hall.officer).state == "published"


@pytest.mark.parametrize("state", ["prepared", "open", "closed"])
def test_an_unfinished_vote_can_always_be_abandoned(hall, state):
    poll = hall.prepare() if state == "prepared" else hall.open()
    if state == "closed":
        poll = hall.close(poll)
    refuses("reason_missing", polls.abandon, poll, reason="", by=hall.officer)
    poll = polls.abandon(poll, reason="Chủ tọa dừng biểu quyết", by=hall.officer)
    assert (poll.state, poll.item.state) == ("abandoned", "discussed")
    assert hall.open().state == "open"


def test_two_operators_do_the_same_thing_once(hall):
    poll = hall.open()
    hall.close(poll)
    with pytest.raises(MoveRefused):
        polls.close_poll(poll, by=hall.staff(Role.OFFICER))


def test_a_clock_that_is_put_back_ends_no_vote_before_it_began(hall):
    poll = hall.open()
    with time_machine.travel(NINE - timedelta(minutes=5), tick=False):
        hall.cast(poll, hall.delegates[0])
        poll = hall.close(poll)
    assert poll.closed_at == poll.opened_at
    assert CastVote.objects.get().cast_at == poll.opened_at


@pytest.mark.parametrize(
    "change",
    [
        {"votes_for": 9, "not_voted": 0},
        {"is_passed": False, "votes_for": 5, "not_voted": 4},
        {"base": 5},
        {"needed": 1},
        {"question": "Câu khác"},
        {"closed_at": NINE + timedelta(hours=2)},
        {"state": "prepared", "round": 2},
    ],
)
def test_the_database_keeps_the_result(hall, change):
    poll = hall.ended(*SIX_FOR)
    with pytest.raises(DatabaseError), transaction.atomic():
        Poll.objects.filter(pk=poll.pk).update(**change)


def test_the_database_keeps_the_answers_and_the_roll(hall):
    poll = hall.ended(*SIX_FOR)
    acts = [
        lambda: CastVote.objects.filter(poll=poll).update(choice="against"),
        lambda: CastVote.objects.filter(poll=poll).delete(),
        lambda: RollEntry.objects.filter(poll=poll).update(state="absent"),
        lambda: RollEntry.objects.filter(poll=poll, vote=None).delete(),
        lambda: Poll.objects.filter(pk=hall.prepare().pk).delete(),
    ]
    for act in acts:
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_a_question_may_be_corrected_until_the_vote_opens(hall):
    poll = hall.prepare()
    asked = Question(
        kind="show_of_hands", subject="resolution", title="Tên mới", question="Câu mới?",
        item=poll.item,
    )  # fmt: skip
    poll = polls_preparing.correct(poll, asked, by=hall.officer)
    assert (poll.kind, poll.title) == ("show_of_hands", "Tên mới")
    polls.open_poll(poll, by=hall.officer)
    with pytest.raises(MoveRefused):
        polls_preparing.correct(poll, asked, by=hall.officer)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["opinion_sheet", "roll_call"])
def test_two_clerks_who_enter_one_delegate_leave_one_answer(kind):
    hall = Hall()
    fields = {"due_at": NINE + timedelta(days=1)} if kind == "opinion_sheet" else {}
    poll = hall.open(kind, **fields)
    line = hall.line(poll, hall.delegates[0])

    def enter(choice):
        if kind == "roll_call":
            polls_counting.enter_names(poll, answers={line.pk: choice}, seen={}, by=hall.officer)
        else:
            polls_counting.enter_sheet(
                poll, entry=line.pk, choice=choice, received_at=NINE, by=hall.officer
            )

    acts = [partial(enter, choice) for choice in ("for", "against")]
    outcomes = at_once(CastVote, *acts, refused=(SessionRefused,))
    assert outcomes == ["done", "refused"]
    assert CastVote.objects.get(entry=line).revision == 1
