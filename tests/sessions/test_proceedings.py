from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from hdnd_portal.accounts.roles import Role
from hdnd_portal.notices.models import Notice
from sessions import board
from sessions.models import Attendance, CouncilSession, Note, Proceeding, ReadingReceipt
from sessions.presence import quorum_at
from sessions.services import attendance, proceedings, reading, session_states, speeches
from sessions.services.carrying_over import carry_over
from sessions.services.refusals import SessionRefused
from sessions.workflow import SessionMove
from sessions.workflow.sitting import Phase, ProceedingKind, SpeechKind, SpeechMove, SpeechState
from tests.accounts.factories import user_with
from tests.factories import (
    AgendaItemFactory,
    CouncilSessionFactory,
    MandateFactory,
    SittingFactory,
    VersionFactory,
)

pytestmark = pytest.mark.django_db

EIGHT = datetime(2026, 12, 8, 1, 0, tzinfo=UTC)
NINE = EIGHT + timedelta(hours=1)
THE_DAY = date(2026, 12, 8)


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(NINE, tick=False)
    return time_machine


@pytest.fixture
def session(clock):
    held = CouncilSessionFactory(state="open")
    SittingFactory(
        session=held,
        starts_at=EIGHT,
        ends_at=EIGHT + timedelta(hours=3, minutes=30),
        opened_at=EIGHT,
    )
    return held


@pytest.fixture
def officer(session):
    return user_with(Role.OFFICER, council=session.council)


def start(session, item, officer, phase=Phase.PRESENT, expected=None, **more):
    return proceedings.start_item(session, item, phase=phase, expected=expected, by=officer, **more)


def test_item_goes_through_its_steps_and_each_is_an_entry(session, officer, clock):
    item = AgendaItemFactory(session=session, state="sent")
    row = start(session, item, officer)
    clock.move_to(NINE + timedelta(minutes=5), tick=False)
    row = start(session, item, officer, Phase.DISCUSS, row.pk)
    row = start(session, item, officer, Phase.REVISE, row.pk)
    item.refresh_from_db()
    assert item.state == "revised"
    assert list(session.proceedings.values_list("phase", flat=True)) == [
        "present",
        "discuss",
        "revise",
    ]
    assert session.proceedings.filter(ends_at=None).get() == row


def test_item_taken_up_again_stays_in_its_state(session, officer):
    item = AgendaItemFactory(session=session, state="revised")
    start(session, item, officer, Phase.DISCUSS)
    item.refresh_from_db()
    assert item.state == "revised"


def test_item_without_papers_is_presented_with_a_reason_only(session, officer):
    report = AgendaItemFactory(session=session, state="assigned", kind="report")
    with pytest.raises(SessionRefused, match="item_papers_missing"):
        start(session, report, officer)
    row = start(session, report, officer, reason="Phát tại phòng họp")
    assert row.text == "Phát tại phòng họp"
    procedure = AgendaItemFactory(session=session, state="registered", kind="procedure")
    start(session, procedure, officer, expected=row.pk)
    procedure.refresh_from_db()
    assert procedure.state == "presented"


@pytest.mark.parametrize("state", ["voted", "passed", "withdrawn", "deferred"])
def test_item_with_a_result_does_not_begin_again(session, officer, state):
    item = AgendaItemFactory(session=session, state=state)
    with pytest.raises(SessionRefused, match="item_not_before_vote"):
        start(session, item, officer)


def test_second_operator_gets_a_sentence_and_nothing_is_lost(session, officer):
    one, two = [AgendaItemFactory(session=session, state="sent") for _number in range(2)]
    seen_by_both = None
    first = start(session, one, officer, expected=seen_by_both)
    with pytest.raises(SessionRefused, match="floor_changed"):
        start(session, two, officer, expected=seen_by_both)
    assert session.proceedings.filter(ends_at=None).get() == first


def test_speech_ends_with_the_item_it_belongs_to(session, officer):
    one, two = [AgendaItemFactory(session=session, state="sent") for _number in range(2)]
    seat = MandateFactory(term=session.term)
    attendance.arrive(session, mandates=[seat.pk], at=EIGHT, by=officer)
    row = start(session, one, officer, Phase.DISCUSS)
    speech = speeches.enter_speech(session, kind=SpeechKind.SPEECH, mandate=seat, by=officer)
    speeches.carry_speech(speech, SpeechMove.START, by=officer)
    start(session, two, officer, expected=row.pk)
    speech.refresh_from_db()
    assert (speech.state, speech.ended_at) == (SpeechState.DONE, NINE)


