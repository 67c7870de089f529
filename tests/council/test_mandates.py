"""Seats and memberships: begin, suspend, move, end."""

import threading
import time
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from hdnd_portal.audit import log
from hdnd_portal.audit import wording as audit_wording
from hdnd_portal.council import services
from hdnd_portal.council.models import Mandate, Membership, Person
from hdnd_portal.council.refusals import CouncilRefused
from hdnd_portal.council.seats import seat_count
from hdnd_portal.council.wording import SENTENCES
from tests.factories import (
    TERM_START,
    BodyFactory,
    MandateFactory,
    MembershipFactory,
    PersonFactory,
    SuspensionFactory,
    TermFactory,
    UserFactory,
)

DAY = date(2026, 10, 15)


def delegate_with_places():
    mandate = MandateFactory()
    for kind, role in [("standing_committee", "vice_chair"), ("committee", "head")]:
        MembershipFactory(
            body=BodyFactory(term=mandate.term, kind=kind), person=mandate.person, role=role
        )
    return mandate


@pytest.mark.django_db
def test_end_mandate_ends_the_places_the_same_day():
    mandate = delegate_with_places()
    office = MembershipFactory(
        body=BodyFactory(term=mandate.term, kind="office"), person=mandate.person, role="officer"
    )
    other = MembershipFactory(person=mandate.person)  # of another council
    services.end_mandate(mandate, on=DAY, reason="released", document="NQ 5", by=UserFactory())
    mandate.refresh_from_db()
    assert (mandate.valid_to, mandate.end_reason) == (DAY, "released")
    ended = Membership.objects.filter(valid_to=DAY)
    assert sorted(ended.values_list("body__kind", flat=True)) == [
        "committee",
        "standing_committee",
    ]
    for kept in (office, other):
        kept.refresh_from_db()
        assert kept.valid_to is None


@pytest.mark.django_db
def test_end_mandate_withdraws_a_place_that_had_not_begun():
    mandate = MandateFactory()
    later = MembershipFactory(
        body=BodyFactory(term=mandate.term), person=mandate.person, valid_from=date(2026, 11, 1)
    )
    services.end_mandate(mandate, on=DAY, reason="died", by=None)
    assert not Membership.objects.filter(pk=later.pk).exists()


@pytest.mark.django_db
def test_end_mandate_closes_an_open_suspension():
    suspension = SuspensionFactory()
    services.end_mandate(suspension.mandate, on=DAY, reason="lost", by=None)
    suspension.refresh_from_db()
    assert suspension.valid_to == DAY


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("prepare", "on", "code"),
    [
        ({"valid_to": date(2026, 9, 1), "end_reason": "died"}, DAY, "ended"),
        ({}, date(2026, 3, 1), "before_start"),
    ],
)
def test_end_mandate_is_refused(prepare, on, code):
    with pytest.raises(CouncilRefused, match=code):
        services.end_mandate(MandateFactory(**prepare), on=on, reason="died", by=None)


@pytest.mark.django_db(transaction=True)
def test_end_mandate_twice_at_once_is_done_once():
    mandate = delegate_with_places()
    outcomes, barrier = [], threading.Barrier(2)

    def end():
        barrier.wait()
        try:
            services.end_mandate(mandate, on=DAY, reason="released", by=None)
            outcomes.append("done")
        except CouncilRefused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=end) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "refused"]
    assert log.entries_for(mandate).count() == 1


@pytest.mark.django_db
def test_suspended_delegate_stays_in_office_and_cannot_act():
    term = TermFactory(seats_statutory=52, elected_at_start=51)
    MandateFactory.create_batch(3, term=term)
    suspended = Mandate.objects.first()
    services.suspend_delegate(suspended, on=DAY, reason="khởi tố", document="NQ 7", by=None)
    count = seat_count(term, on=DAY)
    assert (count.seats_statutory, count.elected_at_start) == (52, 51)
    assert (count.in_office, count.able_to_act, count.suspended) == (3, 2, 1)
    assert seat_count(term, on=date(2026, 10, 14)).able_to_act == 3
    services.restore_delegate(suspended, last_day=date(2026, 10, 20), document="NQ 8", by=None)
    assert seat_count(term, on=date(2026, 10, 20)).able_to_act == 2
    assert seat_count(term, on=date(2026, 10, 21)).able_to_act == 3


@pytest.mark.django_db
def test_seat_count_follows_the_interval_of_each_seat():
    term = TermFactory()
    MandateFactory(term=term, valid_to=date(2026, 6, 30), end_reason="released")
    MandateFactory(term=term, valid_from=date(2026, 8, 1), basis="by_election")
    days = [date(2026, 6, 30), date(2026, 7, 1), date(2026, 8, 1)]
    assert [seat_count(term, on=d).in_office for d in days] == [1, 0, 1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("on", "code"), [(date(2026, 9, 15), "suspended"), (date(2026, 3, 1), "not_in_office")]
)
def test_suspend_delegate_is_refused(on, code):
    mandate = SuspensionFactory().mandate
    with pytest.raises(CouncilRefused, match=code):
        services.suspend_delegate(mandate, on=on, reason="x", document="y", by=None)


@pytest.mark.django_db
def test_restore_delegate_is_refused_without_a_suspension():
    with pytest.raises(CouncilRefused, match="not_suspended"):
        services.restore_delegate(MandateFactory(), last_day=DAY, document="", by=None)


