import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from sessions.models import SpeechRequest
from sessions.observing import observer_path
from sessions.services import attendance, proceedings, speeches
from sessions.services.live import SOON, changed_soon
from sessions.state_cache import MARK, read
from sessions.workflow.sitting import Phase, SpeechKind
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
def officer(session, client):
    user = user_with(Role.OFFICER, council=session.council)
    client.force_login(user)
    return user


def at(name, session, **kwargs):
    return reverse(f"sessions:{name}", kwargs={"session": session.pk, **kwargs})


def fill(session, officer, count):
    """So many delegates in the hall, each waiting to speak, and items before the council."""
    group = BodyFactory(term=session.term, kind="delegate_group")
    seats = []
    for _number in range(count):
        seat = MandateFactory(term=session.term)
        MembershipFactory(body=group, person=seat.person)
        seats.append(seat)
    attendance.arrive(session, mandates=[seat.pk for seat in seats], at=EIGHT, by=officer)
    running = speeches.item_on(session)
    expected = running.pk if running else None
    for _number in range(count):
        item = AgendaItemFactory(session=session, state="sent")
        expected = proceedings.start_item(
            session, item, phase=Phase.DISCUSS, expected=expected, by=officer
        ).pk
    for seat in seats:
        speeches.enter_speech(session, kind=SpeechKind.SPEECH, mandate=seat, by=officer)


def asked_by(client, path):
    """How many queries the page takes, the second time it is opened."""
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer.status_code == 200
    return len(asked)


PAGES = {  # with the state of the sitting at hand: one reading a second serves every page
    "attendance": 12,
    "console": 11,
    "floor": 5,
    "board": 4,
    "course": 6,
    "speaking": 11,
    "live_state": 4,
}


def test_queries_of_the_pages_do_not_grow(client, session, officer):
    counts = []
    for more in (1, 2):  # one of each, then three
        fill(session, officer, more)
        counts.append({name: asked_by(client, at(name, session)) for name in PAGES})
    assert counts == [PAGES, PAGES]


def test_queries_of_a_delegates_page_and_of_a_reading_do_not_grow(client, session, officer):
    delegate = user_with(Role.DELEGATE, council=session.council)
    delegate.person = PersonFactory()
    delegate.save()
    seat = MandateFactory(term=session.term, person=delegate.person)
    attendance.arrive(session, mandates=[seat.pk], at=EIGHT, by=officer)
    fill(session, officer, 1)
    speeches.enter_speech(session, kind=SpeechKind.SPEECH, mandate=seat, by=officer)
    client.force_login(delegate)
    for more in (0, 2):
        fill(session, officer, more)
        assert asked_by(client, at("floor", session)) == 7
        with CaptureQueriesContext(connection) as asked:
            read(session)
        assert len(asked) == 9


def test_who_is_ticked_is_entered(client, session, officer):
    seats = [MandateFactory(term=session.term) for _number in range(3)]
    client.post(at("enter_attendance", session), {"seat": [seats[0].pk, seats[2].pk]})
    assert attendance.present_at(session, NINE) == {seats[0].pk, seats[2].pk}


@pytest.mark.parametrize("typed", ["7 giờ kém", "06:00"])
def test_a_wrong_hour_costs_no_ticks(client, session, officer, typed):
    """What is no hour, and an hour before the sitting takes anybody: nobody is entered."""
    seats = [MandateFactory(term=session.term) for _number in range(3)]
    sent = {"seat": [seats[0].pk, seats[2].pk], "at": typed}
    answer = client.post(at("enter_attendance", session), sent)
    shown = answer.content.decode()
    ticked = [line["seat"].pk for line in answer.context["lines"] if line["is_chosen"]]
    assert sorted(ticked) == [seats[0].pk, seats[2].pk]
    assert (shown.count(" checked"), f'value="{typed}"' in shown) == (2, True)
    assert attendance.present_at(session, NINE) == set()


