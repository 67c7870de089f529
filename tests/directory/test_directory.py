"""Pages of delegates, bodies and agencies."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from hdnd_portal.accounts.councils import SESSION_KEY
from hdnd_portal.council import services
from hdnd_portal.council.terms import term_of
from tests.factories import (
    AgencyFactory,
    BodyFactory,
    CouncilFactory,
    MandateFactory,
    MembershipFactory,
    PersonFactory,
    PostFactory,
    RoleAssignmentFactory,
    SuspensionFactory,
    TermFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-22T09:00:00+07:00", tick=False):
        yield


@pytest.fixture
def term():
    return TermFactory()


def sign_in(client, term, role="officer", **scope):
    user = UserFactory(role=role, role__council=term.council, **scope)
    client.force_login(user)
    return user


def work_for(client, council):
    session = client.session
    session[SESSION_KEY] = council.pk
    session.save()


def seated(term, count, **fields):
    ban, group = (
        BodyFactory(term=term),
        BodyFactory(term=term, kind="delegate_group", name="Tổ đại biểu số 1"),
    )
    mandates = MandateFactory.create_batch(count, term=term, **fields)
    for mandate in mandates:
        for body in (ban, group):
            MembershipFactory(body=body, person=mandate.person)
    return mandates


def names(response):
    return [row.row.person.name for row in response.context["rows"]]


@pytest.mark.parametrize("count", [1, 3])
def test_delegate_list_queries_do_not_grow(client, term, count, django_assert_max_num_queries):
    sign_in(client, term)
    seated(term, count)
    client.get(reverse("council:delegates"))
    with django_assert_max_num_queries(12) as queries:
        response = client.get(reverse("council:delegates"))
    assert response.content.decode().count("Tổ đại biểu số 1") >= count
    test_delegate_list_queries_do_not_grow.seen.setdefault("delegates", len(queries))
    assert len(queries) == test_delegate_list_queries_do_not_grow.seen["delegates"]


test_delegate_list_queries_do_not_grow.seen = {}


@pytest.mark.parametrize("count", [1, 3])
def test_bodies_queries_do_not_grow(client, term, count, django_assert_max_num_queries):
    sign_in(client, term)
    for _ in range(count):
        seated(term, 2)
        term.bodies.update(position=0)
    client.get(reverse("council:bodies"))
    with django_assert_max_num_queries(12) as queries:
        client.get(reverse("council:bodies"))
    test_bodies_queries_do_not_grow.seen.setdefault("bodies", len(queries))
    assert len(queries) == test_bodies_queries_do_not_grow.seen["bodies"]


test_bodies_queries_do_not_grow.seen = {}


def test_agency_list_shows_the_council_at_work(client, term):
    sign_in(client, term)
    AgencyFactory(council=term.council, name="Sở Nội vụ")
    AgencyFactory(name="Sở của tỉnh khác")
    page = client.get(reverse("council:agencies")).content.decode()
    assert "Sở Nội vụ" in page
    assert "Sở của tỉnh khác" not in page


def test_delegates_are_found_without_diacritics_and_by_status(client, term):
    sign_in(client, term)
    for name in ("Hoàng Thị Đào", "Lê Văn Ước"):
        MandateFactory(term=term, person=PersonFactory(name=name, folded=""))
        services.update_person(
            term.mandates.get(person__name=name).person, name=f"{name} ", by=None
        )
    suspended = SuspensionFactory(mandate__term=term).mandate
    left = MandateFactory(term=term)
    services.end_mandate(left, on=date(2026, 9, 1), reason="released", by=None)
    url = reverse("council:delegates")
    by_name = client.get(url, {"ten": "hoang thi dao"}).content.decode()
    assert "Hoàng Thị Đào" in by_name
    assert "Lê Văn Ước" not in by_name
    for status, mandate in (("suspended", suspended), ("left", left)):
        page = client.get(url, {"status": status}).content.decode()
        assert mandate.person.name in page
        assert "Hoàng Thị Đào" not in page


def test_person_page_shows_seat_places_and_posts_with_their_days(client, term):
    sign_in(client, term)
    (mandate,) = seated(term, 1)
    PostFactory(person=mandate.person, agency__council=term.council, title="Giám đốc Sở Thử nghiệm")
    services.suspend_delegate(
        mandate, on=date(2026, 10, 1), reason="x", document="NQ 9/NQ-TTHĐND", by=None
    )
    page = client.get(reverse("council:person", args=[mandate.person_id])).content.decode()
    for text in (
        "Giám đốc Sở Thử nghiệm",
        "Tổ đại biểu số 1",
        "Tạm đình chỉ",
        "NQ 9/NQ-TTHĐND",
        mandate.person.email,
        "đã ghi nhận tạm đình chỉ",
    ):
        assert text in page


def test_agency_user_sees_no_telephone_and_no_history(client, term):
    agency = AgencyFactory(council=term.council)
    sign_in(client, term, "agency", role__agency=agency)
    (mandate,) = seated(term, 1)
    page = client.get(reverse("council:person", args=[mandate.person_id])).content.decode()
    assert mandate.person.name in page
    assert mandate.person.email not in page
    assert "Lịch sử thay đổi" not in page


def test_person_of_another_council_is_not_found(client, term):
    sign_in(client, term)
    other = MandateFactory(term=TermFactory(council=CouncilFactory()))
    response = client.get(reverse("council:person", args=[other.person_id]))
    assert response.status_code == 404


def test_bodies_page_counts_the_seats_of_today(client, term):
    sign_in(client, term)
    seated(term, 3)
    page = client.get(reverse("council:bodies"))
    assert page.context["count"].in_office == 3


def test_empty_directory_says_how_to_begin(client, term):
    sign_in(client, term)
    assert "Chưa có đại biểu nào" in client.get(reverse("council:delegates")).content.decode()
    assert "Chưa có cơ quan nào" in client.get(reverse("council:bodies")).content.decode()


def in_two_councils(term):
    """A person with a seat here, and a place and a post in another council."""
    there = TermFactory()
    person = MandateFactory(term=term).person
    MembershipFactory(
        body=BodyFactory(term=there, name="Ban của HĐND khác", code="BK"), person=person
    )
    PostFactory(person=person, agency__council=there.council, title="Phó Giám đốc nơi khác")
    services.update_person(person, name=person.name, phone="0912 000 111", by=None)
    return person, there


def test_person_page_keeps_contact_and_history_to_the_council_that_knows_the_person(client, term):
    """Visible only through the council of an agency's desk: the office of another opens nothing."""
    elsewhere = TermFactory()
    user = sign_in(client, elsewhere, "office_head")
    RoleAssignmentFactory(
        user=user, role="agency", council=term.council, agency=AgencyFactory(council=term.council)
    )
    person = MandateFactory(term=term).person
    services.update_person(person, phone="0912 000 111", by=None)
    for council in (elsewhere.council, term.council):
        work_for(client, council)
        page = client.get(reverse("council:person", args=[person.pk])).content.decode()
        assert person.name in page
        assert "0912 000 111" not in page
        assert "Lịch sử thay đổi" not in page