@pytest.mark.django_db
def test_transfer_to_group_ends_the_old_one_the_day_before():
    mandate = MandateFactory()
    old, new = (
        BodyFactory(term=mandate.term, kind="delegate_group", name=f"Tổ số {n}") for n in (1, 2)
    )
    first = services.add_membership(
        old, person=mandate.person, role="member", valid_from=TERM_START, by=None
    )
    services.transfer_to_group(mandate, group=new, valid_from=DAY, by=None)
    first.refresh_from_db()
    assert first.valid_to == date(2026, 10, 14)
    assert Membership.objects.in_force(DAY).get(person=mandate.person).body == new
    with pytest.raises(CouncilRefused, match="same_group"):
        services.transfer_to_group(mandate, group=new, valid_from=DAY, by=None)


@pytest.mark.django_db
def test_add_membership_needs_a_seat_in_a_ban_and_none_in_the_office():
    term = TermFactory()
    staff = PersonFactory()
    with pytest.raises(CouncilRefused, match="no_seat"):
        services.add_membership(
            BodyFactory(term=term), person=staff, role="member", valid_from=DAY, by=None
        )
    office = BodyFactory(term=term, kind="office")
    services.add_membership(office, person=staff, role="officer", valid_from=DAY, by=None)
    with pytest.raises(CouncilRefused, match="member_already"):
        services.add_membership(office, person=staff, role="clerk", valid_from=DAY, by=None)


@pytest.mark.django_db
def test_delegate_sits_in_one_group_at_a_time():
    mandate = MandateFactory()
    groups = [BodyFactory(term=mandate.term, kind="delegate_group") for _ in range(2)]
    services.add_membership(
        groups[0], person=mandate.person, role="member", valid_from=DAY, by=None
    )
    with pytest.raises(CouncilRefused, match="other_group"):
        services.add_membership(
            groups[1], person=mandate.person, role="member", valid_from=DAY, by=None
        )


@pytest.mark.django_db
def test_seat_delegate_begins_a_seat_within_the_term():
    term = TermFactory()
    person = PersonFactory()
    services.seat_delegate(
        person, term=term, constituency="Đơn vị 1", valid_from=TERM_START, by=None
    )
    for on, code in [(DAY, "seated"), (date(2026, 3, 1), "outside_term")]:
        with pytest.raises(CouncilRefused, match=code):
            services.seat_delegate(person, term=term, constituency="", valid_from=on, by=None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "make",
    [
        lambda m: MandateFactory(term=m.term, person=m.person, valid_from=DAY),
        lambda m: TermFactory(council=m.term.council, valid_from=DAY),
        lambda m: MandateFactory(term=m.term, valid_to=DAY),
        lambda m: [SuspensionFactory(mandate=m), SuspensionFactory(mandate=m, valid_from=DAY)],
        lambda m: BodyFactory(term=m.term, code="BPC") and BodyFactory(term=m.term, code="BPC"),
    ],
    ids=["two seats", "two terms", "end without reason", "two suspensions", "code twice"],
)
def test_database_refuses(make):
    mandate = MandateFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        make(mandate)


@pytest.mark.django_db
def test_database_refuses_two_memberships_at_once():
    mine = MembershipFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(body=mine.body, person=mine.person, valid_from=DAY)


@pytest.mark.django_db
def test_person_changes_keep_old_and_new_values():
    officer = UserFactory()
    person = services.register_person(name="  Lê  Thị Ánh ", sex="female", by=officer)
    assert (person.name, person.folded) == ("Lê Thị Ánh", "le thi anh")
    services.update_person(person, name="Lê Thị Ánh Nguyệt", phone="0900", by=officer)
    person.refresh_from_db()
    assert person.folded == "le thi anh nguyet"
    entry = log.entries_for(person).first()
    assert entry.event == "person.changed"
    assert entry.details["changes"]["name"] == ["Lê Thị Ánh", "Lê Thị Ánh Nguyệt"]
    services.update_person(person, phone="0900", by=officer)
    assert log.entries_for(person).count() == 2


@pytest.mark.django_db
def test_people_sort_by_given_name_first():
    for name in ["Trần Văn Bình", "Lê Thị Ánh", "Nguyễn Văn An", "Đỗ Thị Áng", "Phạm Bích"]:
        services.register_person(name=name, sex="male", by=None)
    assert [p.name for p in Person.objects.all()] == [
        "Nguyễn Văn An",
        "Đỗ Thị Áng",
        "Lê Thị Ánh",
        "Phạm Bích",
        "Trần Văn Bình",
    ]


def test_every_event_has_its_sentence():
    assert all(audit_wording.is_known(event) for event in SENTENCES)


@pytest.mark.django_db(transaction=True)
def test_nobody_joins_a_ban_on_a_seat_that_is_just_ending():
    """The end of the seat is not committed yet: the newcomer waits, and is refused."""
    mandate = MandateFactory()
    body = BodyFactory(term=mandate.term)
    ending, said = threading.Event(), []

    def join():
        ending.wait(10)
        try:
            services.add_membership(
                body, person=mandate.person, role="member", valid_from=date(2026, 11, 1), by=None
            )
            said.append("done")
        except CouncilRefused as refused:
            said.append(refused.code)
        finally:
            connection.close()

    thread = threading.Thread(target=join)
    thread.start()
    with transaction.atomic():
        services.end_mandate(mandate, on=date(2026, 10, 1), reason="released", by=None)
        ending.set()
        time.sleep(0.5)
        assert said == []
    thread.join(10)
    assert said == ["no_seat"]