def test_list_that_is_refused_is_shown_as_it_was_pasted(client, session, officer):
    answer = client.post(at("paste_attendance", session), {"text": "Người Lạ\nKhác Lạ"})
    assert "Người Lạ; Khác Lạ" in answer.content.decode()
    assert "Người Lạ\nKhác Lạ</textarea>" in answer.content.decode()


def test_note_that_is_refused_is_kept(client, session, officer):
    answer = client.post(
        at("write_proceeding", session), {"kind": "sai", "text": "Đã gõ rất nhiều chữ"}
    )
    assert "Đã gõ rất nhiều chữ</textarea>" in answer.content.decode()


def test_request_of_a_delegate_that_is_refused_is_kept(client, session):
    delegate = user_with(Role.DELEGATE, council=session.council)
    delegate.person = PersonFactory()
    delegate.save()
    MandateFactory(term=session.term, person=delegate.person)
    client.force_login(delegate)
    answer = client.post(at("ask_to_speak", session), {"kind": "speech", "topic": "Giá đất"})
    assert 'value="Giá đất"' in answer.content.decode()
    assert SpeechRequest.objects.count() == 0


@pytest.mark.parametrize("name", ["board", "console", "floor"])
def test_page_says_of_which_moment_its_clocks_count(client, session, officer, name):
    """A state that is sent again to a screen opened later is old: clocks count from the page."""
    text = client.get(at(name, session)).content.decode()
    assert f'data-at="{int(NINE.timestamp() * 1000)}"' in text


def test_state_is_answered_once_and_then_by_its_tag(client, session, officer):
    first = client.get(at("live_state", session))
    assert json.loads(first.content)["parts"]["now"]
    again = client.get(at("live_state", session), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    fill(session, officer, 1)
    changed = client.get(at("live_state", session), headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200


def test_observer_sees_the_board_without_an_account(client, session):
    answer = client.get(observer_path(session))
    assert answer.status_code == 200
    assert session.name in answer.content.decode()


def test_link_of_an_observer_is_not_guessed_and_ends_with_the_session(client, session):
    path = observer_path(session)
    assert client.get(path.replace(":", "x", 1)).status_code == 404
    session.state = "closed"
    session.save()
    assert client.get(path).status_code == 404


def test_closed_item_is_not_told_by_any_answer_to_observers(client, session, officer):
    closed = AgendaItemFactory(
        session=session, state="sent", title="Nhân sự chủ chốt", is_closed=True
    )
    AgendaItemFactory(session=session, state="sent", title="Cũng kín", is_closed=True, position=99)
    proceedings.start_item(session, closed, phase=Phase.DISCUSS, expected=None, by=officer)
    client.logout()
    for path in (observer_path(session), f"{observer_path(session)}so-lieu/"):
        text = client.get(path).content.decode()
        assert "Phiên họp kín" in text
        assert "Nhân sự" not in text
        assert "Cũng kín" not in text


def test_session_is_opened_from_the_console_and_leads_back_there(client, session, officer):
    answer = client.post(at("carry", session), {"move": "adjourn", "next": "console"})
    assert answer["Location"] == at("console", session)


def test_report_of_speaking_is_a_sheet(client, session, officer):
    fill(session, officer, 1)
    answer = client.get(at("speaking_sheet", session))
    assert answer.content[:2] == b"PK"


def test_votes_at_once_ask_a_worker_once(session, django_capture_on_commit_callbacks):
    """Eager tasks do it at once, so each asks anew; the key is gone afterwards."""
    with django_capture_on_commit_callbacks(execute=True):
        changed_soon(session.pk)
    assert cache.get(SOON.format(session=session.pk)) is None
    cache.set(SOON.format(session=session.pk), 1)
    seq = cache.get(MARK.format(session=session.pk))
    with django_capture_on_commit_callbacks(execute=True):
        changed_soon(session.pk)
    assert cache.get(MARK.format(session=session.pk)) == seq
