"""Admin pages of units, councils and people."""

from datetime import date

import pytest
from django.contrib.admin.sites import site
from django.urls import reverse

from hdnd_portal.audit import log
from hdnd_portal.council.models import Membership, Person
from tests.factories import (
    AgencyFactory,
    BodyFactory,
    CommuneFactory,
    CouncilFactory,
    MandateFactory,
    MembershipFactory,
    PersonFactory,
    PostFactory,
    SuspensionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

PAGES = [
    "administrativeunit",
    "unitchange",
    "council",
    "term",
    "body",
    "person",
    "mandate",
    "suspension",
    "membership",
    "agency",
    "post",
]


@pytest.fixture
def admin(client):
    user = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(user)
    return client


@pytest.mark.parametrize("page", PAGES)
def test_page_lists_searches_and_adds(admin, page):
    MembershipFactory()
    SuspensionFactory()
    PostFactory()
    CommuneFactory()
    listed = admin.get(reverse(f"admin:council_{page}_changelist"), {"q": "thu nghiem"})
    assert listed.status_code == 200
    assert admin.get(reverse(f"admin:council_{page}_add")).status_code == 200


@pytest.mark.parametrize(
    ("page", "make", "typed"),
    [
        ("person", lambda: PersonFactory(name="Hoàng Thị Đào"), "hoang thi dao"),
        ("agency", lambda: AgencyFactory(name="Sở Xây dựng"), "so xay dung"),
        ("administrativeunit", lambda: CommuneFactory(name="Bản Đìu"), "ban diu"),
        ("body", lambda: BodyFactory(name="Ban Pháp chế"), "phap che"),
    ],
)
def test_search_finds_without_diacritics(admin, page, make, typed):
    made = make()
    found = admin.get(reverse(f"admin:council_{page}_changelist"), {"q": typed})
    assert [row.pk for row in found.context["cl"].result_list] == [made.pk]


def test_new_person_gets_its_keys_and_a_trace(admin):
    admin.post(
        reverse("admin:council_person_add"),
        {"name": "Lò  Văn Ế", "sex": "male", **empty_inlines()},
    )
    person = Person.objects.get()
    assert (person.name, person.folded) == ("Lò Văn Ế", "lo van e")
    assert person.sort_key
    assert log.entries_for(person).get().event == "reference.added"


def test_changed_person_keeps_the_old_value(admin):
    person = PersonFactory(name="Vũ A", phone="1")
    admin.post(
        reverse("admin:council_person_change", args=[person.pk]),
        {"name": "Vũ A", "sex": "male", "phone": "2", "email": person.email, **empty_inlines()},
    )
    entry = log.entries_for(person).get()
    assert entry.details["changes"] == {"phone": ["1", "2"]}


def test_last_day_of_a_seat_ends_its_places(admin):
    mandate = MandateFactory()
    MembershipFactory(body=BodyFactory(term=mandate.term), person=mandate.person)
    admin.post(
        reverse("admin:council_mandate_change", args=[mandate.pk]),
        {
            "term": mandate.term_id,
            "person": mandate.person_id,
            "constituency": "Đơn vị 2",
            "basis": "elected",
            "valid_from": "30/03/2026",
            "valid_to": "15/10/2026",
            "end_reason": "released",
        },
    )
    mandate.refresh_from_db()
    assert (mandate.valid_to, mandate.constituency) == (date(2026, 10, 15), "Đơn vị 2")
    assert Membership.objects.get().valid_to == date(2026, 10, 15)


@pytest.mark.parametrize("make", [AgencyFactory, PostFactory, MandateFactory, MembershipFactory])
def test_admin_of_one_council_does_not_see_another(rf, make):
    scope = {
        AgencyFactory: "council",
        PostFactory: "agency__council",
        MandateFactory: "term__council",
        MembershipFactory: "body__term__council",
    }[make]
    mine, other = CouncilFactory(), CouncilFactory()
    make(**{scope: other})
    own = make(**{scope: mine})
    request = rf.get("/")
    request.user = UserFactory(role="admin", role__council=mine)
    seen = site._registry[type(own)].get_queryset(request)
    assert list(seen) == [own]
    if hasattr(own, "person"):
        assert list(site._registry[Person].get_queryset(request)) == [own.person]


def empty_inlines():
    return {
        f"{prefix}-{name}": 0
        for prefix in ("mandates", "memberships", "posts")
        for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
    }


def test_end_before_the_beginning_is_refused_in_words(admin):
    mandate = MandateFactory()
    body = BodyFactory(term=mandate.term)
    rows = {
        "mandate": {
            "term": mandate.term.pk,
            "person": PersonFactory().pk,
            "constituency": "Đơn vị bầu cử số 1",
            "basis": "elected",
            "end_reason": "released",
        },
        "membership": {"body": body.pk, "person": PersonFactory().pk, "role": "member"},
        "suspension": {"mandate": mandate.pk, "reason": "Thử", "document": "Số 1"},
        "post": {"person": PersonFactory().pk, "title": "Giám đốc"},
    }
    for model, values in rows.items():
        answer = admin.post(
            reverse(f"admin:council_{model}_add"),
            {**values, "valid_from": "01/09/2026", "valid_to": "31/08/2026"},
        )
        assert answer.status_code == 200, model
        assert "Ngày kết thúc không được trước ngày bắt đầu." in answer.content.decode(), model


def test_second_seat_in_the_same_days_is_refused_in_words(admin):
    mandate = MandateFactory()
    answer = admin.post(
        reverse("admin:council_mandate_add"),
        {
            "term": mandate.term.pk,
            "person": mandate.person.pk,
            "constituency": "Đơn vị bầu cử số 1",
            "basis": "elected",
            "valid_from": mandate.valid_from.strftime("%d/%m/%Y"),
        },
    )
    assert "Người này đã là đại biểu của nhiệm kỳ đó" in answer.content.decode()
