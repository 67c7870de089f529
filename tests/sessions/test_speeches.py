from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from hdnd_portal.accounts.roles import Role
from hdnd_portal.audit.models import Entry
from sessions.models import CouncilSession, SpeechRequest
from sessions.services import attendance, proceedings, speeches
from sessions.services.refusals import MoveRefused, SessionRefused
from sessions.speaking_report import behind, group_shares, report
from sessions.speaking_time import shares
from sessions.workflow.sitting import (
    SPEECH_MOVES,
    Phase,
    SpeechKind,
    SpeechMove,
    SpeechState,
    speech_after,
)
from tests.accounts.factories import user_with
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    CouncilSessionFactory,
    MandateFactory,
    MembershipFactory,
    PersonFactory,
    SittingFactory,
)

pytestmark = pytest.mark.django_db

EIGHT = datetime(2026, 12, 8, 1, 0, tzinfo=UTC)
NINE = EIGHT + timedelta(hours=1)


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(NINE, tick=False)
    return time_machine


@pytest.fixture
def session(clock):
    held = CouncilSessionFactory(state="open")
    SittingFactory(
        session=held, starts_at=EIGHT, ends_at=EIGHT + timedelta(hours=3), opened_at=EIGHT
    )
    return held


@pytest.fixture
def officer(session):
    return user_with(Role.OFFICER, council=session.council)


def present(session, officer, count=1, group=None):
    seats = [MandateFactory(term=session.term) for _number in range(count)]
    for seat in seats:
        if group is not None:
            MembershipFactory(body=group, person=seat.person)
    attendance.arrive(session, mandates=[seat.pk for seat in seats], at=EIGHT, by=officer)
    return seats


def ask(session, officer, seat, kind=SpeechKind.SPEECH):
    return speeches.enter_speech(session, kind=kind, mandate=seat, by=officer)


def carry(request, move, officer, **more):
    return speeches.carry_speech(request, move, by=officer, **more)


@pytest.mark.parametrize("move", SpeechMove)
@pytest.mark.parametrize("state", SpeechState)
def test_every_state_and_move_is_allowed_or_refused_by_the_table(state, move):
    sources, result = SPEECH_MOVES[move]
    if state in sources:
        assert speech_after(state, move) is result
    else:
        with pytest.raises(MoveRefused):
            speech_after(state, move)


def test_who_is_not_in_the_hall_cannot_ask(session, officer):
    seat = MandateFactory(term=session.term)
    with pytest.raises(SessionRefused, match="speech_not_present"):
        ask(session, officer, seat)


def test_limits_come_from_the_register(session, officer):
    one, two, three = present(session, officer, 3)
    item = AgendaItemFactory(session=session, kind="questioning")
    assert ask(session, officer, one).limit_seconds == 7 * 60
    assert ask(session, officer, two, SpeechKind.DEBATE).limit_seconds == 3 * 60
    proceedings.start_item(session, item, phase=Phase.DISCUSS, expected=None, by=officer)
    debate = ask(session, officer, three, SpeechKind.DEBATE)
    assert (debate.limit_seconds, debate.item) == (2 * 60, item)  # of a questioning


def test_only_an_answer_is_given_without_a_seat(session, officer):
    with pytest.raises(SessionRefused, match="speech_of_answerer"):
        speeches.enter_speech(session, kind=SpeechKind.SPEECH, speaker="Giám đốc Sở", by=officer)
    with pytest.raises(SessionRefused, match="speech_nobody"):
        speeches.enter_speech(session, kind=SpeechKind.ANSWER, by=officer)
    row = speeches.enter_speech(session, kind=SpeechKind.ANSWER, speaker="Giám đốc Sở", by=officer)
    assert speeches.name_of(row) == "Giám đốc Sở"


def test_one_open_request_for_one_thing(session, officer):
    (seat,) = present(session, officer)
    ask(session, officer, seat)
    with pytest.raises(SessionRefused, match="speech_open"):
        ask(session, officer, seat)
    ask(session, officer, seat, SpeechKind.PROCEDURE)
    assert session.speeches.count() == 2


def test_time_of_an_interruption_is_not_the_speakers(session, officer, clock):
    (seat,) = present(session, officer)
    row = carry(ask(session, officer, seat), SpeechMove.START, officer)
    clock.move_to(NINE + timedelta(seconds=60), tick=False)
    row = carry(row, SpeechMove.INTERRUPT, officer)
    clock.move_to(NINE + timedelta(seconds=160), tick=False)
    assert row.used(timezone.now()) == timedelta(seconds=60)
    row = carry(row, SpeechMove.CONTINUE, officer)
    clock.move_to(NINE + timedelta(seconds=190), tick=False)
    row = carry(row, SpeechMove.STOP, officer)
    assert row.used(timezone.now()) == timedelta(seconds=90)


def test_two_never_speak_at_once_but_a_point_of_order_cuts_in(session, officer):
    one, two, three = present(session, officer, 3)
    speaking = carry(ask(session, officer, one), SpeechMove.START, officer)
    with pytest.raises(SessionRefused, match="speech_other_on"):
        carry(ask(session, officer, two), SpeechMove.START, officer)
    order = ask(session, officer, three, SpeechKind.PROCEDURE)
    carry(order, SpeechMove.START, officer)
    speaking.refresh_from_db()
    assert (speaking.state, speaking.paused_at) == (SpeechState.INTERRUPTED, NINE)


