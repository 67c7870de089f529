"""What a device sends of what it wrote down without network: every outcome, and none lost."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from hdnd_portal.secret_text import Voter
from tests.factories import UserFactory
from tests.voters.records import Held
from voters.models import Opinion, VoterMeeting
from voters.services import recording, records

YEAR_AHEAD = "2027-11-23T02:00:00.000Z"


@pytest.fixture
def held(db):
    return Held()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def row(held, text="Đường hỏng", **more):
    values = {
        "key": str(uuid4()),
        "text": text,
        "track": "recommendation",
        "unit": str(held.meeting.unit_id),
        **more,
    }
    return {name: value for name, value in values.items() if value is not None}


def send(held, *rows, by=None, sent_at=""):
    address = reverse("voters:sync_opinions", kwargs={"meeting": held.meeting.pk})
    data = {"batch": json.dumps(rows), "sent_at": sent_at}
    return signed_in(by or held.delegate).post(address, data)


def outcomes(answer):
    return [(one["number"], one["code"]) for one in answer.json()["outcomes"]]


def state_of(held, user):
    address = reverse("voters:recording_state", kwargs={"meeting": held.meeting.pk})
    return signed_in(user).get(address)


def test_a_batch_sent_twice_is_kept_once_in_its_order(held):
    rows = [row(held, f"ý kiến {number}") for number in range(3)]
    first, second = send(held, *rows), send(held, *rows)
    assert outcomes(first) == outcomes(second) == [(1, ""), (2, ""), (3, "")]
    assert [one.text for one in Opinion.objects.order_by("number")] == [
        "ý kiến 0",
        "ý kiến 1",
        "ý kiến 2",
    ]


def test_two_phones_leave_no_double_and_no_gap(held):
    mine, theirs = row(held, "của máy một"), row(held, "của máy hai")
    send(held, mine)
    send(held, theirs, by=held.officer)
    send(held, mine, row(held, "lúc sau"))
    assert [(one.number, one.text) for one in Opinion.objects.order_by("number")] == [
        (1, "của máy một"),
        (2, "của máy hai"),
        (3, "lúc sau"),
    ]


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        ({"text": "  "}, "invalid"),
        ({"unit": "999999"}, "invalid"),
        ({"unit": None}, "invalid"),
        ({"track": "x"}, "invalid"),
        ({"speaker_phone": "gọi sau"}, "invalid"),
        ({"key": "không phải khóa"}, "unreadable"),
        ({"key": None}, "unreadable"),
        ({"text": 7}, "invalid"),
        ({"text": "x" * 20_001}, "invalid"),
    ],
)
def test_one_that_is_refused_keeps_none_back(held, broken, code):
    answer = send(held, row(held, "một"), row(held, **broken), row(held, "hai"))
    assert outcomes(answer) == [(1, ""), (None, code), (2, "")]
    assert answer.json()["outcomes"][1]["text"]


def test_half_a_character_is_kept_as_what_is_left_of_it(held):
    assert outcomes(send(held, row(held, "Đường \ud800hỏng\x00"))) == [(1, "")]
    assert Opinion.objects.get().text == "Đường ?hỏng"


@pytest.mark.parametrize("batch", ["", "x", "{}", "[1]", "null", "[" * 5000, json.dumps([{}] * 51)])
def test_what_is_no_batch_is_refused_as_a_whole(held, batch):
    address = reverse("voters:sync_opinions", kwargs={"meeting": held.meeting.pk})
    answer = signed_in(held.delegate).post(address, {"batch": batch})
    assert answer.status_code == 400
    assert not Opinion.objects.exists()


def test_a_record_signed_meanwhile_is_a_conflict_that_ends_well(held):
    held.write()
    records.sign_record(held.meeting, by=held.officer)
    late = row(held, "gửi sau khi ký")
    [refused] = send(held, late).json()["outcomes"]
    assert (refused["code"], refused["number"], refused["again"]) == ("record_signed", None, True)
    assert "Hãy đề nghị Văn phòng mở lại biên bản rồi gửi lại." in refused["text"]
    assert "Biên bản cuộc tiếp xúc đã ký" in state_of(held, held.delegate).json()["refusal"]
    records.reopen_record(held.meeting, reason="Bổ sung ý kiến", by=held.officer)
    assert state_of(held, held.delegate).json()["refusal"] == ""
    assert outcomes(send(held, late)) == [(1, "")]


def test_a_cancelled_meeting_says_so(held):
    VoterMeeting.objects.filter(pk=held.meeting.pk).update(state="cancelled", cancel_reason="Bão")
    assert outcomes(send(held, row(held))) == [(None, "meeting_off")]


def test_the_same_key_with_other_words_is_told_apart(held):
    first = row(held)
    send(held, first)
    [again] = send(held, {**first, "text": "Cầu hỏng"}).json()["outcomes"]
    assert (again["code"], again["again"]) == ("key_taken", False)
    assert Opinion.objects.get().text == "Đường hỏng"


def test_a_clock_a_year_ahead_is_shown_beside_that_of_the_server(held):
    send(held, row(held, "giờ đúng"), sent_at="")
    send(held, row(held, "giờ sai", said_at=YEAR_AHEAD), sent_at=YEAR_AHEAD)
    send(held, row(held, "không giờ", said_at="+275760-09-13T00:00:00Z"), sent_at="hôm qua")
    found = {one["text"]: one for one in state_of(held, held.delegate).json()["newest"]}
    assert [found[text]["number"] for text in ("giờ đúng", "giờ sai", "không giờ")] == [1, 2, 3]
    assert "Đồng hồ thiết bị ghi 09:00 23/11/2027; máy chủ nhận lúc" in found["giờ sai"]["clock"]
    assert found["giờ đúng"]["clock"] == found["không giờ"]["clock"] == ""
    page = signed_in(held.officer).get(reverse("voters:meeting", args=[held.meeting.pk]))
    assert "Đồng hồ thiết bị ghi 09:00 23/11/2027" in page.content.decode()


def test_without_a_session_the_device_is_led_to_the_sign_in(held):
    address = reverse("voters:recording_state", kwargs={"meeting": held.meeting.pk})
    assert Client().get(address).status_code == 302
    sync = reverse("voters:sync_opinions", kwargs={"meeting": held.meeting.pk})
    assert Client().post(sync, {"batch": json.dumps([row(held)])}).status_code == 302
    assert not Opinion.objects.exists()


def test_the_state_says_as_whom_and_what_may_be_sent(held):
    recording.record_opinion(
        held.meeting,
        text="Đường hỏng",
        track="opinion",
        unit=held.meeting.unit,
        speaker=Voter("Nguyễn Thị Kín"),
        by=held.officer,
    )
    answer = state_of(held, held.delegate)
    said = answer.json()
    assert (said["person"], said["count"], said["refusal"]) == (held.delegate.pk, 1, "")
    assert "Kín" not in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    stranger = UserFactory(role=Role.DELEGATE, role__council=held.council)
    assert state_of(held, stranger).status_code == 403


def test_a_token_of_an_older_sign_in_is_not_needed(held):
    client = Client(enforce_csrf_checks=True)
    client.force_login(held.delegate)
    kwargs = {"meeting": held.meeting.pk}
    sync = reverse("voters:sync_opinions", kwargs=kwargs)
    batch = {"batch": json.dumps([row(held)])}
    assert client.post(sync, batch).status_code == 403
    token = client.get(reverse("voters:recording_state", kwargs=kwargs)).json()["token"]
    answer = client.post(sync, batch, headers={"X-CSRFToken": token})
    assert outcomes(answer) == [(1, "")]
