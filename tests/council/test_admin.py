"""Admin pages of units, councils and people."""

from datetime import date

import pytest
from django.contrib.admin.sites import site
from django.urls import reverse

from hdnd_portal.audit import log
from hdnd_portal.audit.models import Entry
from hdnd_portal.council.models import Mandate, Membership, Person
from hdnd_portal.notices.models import MailHours
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
    "field",
    "fielddesk",
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


def days(**more):
    return {"valid_from": "01/09/2026", **more}


@pytest.mark.parametrize(
    ("model", "values", "sentence"),
    [
        ("membership", lambda m, b: {"body": b.pk, "person": PersonFactory().pk, "role": "member"},
         "chỉ có đại biểu đang giữ ghế"),
        ("suspension", lambda m, b: {"mandate": m.pk, "reason": "x", "document": "1",
                                     "valid_from": "01/01/2020"},
         "Vào ngày đó người này không giữ ghế đại biểu."),
        ("mandate", lambda m, b: {"term": m.term_id, "person": PersonFactory().pk,
                                  "constituency": "1", "basis": "elected",
                                  "valid_from": "01/01/2020"},
         "Ngày bắt đầu phải nằm trong nhiệm kỳ."),
    ],
)  # fmt: skip
def test_what_the_services_refuse_the_admin_refuses_in_words(admin, model, values, sentence):
    mandate = MandateFactory()
    body = BodyFactory(term=mandate.term)
    before = Entry.objects.count()
    answer = admin.post(reverse(f"admin:council_{model}_add"), days() | values(mandate, body))
    assert sentence in answer.content.decode()
    assert not Membership.objects.exists()
    assert Mandate.objects.count() == 1
    assert Entry.objects.count() == before


def test_membership_begins_and_ends_by_its_services(admin):
    mandate = MandateFactory()
    body = BodyFactory(term=mandate.term)
    typed = days(body=body.pk, person=mandate.person_id, role="member")
    admin.post(reverse("admin:council_membership_add"), typed)
    made = Membership.objects.get()
    page = reverse("admin:council_membership_change", args=[made.pk])
    admin.post(page, typed | {"role": "head", "valid_to": "15/10/2026", "end_reason": "điều động"})
    made.refresh_from_db()
    assert (made.role, made.valid_to, made.end_reason) == (
        "head",
        date(2026, 10, 15),
        "điều động",
    )
    events = [entry.event for entry in log.entries_for(made)]
    assert events == ["membership.ended", "reference.changed", "membership.begun"]


def test_suspension_of_the_past_is_entered_with_both_its_days(admin):
    mandate = MandateFactory()
    typed = days(mandate=mandate.pk, reason="x", document="NQ 1", valid_to="30/09/2026")
    admin.post(reverse("admin:council_suspension_add"), typed)
    suspension = mandate.suspensions.get()
    assert (suspension.valid_from, suspension.valid_to) == (date(2026, 9, 1), date(2026, 9, 30))
    events = [entry.event for entry in log.entries_for(mandate)]
    assert events == ["mandate.restored", "mandate.suspended"]


def test_post_entered_on_the_page_of_a_person_leaves_its_trace(admin):
    person = PersonFactory()
    agency = AgencyFactory()
    rows = empty_inlines() | {
        "posts-TOTAL_FORMS": 1,
        "posts-0-title": "Giám đốc",
        "posts-0-agency": agency.pk,
        "posts-0-valid_from": "01/09/2026",
    }
    page = reverse("admin:council_person_change", args=[person.pk])
    admin.post(page, {"name": person.name, "sex": "male", "email": person.email, **rows})
    assert log.entries_for(person.posts.get()).get().event == "reference.added"


def test_mail_hours_leave_their_trace(admin):
    typed = {"council": CouncilFactory().pk, "starts_at": "07:00", "ends_at": "18:00"}
    admin.post(reverse("admin:notices_mailhours_add"), typed)
    assert log.entries_for(MailHours.objects.get()).get().event == "reference.added"


def test_admin_of_the_province_keeps_its_communes_councils_and_no_others(rf):
    province = CouncilFactory()
    commune = AgencyFactory(council=CouncilFactory(parent=province))
    other = AgencyFactory(council=CouncilFactory(parent=CouncilFactory()))
    request = rf.get("/")
    request.user = UserFactory(role="admin", role__council=province)
    assert list(site._registry[type(commune)].get_queryset(request)) == [commune]
    request.user = UserFactory(role="admin", role__council=commune.council)
    assert list(site._registry[type(commune)].get_queryset(request)) == [commune]
    assert other.pk
