"""Guests of an earlier session are copied; each kind of invited people reads its own sentence."""

from datetime import date
from threading import Event, Thread

import pytest
from django.db import connection, transaction
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from hdnd_portal.audit.models import Entry
from hdnd_portal.documents.wordings import find
from sessions.models import Guest, Invitation, InvitationRun
from sessions.papers import invitation_paper, programme
from sessions.services import guests, invitations
from sessions.services.refusals import SessionRefused
from tests.factories import (
    BodyFactory,
    GuestFactory,
    MandateFactory,
    MembershipFactory,
    PersonFactory,
)
from tests.route_cases import World
from tests.sessions.route_cases import plain


@pytest.fixture
def world(db):
    return World()


@pytest.fixture
def session(world):
    return plain(world, state="agreed")


@pytest.fixture
def earlier(world):
    held = plain(world, name="Kỳ họp giữa năm 2026", opening_on=date(2026, 7, 7))
    GuestFactory(session=held, category="press", name="Báo Sao Mai", title="", email="b@example.vn")
    GuestFactory(session=held, category="voter", name="Ông Lê Cử", title="Cử tri xã Mẫu")
    return held


def test_chosen_guests_are_copied_once(world, session, earlier):
    officer = world.user(Role.OFFICER)
    GuestFactory(session=session, category="voter", name="ÔNG LÊ CỬ")
    chosen = set(earlier.guests.values_list("pk", flat=True))

    made = guests.copy_guests(session, source=earlier, chosen=chosen, by=officer)
    again = guests.copy_guests(session, source=earlier, chosen=chosen, by=officer)

    assert [(g.name, g.category, g.email) for g in made] == [
        ("Báo Sao Mai", "press", "b@example.vn")
    ]
    assert again == []
    assert session.guests.count() == 2
    assert Entry.objects.get(event="session.guests_copied").details["count"] == 1


def test_what_was_not_chosen_is_not_copied(world, session, earlier):
    assert guests.copy_guests(session, source=earlier, chosen=[], by=world.user(Role.OFFICER)) == []


def test_guests_of_another_council_are_not_copied(session, db):
    other = plain(World())

    with pytest.raises(SessionRefused, match="other_council"):
        guests.copy_guests(session, source=other, chosen=[], by=World().user(Role.OFFICER))
    assert other not in guests.earlier_sessions(session)


