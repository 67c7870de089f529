"""Letters of reminder: for one agency, numbered, kept as printed, seen by whom it concerns."""

from datetime import date

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from hdnd_portal.commitments.models import ReminderLetter
from hdnd_portal.commitments.services import letters
from hdnd_portal.commitments.workflow import CommitmentRefused
from hdnd_portal.documents.access import Access, access_to
from hdnd_portal.documents.papers import Paper
from hdnd_portal.documents.registers import void_number
from hdnd_portal.notices.models import Notice
from tests.accounts.factories import user_with
from tests.commitments.test_following import report
from tests.factories import AgencyFactory, BodyFactory, CommitmentFactory, MembershipFactory
from tests.racing import at_once
from tests.route_cases import World

DUE = date(2026, 11, 2)
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel("2026-11-23T02:00:00Z", tick=False):
        yield


def signer(world) -> int:
    """The Chair, who signs."""
    body = BodyFactory(term=world.term, kind="standing_committee")
    return MembershipFactory(body=body, role="chair").person_id


@pytest.fixture
def world(db):
    made = World()
    CommitmentFactory(
        council=made.council, lead=made.agency, due_on=DUE, text="Thông xe đường tỉnh 721"
    )
    return made


def rows_of(paper: Paper) -> list[tuple[object, ...]]:
    return [tuple(row) for row in paper.appendices[0].body[0].rows]


def test_letter_lists_what_is_overdue_with_the_last_word(world):
    told = CommitmentFactory(council=world.council, lead=world.agency, due_on=date(2026, 11, 20))
    report(told, world, text="Đã thông xe 12 km")
    CommitmentFactory(council=world.council, lead=world.agency, due_on=TODAY)
    CommitmentFactory(council=world.council, due_on=DUE)
    paper = letters.draft_letter(world.agency, on=TODAY)
    first, second = rows_of(paper)
    assert [str(cell) for cell in (first[3], first[4], first[5])] == [
        "02/11/2026", "21", "Chưa báo cáo",
    ]  # fmt: skip
    assert "Đã thông xe 12 km" in str(second[5])
    assert paper.addressees == (world.agency.name,)


def test_issued_letter_has_its_number_and_stays(world):
    agency_user = world.user(Role.AGENCY)
    chair = signer(world)
    made = letters.issue_letter(world.agency, signer=chair, by=world.user(Role.CLERK))
    assert (made.document.number, made.document.signer_id) == (1, chair)
    assert Notice.objects.filter(recipient=agency_user, event="reminder_letter.issued").exists()
    for version in (made.document.pdf, made.document.docx):
        assert access_to(agency_user, version) is Access.READ
        assert access_to(world.user(Role.DELEGATE), version) is Access.READ
        stranger = user_with(Role.AGENCY, council=world.council)
        assert access_to(stranger, version) is Access.NONE
    with pytest.raises(DatabaseError), transaction.atomic():
        ReminderLetter.objects.update(issued_by=agency_user)
    with pytest.raises(CommitmentRefused, match="letter_issued"):
        letters.issue_letter(world.agency, signer=chair, by=world.user(Role.CLERK))
    void_number(made.document, reason="Sai tên", by=world.user(Role.CLERK))
    letters.issue_letter(world.agency, signer=chair, by=world.user(Role.CLERK))
    client = Client()
    client.force_login(agency_user)
    owed = made.commitments.get()
    address = reverse("commitments:commitment", kwargs={"commitment": owed.pk})
    assert "Công văn đôn đốc" in client.get(address).content.decode()
    helper = AgencyFactory(council=world.council)
    owed.contributors.add(helper)
    client.force_login(user_with(Role.AGENCY, agency=helper))
    assert "Công văn đôn đốc" not in client.get(address).content.decode()


def test_refusals_take_no_number(world):
    by = world.user(Role.CLERK)
    with pytest.raises(CommitmentRefused, match="not_a_signer"):
        letters.issue_letter(world.agency, signer=0, by=by)
    other = AgencyFactory(council=world.council)
    with pytest.raises(CommitmentRefused, match="nothing_overdue"):
        letters.issue_letter(other, signer=signer(world), by=by)
    assert not ReminderLetter.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_issue_one_letter():
    world = World()
    CommitmentFactory(council=world.council, lead=world.agency, due_on=DUE)
    chair, by = signer(world), world.user(Role.CLERK)

    def press():
        return letters.issue_letter(world.agency, signer=chair, by=by)

    assert at_once(ReminderLetter, press, press, refused=(CommitmentRefused,)) == [
        "done", "refused",
    ]  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_page_queries_do_not_grow(world, django_assert_max_num_queries, count):
    for _ in range(count - 1):
        CommitmentFactory(council=world.council, lead=world.agency, due_on=DUE)
    client = Client()
    client.force_login(world.user(Role.CLERK))
    for address in (
        reverse("commitments:letter_agencies"),
        reverse("commitments:letter", kwargs={"agency": world.agency.pk}),
    ):
        client.get(address)
        with django_assert_max_num_queries(12):
            answer = client.get(address)
        assert answer.status_code == 200
