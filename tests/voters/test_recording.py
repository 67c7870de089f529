"""Opinions: kept once, numbered without gaps, in words that never change; who spoke stays shut."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from hdnd_portal.accounts.roles import Role
from hdnd_portal.audit.models import Entry
from hdnd_portal.secret_text import Voter
from tests.factories import CommuneFactory, UserFactory
from tests.racing import at_once
from tests.voters.records import Held
from voters import clocks
from voters.models import MeetingPresence, Opinion, OpinionSpeaker, VoterMeeting
from voters.refusals import ContactRefused
from voters.services import meetings, recording, records
from voters.services.records import Presence
from voters.workflow import RECORD_MOVES, RecordMove, RecordState, record_after
from voters.worklist import meetings_to_go_to, records_to_sign

NAME, PHONE = "Nguyễn Thị Kín", "0900 123 456"
NOON = datetime(2026, 11, 9, 5, tzinfo=UTC)


@pytest.fixture
def held(db):
    return Held()


def refused(act, code):
    with pytest.raises(ContactRefused) as refusal:
        act()
    assert refusal.value.code == code


def test_an_opinion_sent_twice_is_kept_once(held):
    key = uuid4()
    first = held.say("Đường hỏng", client_key=key)
    again = held.say("Đường hỏng ", client_key=key)
    assert again == first
    assert list(Opinion.objects.values_list("number", "text")) == [(1, "Đường hỏng")]
    assert Entry.objects.filter(event="voter_opinion.recorded").count() == 1


def test_a_key_with_other_words_is_refused_and_the_first_words_stay(held):
    key = uuid4()
    held.say("Đường hỏng", client_key=key)
    refused(lambda: held.say("Cầu hỏng", client_key=key), "key_taken")
    assert Opinion.objects.get().text == "Đường hỏng"


def test_numbers_have_no_gaps_also_after_one_is_struck(held):
    held.say("một")
    wrong = held.say("hai")
    recording.strike_opinion(wrong, reason="Ghi hai lần", by=held.officer)
    held.say("ba")
    assert list(Opinion.objects.values_list("number", flat=True)) == [1, 2, 3]
    assert [one.text for one in Opinion.objects.standing()] == ["một", "ba"]
    refused(
        lambda: recording.strike_opinion(wrong, reason="Lần nữa", by=held.officer),
        "opinion_struck",
    )
    refused(
        lambda: recording.strike_opinion(Opinion.objects.first(), reason=" ", by=held.officer),
        "strike_reason_missing",
    )


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"text": " \u200b\n"}, "opinion_empty"),
        ({"text": "x" * 20_001}, "opinion_long"),
        ({"unit": "elsewhere"}, "unit_elsewhere"),
    ],
)
def test_what_cannot_be_an_opinion_is_refused(held, more, code):
    if more.get("unit"):
        more = {"unit": CommuneFactory()}
    refused(lambda: held.say(**{"text": "x", **more}), code)


def test_the_words_are_never_changed_and_no_row_goes(held):
    opinion = held.say("Đường hỏng")
    for change in ({"text": "Cầu hỏng"}, {"number": 7}, {"answered_there": "Đã sửa"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Opinion.objects.filter(pk=opinion.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Opinion.objects.filter(pk=opinion.pk).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Opinion.objects.filter(pk=opinion.pk).update(is_struck=True)


def test_who_spoke_is_encrypted_and_read_by_the_office_with_a_reason(held):
    opinion = held.say("Đường hỏng", speaker=Voter(NAME, PHONE))
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret_text FROM voters_opinionspeaker")
        (secret,) = cursor.fetchone()
    assert NAME.encode() not in bytes(secret)
    assert PHONE.encode() not in bytes(secret)
    refused(
        lambda: recording.read_speaker(opinion, reason=" ", by=held.officer), "read_reason_missing"
    )
    with pytest.raises(PermissionError):
        recording.read_speaker(opinion, reason="Tò mò", by=held.delegate)
    assert recording.read_speaker(opinion, reason="Hỏi lại", by=held.officer) == Voter(NAME, PHONE)
    assert Entry.objects.get(event="voter_opinion.speaker_read").details["reason"] == "Hỏi lại"
    trail = str(list(Entry.objects.values_list("details", flat=True)))
    assert NAME not in trail
    assert "Đường hỏng" not in trail


def test_no_name_makes_no_row(held):
    opinion = held.say("Đường hỏng", speaker=Voter())
    assert not OpinionSpeaker.objects.exists()
    refused(
        lambda: recording.read_speaker(opinion, reason="Hỏi lại", by=held.officer),
        "speaker_unsaid",
    )


def test_a_complaint_is_read_by_the_office_and_by_who_wrote_it_down(held):
    letter = held.say("Tố cáo ông A", is_letter=True, by=held.delegate)
    other = UserFactory(role=Role.STANDING_COMMITTEE, role__council=held.council)
    assert list(Opinion.objects.visible_to(held.officer)) == [letter]
    assert list(Opinion.objects.visible_to(held.delegate)) == [letter]
    held.say("Đường hỏng")
    assert [one.text for one in Opinion.objects.visible_to(other)] == ["Đường hỏng"]
    assert not Opinion.objects.visible_to(UserFactory()).exists()


def test_who_may_record(held):
    stranger = UserFactory(role=Role.DELEGATE, role__council=held.council)
    for user, may in ((held.officer, True), (held.delegate, True), (stranger, False)):
        assert user.has_perm("voters.record_meeting", held.meeting) is may


def test_nothing_is_recorded_of_a_meeting_that_is_off_or_not_announced(held):
    VoterMeeting.objects.filter(pk=held.meeting.pk).update(state="cancelled", cancel_reason="Bão")
    refused(lambda: held.say("x"), "meeting_off")
    VoterMeeting.objects.filter(pk=held.meeting.pk).update(state="planned", cancel_reason="")
    held.plan.state = "draft"
    held.plan.save()
    refused(lambda: held.say("x"), "plan_not_issued")


def test_a_meeting_with_opinions_is_neither_moved_nor_cancelled(held):
    held.say("Đường hỏng")
    refused(
        lambda: meetings.cancel_meeting(held.meeting, reason="Bão", by=held.officer),
        "meeting_recorded",
    )


def test_the_record_is_signed_once_nothing_is_missing(held):
    refused(lambda: records.sign_record(held.meeting, by=held.officer), "record_missing")
    held.write(voter_count=None)
    with pytest.raises(ContactRefused) as refusal:
        records.sign_record(held.meeting, by=held.officer)
    assert refusal.value.details["missing"] == ["voter_count"]
    held.write()
    record = records.sign_record(held.meeting, by=held.officer)
    assert (record.state, record.signed_by) == ("signed", held.officer)
    refused(lambda: records.sign_record(held.meeting, by=held.officer), "record_state")


def test_a_signed_record_takes_nothing_until_it_is_opened_again(held):
    key = uuid4()
    first = held.say("Đường hỏng", client_key=key)
    held.write()
    record = records.sign_record(held.meeting, by=held.officer)
    refused(lambda: held.say("Cầu hỏng"), "record_signed")
    refused(
        lambda: recording.strike_opinion(first, reason="Nhầm", by=held.officer), "record_signed"
    )
    refused(lambda: held.write(voter_count=5), "record_signed")
    # What had arrived before is known again.
    assert held.say("Đường hỏng", client_key=key) == first
    refused(
        lambda: records.reopen_record(held.meeting, reason=" ", by=held.officer),
        "reopen_reason_missing",
    )
    # Nor does the database take it, whatever the program does.
    for act in (
        lambda: Opinion.objects.filter(pk=first.pk).update(is_struck=True, strike_reason="x"),
        lambda: type(record).objects.filter(pk=record.pk).update(voter_count=1),
        lambda: MeetingPresence.objects.update(reason="x"),
        record.delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    records.reopen_record(held.meeting, reason="Bổ sung ý kiến", by=held.officer)
    assert held.say("Cầu hỏng").number == 2


def test_a_record_of_what_is_not_over_is_not_signed(held):
    held.write(ends_at=timezone.now() + timedelta(hours=1))
    refused(lambda: records.sign_record(held.meeting, by=held.officer), "record_ahead")


def test_who_is_absent_is_absent_for_a_reason(held):
    absent = [Presence(held.mandates[0], False)]
    refused(lambda: held.write(presence=absent), "absence_reason_missing")
    stranger = [Presence(held.ground.mandates[-1], True)]
    refused(lambda: held.write(presence=stranger), "not_invited")
    refused(lambda: held.write(ends_at=held.meeting.starts_at), "hours_reversed")


def test_the_work_of_the_day_leads_to_the_page_of_recording(held):
    day = timezone.localdate(held.starts_at)
    after = timezone.localdate(held.meeting.ends_at) + timedelta(days=1)  # some end past midnight
    page = reverse("voters:record_opinions", kwargs={"meeting": held.meeting.pk})
    assert [task.url for task in meetings_to_go_to(held.delegate, day)] == [page]
    assert [task.what for task in records_to_sign(held.officer, after)] == [
        "Hoàn thành biên bản của 1 cuộc tiếp xúc cử tri"
    ]
    held.write()
    records.sign_record(held.meeting, by=held.officer)
    assert list(meetings_to_go_to(held.delegate, day)) == []
    assert list(records_to_sign(held.officer, after)) == []


@pytest.mark.parametrize("state", list(RecordState))
@pytest.mark.parametrize("move", list(RecordMove))
def test_every_move_of_a_record_from_every_state(state, move):
    sources, result = RECORD_MOVES[move]
    if state in sources:
        assert record_after(state, move) == result
    else:
        refused(lambda: record_after(state, move), "record_state")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-09T05:00:00.000Z", NOON),
        ("2026-11-09T12:00:00+07:00", NOON),
        ("2026-11-09T05:00:00", None),
        ("1970-01-01T00:00:00Z", None),
        ("+275760-09-13T00:00:00Z", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("hôm qua", None),
        ("", None),
    ],
)
def test_the_moment_a_device_tells(text, moment):
    assert clocks.told(text) == moment


@pytest.mark.parametrize(
    ("said", "ahead", "is_wrong"),
    [
        (NOON, 0, False),
        (NOON, 299, False),
        (NOON + timedelta(days=365), 365 * 86400, True),
        (NOON - timedelta(days=365), -365 * 86400, True),
        # Written offline in the morning, sent in the evening by a clock that is right.
        (NOON - timedelta(hours=9), 2, False),
        # The clock was set right in between.
        (NOON + timedelta(days=365), 0, True),
        (NOON - timedelta(days=3), 0, True),
        (None, None, False),
    ],
)
def test_a_clock_that_cannot_be_believed_is_told_apart(said, ahead, is_wrong):
    begins = NOON - timedelta(hours=10)
    assert clocks.is_wrong(said, ahead, received_at=NOON, begins_at=begins) is is_wrong


@pytest.mark.django_db(transaction=True)
def test_two_devices_at_once_leave_no_gap_and_no_double():
    held = Held()
    key = uuid4()
    acts = [
        lambda: held.say("Đường hỏng", client_key=key),
        lambda: held.say("Đường hỏng", client_key=key),
        lambda: held.say("Cầu hỏng"),
    ]
    assert at_once(Opinion, *acts, refused=()) == ["done"] * 3
    assert sorted(Opinion.objects.values_list("number", flat=True)) == [1, 2]
    assert set(Opinion.objects.values_list("text", flat=True)) == {"Đường hỏng", "Cầu hỏng"}
