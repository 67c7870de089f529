from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from hdnd_portal.audit.models import Entry
from hdnd_portal.secret_text import Voter
from sessions import board
from sessions.hotline import by_topic, hotline_state, localities_of
from sessions.models import HotlineCall, HotlineCaller
from sessions.observing import observer_path
from sessions.services import hotline
from sessions.services.refusals import SessionRefused
from tests.accounts.factories import user_with
from tests.factories import (
    AgendaItemFactory,
    CommuneFactory,
    CouncilSessionFactory,
    SittingFactory,
)
from tests.racing import at_once

pytestmark = pytest.mark.django_db

EIGHT = datetime(2026, 12, 8, 1, 0, tzinfo=UTC)
NINE = EIGHT + timedelta(hours=1)
NAME, PHONE = "Nguyễn Thị Kín", "0900 123 456"


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NINE, tick=False)


@pytest.fixture
def session():
    held = CouncilSessionFactory(state="open")
    SittingFactory(
        session=held, starts_at=EIGHT, ends_at=EIGHT + timedelta(hours=3), opened_at=EIGHT
    )
    return held


@pytest.fixture
def clerk(session, client):
    user = user_with(Role.CLERK, council=session.council)
    client.force_login(user)
    return user


def take(session, by, gist="Đường hỏng", **more):
    return hotline.take_call(session, gist=gist, by=by, **{"at": NINE, **more})


def at(name, session, **kwargs):
    return reverse(f"sessions:{name}", kwargs={"session": session.pk, **kwargs})


def test_call_is_of_the_sitting_that_was_on(session, clerk):
    later = take(session, clerk, topic="Giao thông")
    early = take(session, clerk, at=EIGHT - timedelta(minutes=1))
    assert (later.sitting, early.sitting) == (session.sittings.get(), None)
    assert (later.topic_words, early.topic_words) == ("Giao thông", "Lĩnh vực khác")


@pytest.mark.parametrize(
    ("state", "more", "code"),
    [
        ("closed", {}, "not_held"),
        ("open", {"at": NINE + timedelta(minutes=1)}, "call_ahead"),
        ("open", {"gist": "  "}, "call_empty"),
    ],
)
def test_call_is_refused(session, clerk, state, more, code):
    session.state = state
    session.save()
    with pytest.raises(SessionRefused, match=code):
        take(session, clerk, **more)
    assert not HotlineCall.objects.exists()


def test_topics_are_counted_with_their_places(session, clerk):
    commune = CommuneFactory(parent=session.council.unit)
    item = AgendaItemFactory(session=session, title="Đầu tư công")
    take(session, clerk, item=item)
    take(session, clerk, topic="nước sạch", unit=commune, at=EIGHT)
    take(session, clerk, topic="Nước Sạch", unit=commune)
    hotline.strike_call(take(session, clerk, item=item), reason="Ghi hai lần", by=clerk)
    counted = by_topic(HotlineCall.objects.standing().for_list())
    assert [(one.words, one.count, one.localities) for one in counted] == [
        ("Nước Sạch", 2, [(str(commune), 2)]),
        ("Đầu tư công", 1, []),
    ]


def test_localities_are_the_communes_of_the_province(session):
    commune = CommuneFactory(parent=session.council.unit)
    CommuneFactory()
    assert list(localities_of(session)) == [commune]
    session.council.unit = commune
    assert list(localities_of(session)) == [commune]


def test_correction_is_a_row_of_its_own_and_keeps_the_caller(session, clerk):
    old = take(session, clerk, caller=Voter(NAME, PHONE))
    new = hotline.correct_call(
        old, item=None, topic="Cầu", unit=None, gist="Cầu hỏng", reason="Nghe nhầm", by=clerk
    )
    old.refresh_from_db()
    assert (old.is_struck, old.reason, old.gist) == (True, "Nghe nhầm", "Đường hỏng")
    assert (new.corrects, new.called_at, new.gist) == (old, old.called_at, "Cầu hỏng")
    assert hotline.read_caller(new, reason="Gọi lại", by=clerk) == Voter(NAME, PHONE)
    with pytest.raises(SessionRefused, match="call_struck"):
        hotline.strike_call(old, reason="Nhầm", by=clerk)


@pytest.mark.parametrize(
    ("state", "reason", "code"),
    [("closed", " ", "reason_missing"), ("published", "Nhầm", "session_settled")],
)
def test_call_is_struck_with_a_reason_until_the_minutes_are_out(
    session, clerk, state, reason, code
):
    call = take(session, clerk)
    session.state = state
    session.save()
    with pytest.raises(SessionRefused, match=code):
        hotline.strike_call(call, reason=reason, by=clerk)


def test_caller_is_read_by_those_who_take_calls_and_every_reading_is_kept(session, clerk):
    call = take(session, clerk, caller=Voter(NAME, PHONE))
    chair = user_with(Role.CHAIR, council=session.council)
    with pytest.raises(PermissionError):
        hotline.read_caller(call, reason="Muốn biết", by=chair)
    with pytest.raises(SessionRefused, match="reason_missing"):
        hotline.read_caller(call, reason=" ", by=clerk)
    assert not Entry.objects.filter(event="hotline.caller_read").exists()
    assert hotline.read_caller(call, reason="Gọi lại", by=clerk) == Voter(NAME, PHONE)
    entry = Entry.objects.get(event="hotline.caller_read")
    assert (entry.actor_id, entry.details) == (clerk.pk, {"reason": "Gọi lại"})
    with pytest.raises(SessionRefused, match="caller_unsaid"):
        hotline.read_caller(take(session, clerk), reason="Gọi lại", by=clerk)


