"""Entries: what is recorded, sealed after commit, and refused by the database afterwards."""

import threading
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log, sealing, wording
from hdnd_portal.audit.models import Entry
from hdnd_portal.council.models import AdministrativeUnit, Council, Person, Term


@pytest.fixture
def council(db) -> Council:
    unit = AdministrativeUnit.objects.create(code="99", name="Sao Mai", kind="province")
    return Council.objects.create(code="99", unit=unit, name="HĐND tỉnh Sao Mai", place="Sao Mai")


def test_an_entry_keeps_who_did_what_to_which_record(officer, council):
    log.record("council.renamed", council, by=officer, to="mới", on=date(2026, 12, 8))

    entry = Entry.objects.get()
    assert (entry.event, entry.actor, entry.actor_name) == (
        "council.renamed",
        officer,
        "Nguyễn Thị Lan",
    )
    assert (entry.subject_type, entry.subject_id) == ("council.council", str(council.pk))
    assert entry.council_key == council.pk
    assert entry.details == {"to": "mới", "on": "2026-12-08"}


def test_the_council_is_found_over_the_records_own_keys(officer, council):
    term = Term.objects.create(
        council=council,
        name="2026–2031",
        ordinal="XI",
        valid_from=date(2026, 6, 1),
        seats_statutory=85,
        elected_at_start=85,
    )
    body = term.bodies.create(kind="office", name="Văn phòng", code="VP")
    person = Person.objects.create(name="Lê Văn Bình", sex="male")
    membership = body.memberships.create(person=person, role="clerk", valid_from=date(2026, 6, 1))
    membership = type(membership).objects.get(pk=membership.pk)

    log.record("membership.added", membership, by=officer)
    log.record("person.renamed", person, by=officer)

    assert list(Entry.objects.order_by("pk").values_list("council_key", flat=True)) == [
        council.pk,
        None,
    ]


def test_the_timeline_of_a_record_is_newest_first(officer, council):
    other = Person.objects.create(name="Lê Văn Bình", sex="male")
    for event, subject in [("a.one", council), ("a.two", other), ("a.three", council)]:
        log.record(event, subject, by=officer)

    assert [entry.event for entry in log.entries_for(council)] == ["a.three", "a.one"]
    assert [entry.event for entry in log.entries_for(council, other)] == [
        "a.three",
        "a.two",
        "a.one",
    ]


def test_an_entry_outlives_its_actor_and_its_subject(officer, council):
    person = Person.objects.create(name="Lê Văn Bình", sex="male")
    log.record("person.added", person, by=officer, share=Decimal("1.50"))
    sealing.seal_entries()
    person.delete()
    officer.delete()

    entry = Entry.objects.get()
    assert entry.actor_name == "Nguyễn Thị Lan"
    assert sealing.verify_chain().is_sound


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_entry SET event = 'b.forged'",
        "UPDATE audit_entry SET actor_name = 'Người khác'",
        "UPDATE audit_entry SET hash = repeat('1', 64)",
        "UPDATE audit_entry SET sequence = NULL, hash = '', previous_hash = ''",
        "DELETE FROM audit_entry",
    ],
)
def test_the_database_refuses_to_change_a_sealed_entry(officer, change):
    log.record("a.one", None, by=officer)
    sealing.seal_entries()

    with (
        pytest.raises(DatabaseError, match="audit_entry"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)
    assert sealing.verify_chain().checked == 1


def test_an_entry_cannot_be_rewritten_while_it_waits_for_its_seal(officer):
    log.record("a.one", None, by=officer)
    forged = Entry.objects.get()
    forged.event = "a.forged"
    with pytest.raises(DatabaseError, match="audit_entry"), transaction.atomic():
        forged.save()


def test_the_database_refuses_to_empty_the_trail(officer):
    log.record("a.one", None, by=officer)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid='audit_entry'::regclass "
            "AND tgtype & 32 <> 0"
        )
        (name,) = cursor.fetchone()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE audit_entry ENABLE TRIGGER {name}")
        with pytest.raises(DatabaseError, match="truncate"), transaction.atomic():
            cursor.execute("TRUNCATE audit_entry")
        cursor.execute(f"ALTER TABLE audit_entry DISABLE TRIGGER {name}")
    assert Entry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_entries_are_sealed_once_committed_and_vanish_with_a_rollback(officer):
    with transaction.atomic():
        log.record("a.one", None, by=officer)
        log.record("a.two", None, by=officer)
        assert not Entry.objects.sealed().exists()

    class Refused(Exception): ...

    def refused_act() -> None:
        with transaction.atomic():
            log.record("a.three", None, by=officer)
            raise Refused

    with pytest.raises(Refused):
        refused_act()

    assert [entry.event for entry in Entry.objects.sealed()] == ["a.one", "a.two"]
    assert sealing.verify_chain() == sealing.Finding(
        2, "", None, sealing.Anchor(2, Entry.objects.get(sequence=2).hash)
    )


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_make_one_chain_and_do_not_wait_for_each_others_transactions(officer):
    """Each writer holds its own transaction open until all have written: with the chain's lock
    taken inside the transaction the second one would wait for ever.
    """
    writers, rounds = 4, 8
    all_wrote = threading.Barrier(writers, timeout=20)
    failures: list[Exception] = []

    def write(number: int) -> None:
        try:
            for turn in range(rounds):
                with transaction.atomic():
                    log.record("a.act", None, by=officer, writer=number, turn=turn)
                    all_wrote.wait()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert sealing.verify_chain().checked == writers * rounds
    assert sealing.verify_chain().is_sound


def test_a_sentence_is_made_of_the_details(officer, monkeypatch):
    monkeypatch.setattr(wording, "_sentences", {})
    wording.register({"thing.moved": "đã chuyển đến {to}"})
    log.record("thing.moved", None, by=officer, to="Ban Pháp chế")
    log.record("thing.moved", None, by=officer)
    log.record("thing.lost", None, by=officer)

    entries = Entry.objects.order_by("pk")
    assert [wording.sentence(entry) for entry in entries] == [
        "đã chuyển đến Ban Pháp chế",
        "đã chuyển đến –",
        "đã ghi việc thing.lost",
    ]
    with pytest.raises(ValueError, match=r"thing\.moved"):
        wording.register({"thing.moved": "khác"})


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("2026-12-08", "08/12/2026"),
        ("2026-12-08T07:30:00+00:00", "14:30 08/12/2026"),
        ("2026-2031", "2026-2031"),
        ("2026-13-45", "2026-13-45"),
        ("12/NQ-HĐND", "12/NQ-HĐND"),
        ("", "–"),
    ],
)
def test_days_are_shown_as_people_write_them(officer, monkeypatch, kept, shown):
    monkeypatch.setattr(wording, "_sentences", {})
    wording.register({"thing.moved": "đã chuyển sang {to}"})
    log.record("thing.moved", None, by=officer, to=kept)
    assert wording.sentence(Entry.objects.get()) == f"đã chuyển sang {shown}"


def test_changed_fields_are_named_as_on_the_screen(officer, monkeypatch):
    monkeypatch.setattr(wording, "_sentences", {})
    wording.register({"thing.changed": "đã sửa: {fields}"})
    log.record("thing.changed", officer, by=officer, fields="email, name, of_old")
    assert wording.sentence(Entry.objects.get()) == "đã sửa: thư điện tử, họ và tên, of_old"


def test_an_act_of_the_system_has_no_actor(db):
    log.record("a.sweep", None, by=None)
    assert (Entry.objects.get().actor, Entry.objects.get().actor_name) == (None, "")
    assert User.objects.count() == 0
