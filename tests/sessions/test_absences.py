"""Requests to be absent: who may change what until when, and who is told."""

import pytest

from hdnd_portal.accounts.roles import Role
from hdnd_portal.audit.models import Entry
from hdnd_portal.notices.models import Notice
from sessions.services import absences
from sessions.services.refusals import SessionRefused
from tests.factories import CouncilSessionFactory, SittingFactory, UserFactory
from tests.route_cases import World
from tests.sessions import route_cases

pytestmark = pytest.mark.django_db


class Asked:
    """A delegate's request, with those who deal with it."""

    def __init__(self):
        world = World()
        self.request = route_cases.absence(world)
        self.session = self.request.session
        self.delegate = world.user(Role.DELEGATE)
        self.chair = world.user(Role.CHAIR)

    def be(self, state):
        self.session.state = state
        self.session.save()

    def decide(self, *, accept=True, note=""):
        return absences.decide_absence(self.request, accept=accept, note=note, by=self.chair)

    def change(self, **more):
        values = {"reason": "duty", "text": "Họp Quốc hội", "by": self.delegate, **more}
        return absences.change_absence(self.request, **values)


@pytest.fixture
def asked():
    return Asked()


def test_absence_is_asked_once_and_decided_once(asked):
    with pytest.raises(SessionRefused, match="absence_open"):
        absences.ask_absence(asked.session, reason="duty", text="Bận", by=asked.delegate)
    with pytest.raises(SessionRefused, match="reason_missing"):
        asked.decide(accept=False)
    asked.decide()
    with pytest.raises(SessionRefused, match="absence_decided"):
        asked.decide()


def test_without_a_seat_no_absence(asked):
    with pytest.raises(SessionRefused, match="no_seat"):
        absences.ask_absence(asked.session, reason="duty", text="Bận", by=UserFactory())


@pytest.mark.parametrize(("accept", "event"), [(True, "accepted"), (False, "refused")])
def test_the_delegate_is_told_of_the_decision(asked, accept, event):
    asked.decide(accept=accept, note="Cần có mặt khi biểu quyết")

    notice = Notice.objects.get(recipient=asked.delegate)
    assert (notice.event, notice.body) == (f"absence.{event}", "Cần có mặt khi biểu quyết")


def test_an_accepted_request_is_withdrawn_until_the_opening(asked):
    asked.decide()
    asked.be("open")
    with pytest.raises(SessionRefused, match="absence_after_opening"):
        absences.withdraw_absence(asked.request, by=asked.delegate)

    asked.be("convened")
    assert absences.withdraw_absence(asked.request, by=asked.delegate).state == "withdrawn"


def test_a_changed_request_waits_for_the_chair_again(asked):
    asked.decide()
    sitting = SittingFactory(session=asked.session)

    changed = asked.change(from_sitting=sitting)

    assert (changed.state, changed.reason, changed.from_sitting) == ("waiting", "duty", sitting)
    assert (changed.decided_by, changed.decided_at) == (None, None)
    assert asked.decide().state == "accepted"


def test_a_refused_request_is_not_changed_but_asked_anew(asked):
    asked.decide(accept=False, note="Cần có mặt")
    with pytest.raises(SessionRefused, match="absence_decided"):
        asked.change()
    assert (
        absences.ask_absence(asked.session, reason="health", text="Ốm", by=asked.delegate).state
        == "waiting"
    )


@pytest.mark.parametrize("state", ["closed", "published", "archived", "cancelled"])
@pytest.mark.parametrize(
    "act",
    [
        lambda asked: asked.decide(),
        lambda asked: asked.change(),
        lambda asked: absences.withdraw_absence(asked.request, by=asked.delegate),
        lambda asked: absences.ask_absence(
            asked.session, reason="health", text="Ốm", by=asked.delegate
        ),
    ],
)
def test_nothing_is_asked_or_decided_once_the_session_is_over(asked, state, act):
    asked.be(state)
    with pytest.raises(SessionRefused, match="session_ended"):
        act(asked)


def test_the_trail_does_not_say_why_somebody_is_absent(asked):
    asked.change()
    entries = Entry.objects.filter(event__startswith="absence.")
    assert [entry.details for entry in entries] == [{}, {}]


def test_sittings_are_of_the_order_of_time(asked):
    first = SittingFactory(session=asked.session)
    later = SittingFactory(session=CouncilSessionFactory(term=asked.session.term, ordinal=9))
    later.starts_at = first.ends_at
    with pytest.raises(SessionRefused, match="sittings_reversed"):
        asked.change(from_sitting=later, to_sitting=first)