def test_caller_stands_in_no_row_trail_page_or_sheet(session, clerk, client):
    call = take(session, clerk, caller=Voter(NAME, PHONE))
    rows = [str(HotlineCall.objects.values().get()), str(Entry.objects.values_list("details"))]
    kept = bytes(HotlineCaller.objects.get().secret_text).decode(errors="replace")
    pages = [
        client.get(at("hotline", session)),
        client.get(at("hotline_state", session)),
        client.get(at("hotline_call", session, call=call.pk)),
        client.get(at("hotline_calls", session)),
    ]
    sheet = b"".join(client.get(at("hotline_calls", session), {"xuat": "xlsx"}).streaming_content)
    assert sheet[:2] == b"PK"
    texts = [*rows, kept, *(page.content.decode() for page in pages)]
    assert all(page.status_code == 200 for page in pages)
    assert not [text for text in texts if NAME in text or PHONE in text]
    shown = client.post(at("read_caller", session, call=call.pk), {"xem-reason": "Gọi lại"})
    assert NAME in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]


def test_call_is_typed_on_the_page_and_kept_when_refused(session, clerk, client):
    data = {"gist": "Đường hỏng", "topic": "Giao thông", "caller_phone": "không rõ"}
    refused = client.post(at("take_call", session), data)
    assert refused.status_code == 422
    assert "Giao thông" in refused.content.decode()
    done = client.post(at("take_call", session), {**data, "caller_phone": PHONE, "at": "08:30"})
    assert done["Location"] == at("hotline", session)
    call = HotlineCall.objects.get()
    assert call.called_at == EIGHT + timedelta(minutes=30)
    assert hotline.read_caller(call, reason="Gọi lại", by=clerk) == Voter("", PHONE)


def test_one_topic_is_asked_for(session, clerk, client):
    item = AgendaItemFactory(session=session)
    secret = AgendaItemFactory(session=session, title="Nhân sự kín", is_closed=True)
    data = {"gist": "Hỏi", "item": item.pk, "topic": "Khác"}
    assert client.post(at("take_call", session), data).status_code == 422
    assert client.post(at("take_call", session), {**data, "item": secret.pk}).status_code == 422
    assert "Nhân sự kín" not in client.get(at("hotline", session)).content.decode()
    assert client.post(at("take_call", session), {**data, "topic": ""}).status_code == 302


def test_call_is_in_no_state_that_everybody_gets(session, clerk):
    take(session, clerk, gist="Cầu sập")
    state = board.board_state(session)
    everybody = board.rendered(state), board.rendered(board.for_observers(state))
    assert "Cầu sập" in str(hotline_state(session))
    assert "Cầu sập" not in str(everybody)


def test_state_is_not_sent_twice(session, clerk, client):
    take(session, clerk)
    path = at("hotline_state", session)
    first = client.get(path)
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    take(session, clerk)
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_queries_do_not_grow(client, session, clerk):
    counts = []
    for more in (1, 2):
        for _number in range(more):
            item = AgendaItemFactory(session=session)
            unit = CommuneFactory(parent=session.council.unit)
            call = take(session, clerk, item=item, unit=unit, caller=Voter(NAME, PHONE))
        pages = {
            "hotline": at("hotline", session),
            "hotline_calls": at("hotline_calls", session),
            "hotline_call": at("hotline_call", session, call=call.pk),
        }
        asked = {}
        for name, path in pages.items():
            client.get(path)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200
            asked[name] = len(queries)
        counts.append(asked)
    assert counts[0] == counts[1]
    assert max(counts[0].values()) <= 12


def test_public_programme_names_no_closed_item(client, session):
    session.stream_url = "https://truyenhinh.example/truc-tiep"
    session.save()
    AgendaItemFactory(session=session, title="Đầu tư công", sitting=session.sittings.get())
    AgendaItemFactory(session=session, title="Nhân sự chủ chốt", is_closed=True)
    AgendaItemFactory(session=session, title="Đã rút", state="withdrawn")
    text = client.get(observer_path(session, "observe_programme")).content.decode()
    assert "Đầu tư công" in text
    assert "Nội dung họp kín" in text
    assert "https://truyenhinh.example/truc-tiep" in text
    assert "Nhân sự chủ chốt" not in text
    assert "Đã rút" not in text


@pytest.mark.django_db(transaction=True)
def test_two_people_correct_one_call_once(session, clerk):
    call = take(session, clerk)

    def correct(words):
        return lambda: hotline.correct_call(
            call, item=None, topic="", unit=None, gist=words, reason="Nghe nhầm", by=clerk
        )

    acts = (correct("Cầu hỏng"), correct("Cống hỏng"))
    assert at_once(HotlineCall, *acts, refused=(SessionRefused,)) == ["done", "refused"]
    assert HotlineCall.objects.standing().count() == 1
