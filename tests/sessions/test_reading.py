from datetime import date

import pytest
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from hdnd_portal.audit.models import Entry
from sessions.models import Note, ReadingReceipt
from sessions.reading_list import reading_list
from sessions.services import reading
from tests.factories import UserFactory
from tests.route_cases import World
from tests.sessions.route_cases import frozen


@pytest.fixture
def paper(db):
    world = World()
    line = frozen(world)
    line.world = world
    return line


@pytest.fixture
def delegate(paper):
    return paper.world.user(Role.DELEGATE)


def test_opening_a_paper_leaves_one_receipt(paper, delegate):
    session = paper.freeze.session
    reading.open_version(session, paper.version, by=delegate)
    reading.open_version(session, paper.version, by=delegate)

    assert ReadingReceipt.objects.filter(user=delegate).count() == 1


def test_an_officer_leaves_no_receipt(paper):
    officer = paper.world.user(Role.OFFICER)

    assert reading.open_version(paper.freeze.session, paper.version, by=officer) is None


def test_reading_never_goes_back_and_the_last_page_ends_it(paper, delegate):
    receipt = reading.open_version(paper.freeze.session, paper.version, by=delegate)

    receipt = reading.read_to_page(receipt, page=2)
    receipt = reading.read_to_page(receipt, page=1)
    assert (receipt.last_page, receipt.read_through_at) == (2, None)
    receipt = reading.read_to_page(receipt, page=99)

    assert receipt.last_page == 3
    assert receipt.read_through_at is not None


def test_the_list_says_what_is_read(paper, delegate):
    reading.mark_read(paper.freeze.session, paper.version, by=delegate)

    (item,) = reading_list(paper.freeze.session, delegate)
    assert [entry.is_read for entry in item.papers] == [True]


def test_a_note_is_encrypted_and_in_no_trail(paper, delegate):
    note = reading.write_note(
        paper.freeze.session, text="Chưa thuyết phục", by=delegate, version=paper.version
    )

    assert "thuyết phục".encode() not in bytes(note.secret_text)
    assert reading.note_text(note, by=delegate) == "Chưa thuyết phục"
    assert not [e for e in Entry.objects.all() if "thuyết phục" in str(e.details)]


def test_nobody_else_reads_or_erases_a_note(paper, delegate):
    note = reading.write_note(paper.freeze.session, text="Riêng", by=delegate)
    other = UserFactory()

    with pytest.raises(PermissionError):
        reading.note_text(note, by=other)
    with pytest.raises(PermissionError):
        reading.delete_note(note, by=other)
    assert Note.objects.filter(pk=note.pk).exists()


def test_the_page_shows_my_notes_and_not_anothers(paper, delegate, client):
    session = paper.freeze.session
    chair = paper.world.user(Role.CHAIR)
    reading.write_note(session, text="Của đại biểu", by=delegate, version=paper.version)
    reading.write_note(session, text="Của chủ tịch", by=chair, version=paper.version)
    client.force_login(delegate)

    page = client.get(
        reverse("sessions:read_paper", kwargs={"session": session.pk, "paper": paper.pk})
    ).content.decode()

    assert "Của đại biểu" in page
    assert "Của chủ tịch" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_session_list_do_not_grow(client, django_assert_num_queries, db, count):
    from tests.factories import CouncilSessionFactory  # noqa: PLC0415

    world = World()
    for number in range(count):
        CouncilSessionFactory(
            term=world.term, council=world.council, ordinal=number + 1, opening_on=date(2026, 12, 8)
        )
    client.force_login(world.user(Role.OFFICER))
    client.get(reverse("sessions:list"))
    with django_assert_num_queries(6):
        client.get(reverse("sessions:list"))