def test_person_page_opens_contact_by_the_council_of_the_person_not_the_one_at_work(client, term):
    elsewhere = TermFactory()
    user = sign_in(client, elsewhere, "delegate")
    RoleAssignmentFactory(user=user, role="office_head", council=term.council)
    person = MandateFactory(term=term).person
    for council in (elsewhere.council, term.council):
        work_for(client, council)
        page = client.get(reverse("council:person", args=[person.pk])).content.decode()
        assert person.email in page
        assert "Lịch sử thay đổi" in page


def test_person_page_shows_nothing_of_councils_the_reader_does_not_know(client, term):
    sign_in(client, term)
    person, there = in_two_councils(term)
    page = client.get(reverse("council:person", args=[person.pk])).content.decode()
    assert "Ban của HĐND khác" not in page
    assert "Phó Giám đốc nơi khác" not in page
    sign_in(client, there)
    page = client.get(reverse("council:person", args=[person.pk])).content.decode()
    assert "Ban của HĐND khác" in page
    assert "Phó Giám đốc nơi khác" in page


def test_a_term_entered_ahead_does_not_empty_the_directory(client, term):
    sign_in(client, term)
    seated(term, 1)
    term.valid_to = date(2031, 5, 31)
    term.save()
    TermFactory(council=term.council, name="2031–2036", ordinal="II", valid_from=date(2031, 6, 1))
    assert len(names(client.get(reverse("council:delegates")))) == 1
    page = client.get(reverse("council:bodies"))
    assert page.context["term"] == term


@pytest.mark.parametrize(
    ("on", "name"),
    [("2020-01-01", "1"), ("2022-01-01", "1"), ("2027-01-01", "1"), ("2029-01-01", "2")],
)
def test_term_of_a_day(on, name):
    first = TermFactory(name="1", valid_from=date(2021, 6, 1), valid_to=date(2026, 3, 29))
    TermFactory(council=first.council, name="2", valid_from=date(2028, 1, 1))
    assert term_of(first.council, date.fromisoformat(on)).name == name


def test_person_and_record_of_a_delegate_lead_to_each_other(client, term):
    mandate = MandateFactory(term=term)
    person = reverse("council:person", kwargs={"pk": mandate.person_id})
    record = reverse("sessions:delegate_record", kwargs={"mandate": mandate.pk})

    sign_in(client, term)
    assert record in client.get(person).content.decode()
    assert person in client.get(record).content.decode()
    sign_in(client, term, "committee_member", role__body=BodyFactory(term=term))
    assert record not in client.get(person).content.decode()