def while_issuing(session, by, act):
    """Let `act` begin once invitations are written and not committed; what became of both."""
    committee = BodyFactory(term=session.term, kind="standing_committee")
    signer = MembershipFactory(body=committee, role="chair")
    written, acted = Event(), Event()
    outcomes = {}

    def issue():
        with transaction.atomic():
            invitations.issue_invitations(
                session, signer=signer, issued_on=date(2026, 11, 20), by=by
            )
            written.set()
            # Whoever waits for the session does not come to an end before this does.
            acted.wait(1)

    def interfere():
        assert written.wait(20)
        act()

    def run(name, step, over):
        try:
            step()
        except Exception as error:
            outcomes[name] = getattr(error, "code", repr(error))
        else:
            outcomes[name] = "done"
        finally:
            over.set()
            connection.close()

    threads = [
        Thread(target=run, args=("issued", issue, written)),
        Thread(target=run, args=("other", interfere, acted)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes["issued"], outcomes["other"]


@pytest.mark.django_db(transaction=True)
def test_a_guest_is_not_taken_off_while_invitations_are_issued(world, session):
    by, guest = world.user(Role.OFFICER), GuestFactory(session=session)

    outcomes = while_issuing(session, by, lambda: guests.remove_guest(guest, by=by))

    assert outcomes == ("done", "guest_invited")
    assert Invitation.objects.get(guest=guest).addressee.startswith(guest.name)


@pytest.mark.django_db(transaction=True)
def test_a_guest_corrected_while_invitations_are_issued_gets_the_letter(world, session):
    by, guest = world.user(Role.OFFICER), GuestFactory(session=session, email="cu@example.vn")

    outcomes = while_issuing(
        session, by, lambda: guests.correct_guest(guest, email="moi@example.vn", by=by)
    )

    assert outcomes == ("done", "done")
    assert Invitation.objects.get(guest=guest).email == "moi@example.vn"


def test_a_guest_whom_a_colleague_took_off_is_said_to_be_gone(world, session):
    by, guest = world.user(Role.OFFICER), GuestFactory(session=session)
    guests.remove_guest(Guest.objects.get(pk=guest.pk), by=by)

    with pytest.raises(SessionRefused, match="guest_gone"):
        guests.correct_guest(guest, name="Ông Lê Cử", by=by)
    with pytest.raises(SessionRefused, match="guest_gone"):
        guests.remove_guest(guest, by=by)


def test_the_latest_session_before_this_one_is_offered_first(world, session, earlier):
    later = plain(world, opening_on=date(2027, 3, 2), closing_on=date(2027, 3, 3))
    GuestFactory(session=later)

    assert list(guests.earlier_sessions(session)) == [earlier, later]


def test_the_page_shows_who_would_come_and_copies(world, session, earlier, client):
    client.force_login(world.user(Role.CLERK))
    GuestFactory(session=session, category="voter", name="Ông Lê Cử")
    url = reverse("sessions:copy_guests", kwargs={"session": session.pk})

    page = client.get(url).content.decode()
    assert "1 khách mời chưa có trong danh sách" in page
    assert "Báo Sao Mai" in page
    chosen = list(earlier.guests.values_list("pk", flat=True))
    said = client.post(f"{url}?tu={earlier.pk}", {"guests": chosen}, follow=True).content.decode()

    assert "Đã chép 1 khách mời vào danh sách." in said
    assert set(session.guests.values_list("name", flat=True)) == {"Ông Lê Cử", "Báo Sao Mai"}


def test_what_is_no_key_chooses_nobody(world, session, earlier, client):
    client.force_login(world.user(Role.CLERK))
    url = reverse("sessions:copy_guests", kwargs={"session": session.pk})
    kept = earlier.guests.first()

    for typed in ("9" * 5000, "-1", "x", "²", ""):
        answer = client.post(f"{url}?tu={typed}", {"guests": [typed, kept.pk]})
        assert answer.status_code == 302

    assert [guest.name for guest in session.guests.all()] == [kept.name]


def test_a_session_of_elsewhere_is_not_offered(world, session, client):
    client.force_login(world.user(Role.CLERK))
    other = plain(World())
    GuestFactory(session=other)
    url = reverse("sessions:copy_guests", kwargs={"session": session.pk})

    assert client.get(url, {"tu": other.pk}).status_code == 404


@pytest.mark.parametrize("category", [*Guest.Category.values, "delegate"])
def test_each_kind_of_invited_people_reads_its_own_sentence(world, session, category):
    by = world.user(Role.OFFICER)
    run = InvitationRun.objects.create(
        session=session,
        signer=PersonFactory(),
        signer_block=["CHỦ TỊCH"],
        issued_on=date(2026, 11, 20),
        issued_by=by,
        issued_at="2026-11-20T01:00:00Z",
    )
    session.refresh_from_db()
    whom = (
        {"mandate": MandateFactory(term=session.term)}
        if category == "delegate"
        else {"guest": GuestFactory(session=session, category=category)}
    )
    invitation = Invitation.objects.create(session=session, run=run, addressee="Ai đó", **whom)

    table = programme([], [], with_closed=True)
    paper = str(invitation_paper(invitation, table, addressee="Ai đó"))

    kinds = [*Guest.Category.values, "delegate"]
    sentences = {kind: str(find(f"invitation.{kind}").default) for kind in kinds}
    assert sorted(kind for kind, words in sentences.items() if words in paper) == [category]