def test_announcement_is_on_the_board_for_its_minutes_and_in_the_inbox(session, officer, clock):
    delegate = user_with(Role.DELEGATE, council=session.council)
    proceedings.write_note(
        session, kind=ProceedingKind.ANNOUNCEMENT, text="Chụp ảnh", minutes=10, by=officer
    )
    assert [one["text"] for one in board.board_state(session)["announcements"]] == ["Chụp ảnh"]
    assert Notice.objects.filter(recipient=delegate).count() == 1
    clock.move_to(NINE + timedelta(minutes=11), tick=False)
    assert board.board_state(session)["announcements"] == []


@pytest.mark.parametrize("kind", ["occurrence", "correspondence"])
def test_other_notes_stand_in_the_record_only(session, officer, kind):
    row = proceedings.write_note(session, kind=ProceedingKind(kind), text="Mất điện", by=officer)
    assert (row.starts_at, row.ends_at, row.shown_until) == (NINE, NINE, None)
    assert Notice.objects.count() == 0


def test_call_of_a_voter_is_no_note(session, officer):
    with pytest.raises(SessionRefused, match="note_kind"):
        proceedings.write_note(session, kind=ProceedingKind.HOTLINE, text="Hỏi đường", by=officer)


def test_correction_of_a_note_wants_a_reason(session, officer):
    row = proceedings.write_note(
        session, kind=ProceedingKind.OCCURRENCE, text="Mất điẹn", by=officer
    )
    with pytest.raises(SessionRefused, match="reason_missing"):
        proceedings.correct_note(row, text="Mất điện", reason=" ", by=officer)
    assert proceedings.correct_note(row, text="Mất điện", reason="Gõ sai", by=officer).text == (
        "Mất điện"
    )


def test_observers_see_of_a_closed_item_only_that_it_is_closed(session, officer):
    closed = AgendaItemFactory(
        session=session, state="sent", title="Nhân sự chủ chốt", is_closed=True, position=1
    )
    seat = MandateFactory(term=session.term)
    attendance.arrive(session, mandates=[seat.pk], at=EIGHT, by=officer)
    start(session, closed, officer, Phase.DISCUSS)
    speech = speeches.enter_speech(
        session, kind=SpeechKind.SPEECH, mandate=seat, topic="Bí mật", by=officer
    )
    speeches.carry_speech(speech, SpeechMove.START, by=officer)
    state = board.board_state(session)
    inside = str(board.rendered(state))
    outside = str(board.rendered(board.for_observers(state)))
    for word in ("Nhân sự chủ chốt", seat.person.name, "Bí mật"):
        assert word in inside
        assert word not in outside
    assert "Phiên họp kín" in outside


def test_topic_of_a_speech_is_not_for_observers(session, officer):
    seat = MandateFactory(term=session.term)
    attendance.arrive(session, mandates=[seat.pk], at=EIGHT, by=officer)
    speeches.enter_speech(
        session, kind=SpeechKind.SPEECH, mandate=seat, topic="Đất đai", by=officer
    )
    state = board.board_state(session)
    assert state["queue"][0]["topic"] == "Đất đai"
    seen = board.for_observers(state)["queue"][0]
    assert (seen["name"], seen["topic"]) == (seat.person.name, "")


# Opening, adjourning, closing.


@pytest.fixture
def ready(clock):
    clock.move_to(EIGHT, tick=False)
    held = CouncilSessionFactory(state="ready")
    SittingFactory(session=held, starts_at=EIGHT, ends_at=EIGHT + timedelta(hours=3))
    SittingFactory(
        session=held,
        ordinal=2,
        starts_at=EIGHT + timedelta(hours=5),
        ends_at=EIGHT + timedelta(hours=8),
    )
    return held


def carry(session, move, by, **more):
    return session_states.carry_session(session, move, today=THE_DAY, by=by, **more)


def test_session_opens_with_its_quorum_or_with_a_reason(ready):
    officer = user_with(Role.OFFICER, council=ready.council)
    seats = [MandateFactory(term=ready.term) for _number in range(3)]
    attendance.arrive(ready, mandates=[seats[0].pk], at=EIGHT, by=officer)
    with pytest.raises(SessionRefused, match="quorum_missing"):
        carry(ready, SessionMove.OPEN, officer)
    attendance.arrive(ready, mandates=[seats[1].pk], at=EIGHT, by=officer)
    opened = carry(ready, SessionMove.OPEN, officer)
    assert (opened.state, opened.sittings.get(ordinal=1).opened_at) == ("open", EIGHT)


def test_session_opened_without_its_quorum_says_why(ready):
    officer = user_with(Role.OFFICER, council=ready.council)
    MandateFactory(term=ready.term)
    opened = carry(ready, SessionMove.OPEN, officer, reason="Điểm danh giấy")
    assert opened.state == "open"