def test_order_is_changed_with_a_reason_only(session, officer):
    rows = [ask(session, officer, seat) for seat in present(session, officer, 3)]
    with pytest.raises(SessionRefused, match="reason_missing"):
        speeches.put_before(rows[2], before=rows[0], reason=" ", by=officer)
    speeches.put_before(rows[2], before=rows[0], reason="Tổ chưa phát biểu", by=officer)
    assert list(session.speeches.values_list("pk", flat=True)) == [
        rows[2].pk,
        rows[0].pk,
        rows[1].pk,
    ]
    assert Entry.objects.filter(event="speech.reordered").count() == 1


def test_nobody_is_left_out_without_a_reason(session, officer):
    (seat,) = present(session, officer)
    row = ask(session, officer, seat)
    with pytest.raises(SessionRefused, match="reason_missing"):
        carry(row, SpeechMove.LEAVE_OUT, officer)
    row = carry(row, SpeechMove.LEAVE_OUT, officer, reason="Hết giờ")
    assert (row.state, row.reason) == (SpeechState.LEFT_OUT, "Hết giờ")


@pytest.mark.parametrize("minutes", [0, -1, 61])
def test_extension_has_bounds(session, officer, minutes):
    (seat,) = present(session, officer)
    row = ask(session, officer, seat)
    with pytest.raises(SessionRefused, match="speech_extension"):
        speeches.extend_speech(row, minutes=minutes, by=officer)
    assert speeches.extend_speech(row, minutes=2, by=officer).limit_seconds == 9 * 60


@pytest.mark.parametrize("state", ["ready", "adjourned", "closed"])
def test_nobody_speaks_while_the_session_does_not_sit(session, officer, state):
    (seat,) = present(session, officer)
    row = ask(session, officer, seat)
    CouncilSession.objects.update(state=state)
    for act in (
        lambda: ask(session, officer, seat, SpeechKind.DEBATE),
        lambda: carry(row, SpeechMove.START, officer),
        lambda: speeches.extend_speech(row, minutes=1, by=officer),
        lambda: speeches.put_before(row, before=None, reason="x", by=officer),
    ):
        with pytest.raises(SessionRefused, match="not_sitting"):
            act()


def test_delegate_withdraws_their_own_request_only(session, officer):
    delegate = user_with(Role.DELEGATE, council=session.council)
    delegate.person = PersonFactory()
    delegate.save()
    seat = MandateFactory(term=session.term, person=delegate.person)
    attendance.arrive(session, mandates=[seat.pk], at=EIGHT, by=officer)
    mine = speeches.ask_to_speak(session, kind=SpeechKind.SPEECH, by=delegate)
    (other,) = present(session, officer)
    with pytest.raises(PermissionError):
        speeches.withdraw_own(ask(session, officer, other), by=delegate)
    assert speeches.withdraw_own(mine, by=delegate).state == SpeechState.WITHDRAWN


def test_group_that_spoke_less_than_half_of_its_share_is_marked(session, officer, clock):
    groups = [BodyFactory(term=session.term, kind="delegate_group") for _number in range(2)]
    (seat,) = present(session, officer, 1, groups[0])
    present(session, officer, 1, groups[1])
    row = carry(ask(session, officer, seat), SpeechMove.START, officer)
    clock.move_to(NINE + timedelta(seconds=120), tick=False)
    carry(row, SpeechMove.STOP, officer)
    found = group_shares(session)
    assert (found[groups[0].pk].seconds, found[groups[1].pk].fair_seconds) == (120, 60)
    assert behind(session) == {groups[1].pk}


def test_shares_add_up_to_all_time_spoken():
    found = shares({1: 10, 2: 5, 3: 5}, [(1, 300), (2, 100), (None, 999), (2, 50)])
    assert {group: (share.seconds, share.speeches) for group, share in found.items()} == {
        1: (300, 1),
        2: (150, 2),
        3: (0, 0),
    }
    assert [group for group, share in found.items() if share.is_behind] == [3]


def test_report_lists_speeches_items_and_budgets(session, officer, clock):
    group = BodyFactory(term=session.term, kind="delegate_group")
    (seat,) = present(session, officer, 1, group)
    item = AgendaItemFactory(session=session, state="sent", planned_minutes=30)
    proceedings.start_item(session, item, phase=Phase.DISCUSS, expected=None, by=officer)
    row = carry(ask(session, officer, seat), SpeechMove.START, officer)
    clock.move_to(NINE + timedelta(seconds=75), tick=False)
    carry(row, SpeechMove.STOP, officer)
    speeches.set_budget(session, minutes=20, group=group, by=officer)
    speeches.set_budget(session, minutes=45, item=item, by=officer)
    found = report(session)
    assert [(line.name, line.share.seconds, line.budget) for line in found.groups] == [
        (group.name, 75, 20)
    ]
    assert [(line.title, line.planned, line.seconds) for line in found.items] == [
        (item.title, 45, 75)
    ]
    speeches.set_budget(session, minutes=None, item=item, by=officer)
    assert report(session).items[0].planned == 30
    assert SpeechRequest.objects.get().group == group