def test_adjourning_ends_what_is_on_and_everybody_has_left(ready, clock):
    officer = user_with(Role.OFFICER, council=ready.council)
    seats = [MandateFactory(term=ready.term) for _number in range(3)]
    attendance.arrive(ready, mandates=[seat.pk for seat in seats], at=EIGHT, by=officer)
    carry(ready, SessionMove.OPEN, officer)
    start(ready, AgendaItemFactory(session=ready, state="sent"), officer)
    noon = EIGHT + timedelta(hours=3)
    clock.move_to(noon, tick=False)
    carry(ready, SessionMove.ADJOURN, officer)
    assert not ready.proceedings.filter(ends_at=None).exists()
    assert set(ready.attendance.values_list("left_at", flat=True)) == {noon}
    assert quorum_at(ready, noon).present == 0
    clock.move_to(EIGHT + timedelta(hours=5), tick=False)
    carry(ready, SessionMove.RESUME, officer)
    first, second = ready.sittings.order_by("ordinal")
    assert (first.closed_at, second.opened_at, second.closed_at) == (
        noon,
        EIGHT + timedelta(hours=5),
        None,
    )


def test_agenda_carried_to_a_new_day_keeps_items_receipts_and_notes(session, officer, clock):
    decided = AgendaItemFactory(session=session, state="passed", sitting=session.sittings.get())
    undecided = AgendaItemFactory(session=session, state="presented")
    delegate = user_with(Role.DELEGATE, council=session.council)
    version = VersionFactory()
    ReadingReceipt.objects.create(user=delegate, session=session, version=version, opened_at=EIGHT)
    reading.write_note(session, text="Hỏi thêm", by=delegate, version=version)
    start(session, undecided, officer)
    sitting = carry_over(
        session, on=date(2026, 12, 14), afternoon=True, reason="Thiếu đại biểu", by=officer
    )
    for item in (decided, undecided):
        item.refresh_from_db()
    session.refresh_from_db()
    assert (undecided.sitting, decided.sitting.ordinal) == (sitting, 1)
    assert (session.state, session.closing_on) == ("adjourned", date(2026, 12, 14))
    assert (ReadingReceipt.objects.count(), Note.objects.count()) == (1, 1)
    assert Notice.objects.filter(recipient=delegate).count() == 1
    assert session.proceedings.filter(kind="occurrence").count() == 1


@pytest.mark.parametrize(
    ("on", "reason", "code"),
    [
        (date(2026, 12, 14), " ", "reason_missing"),
        (date(2026, 12, 7), "Thiếu đại biểu", "carry_past"),
        (date(2026, 12, 8), "Thiếu đại biểu", "carry_past"),
    ],
)
def test_carrying_over_is_refused(session, officer, on, reason, code):
    AgendaItemFactory(session=session, state="sent")
    with pytest.raises(SessionRefused, match=code):
        carry_over(session, on=on, afternoon=False, reason=reason, by=officer)
    assert session.sittings.count() == 1


# Two at once.


def together(*acts):
    """The outcomes of acts done by threads at the same moment, sorted."""
    barrier, outcomes = Barrier(len(acts)), []

    def run(act):
        try:
            barrier.wait()
            act()
            outcomes.append("done")
        except SessionRefused as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


@pytest.mark.django_db(transaction=True)
def test_two_operators_at_the_same_moment_begin_one_item(session, officer):
    items = [AgendaItemFactory(session=session, state="sent") for _number in range(2)]
    outcomes = together(*[lambda item=item: start(session, item, officer) for item in items])
    assert outcomes == ["done", "floor_changed"]
    assert Proceeding.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_speeches_never_begin_at_the_same_moment(session, officer):
    seats = [MandateFactory(term=session.term) for _number in range(2)]
    attendance.arrive(session, mandates=[seat.pk for seat in seats], at=EIGHT, by=officer)
    rows = [
        speeches.enter_speech(session, kind=SpeechKind.SPEECH, mandate=seat, by=officer)
        for seat in seats
    ]
    outcomes = together(
        *[lambda row=row: speeches.carry_speech(row, SpeechMove.START, by=officer) for row in rows]
    )
    assert outcomes == ["done", "speech_other_on"]


@pytest.mark.django_db(transaction=True)
def test_nobody_stays_in_the_hall_when_the_sitting_ends(session, officer):
    """A delegate checks in while the sitting ends: either before it, or not any more."""
    seats = [MandateFactory(term=session.term) for _number in range(2)]
    attendance.arrive(session, mandates=[seats[0].pk], at=EIGHT, by=officer)
    together(
        lambda: attendance.arrive(session, mandates=[seats[1].pk], at=NINE, by=officer),
        lambda: carry(session, SessionMove.ADJOURN, officer),
    )
    assert CouncilSession.objects.get().state == "adjourned"
    assert not Attendance.objects.filter(left_at=None).exists()
