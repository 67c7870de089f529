"""The invented province: what it holds, that it is invented, and that it goes without a trace."""

import io
import json
from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from hdnd_portal.accounts.models import RoleAssignment, User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.council.models import (
    AdministrativeUnit,
    Agency,
    Body,
    Mandate,
    Membership,
    Person,
    Term,
)
from hdnd_portal.council.seats import seat_count
from hdnd_portal.council.unit_data import unit_table
from hdnd_portal.council.unit_names import name_key
from hdnd_portal.sample.names import COMMUNES, PROVINCE, WARDS, people
from hdnd_portal.sample.services import SampleRefused, load_sample

TODAY = date(2026, 11, 22)


def out(*command, **options):
    stream = io.StringIO()
    call_command(*command, stdout=stream, **options)
    return stream.getvalue()


def test_names_are_invented():
    real = {name_key(span.name) for span in unit_table().spans.values()}
    invented = [PROVINCE, *WARDS, *COMMUNES]
    assert [name for name in invented if name_key(name) in real] == []
    assert len(set(invented)) == 61


def test_names_of_people_are_the_same_each_time():
    first, second = people(7), people(7)
    made = [next(first) for _ in range(200)]
    assert made == [next(second) for _ in range(200)]
    assert len({name for name, _ in made}) == 200


@pytest.mark.django_db
def test_province_has_what_the_law_gives_it(sample):
    assert AdministrativeUnit.objects.filter(is_sample=True, parent__isnull=False).count() == 60
    term = Term.objects.get(council=sample.council)
    kinds = Body.objects.filter(term=term).values_list("kind", flat=True)
    assert sorted(set(kinds)) == ["committee", "delegate_group", "office", "standing_committee"]
    bans = Body.objects.filter(term=term, kind="committee").values_list("name", flat=True)
    assert sorted(bans) == [
        "Ban Dân tộc",
        "Ban Kinh tế – Ngân sách",
        "Ban Pháp chế",
        "Ban Văn hóa – Xã hội",
    ]
    assert Agency.objects.filter(council=sample.council).count() == 26
    units = Body.objects.filter(kind="delegate_group").values_list("units__pk", flat=True)
    assert len(units) == len(set(units)) == 60


@pytest.mark.django_db
def test_delegates_one_left_and_one_is_suspended(sample):
    term = Term.objects.get(council=sample.council)
    count = seat_count(term, on=TODAY)
    assert (count.elected_at_start, count.in_office, count.able_to_act) == (85, 84, 83)
    assert seat_count(term, on=date(2026, 7, 14)).in_office == 85
    left = Mandate.objects.get(term=term, valid_to__isnull=False)
    assert not Membership.objects.in_force(TODAY).filter(person=left.person).exists()


@pytest.mark.django_db
def test_leaders_sit_where_the_law_puts_them(sample):
    standing = Membership.objects.filter(body__kind="standing_committee")
    roles = sorted(standing.values_list("role", flat=True))
    assert roles == ["chair", "member", "member", "member", "member", "vice_chair", "vice_chair"]
    heads = Membership.objects.filter(body__kind="committee", role="head")
    assert set(heads.values_list("person", flat=True)) <= set(
        standing.values_list("person", flat=True)
    )
    # Nobody heads a Ban and a specialised agency at once (STR-6).
    leaders = Membership.objects.filter(body__kind="committee").exclude(role="member")
    assert not leaders.filter(person__posts__agency__kind="department").exists()
    # Each delegate sits in exactly one Tổ.
    groups = Membership.objects.filter(body__kind="delegate_group")
    assert groups.count() == groups.values("person").distinct().count() == 85


@pytest.mark.django_db
def test_everything_is_marked_as_sample(sample):
    assert sample.council.is_sample
    assert not Person.objects.filter(is_sample=False).exists()
    assert not User.objects.filter(is_sample=False).exists()
    assert not AdministrativeUnit.objects.filter(code__startswith="99", is_sample=False).exists()


@pytest.mark.django_db
def test_every_role_has_an_account_that_signs_in(sample, client):
    by_role = json.loads(out("sample_accounts", json=True))
    assert set(by_role) == {role.value for role in Role}
    for role, row in by_role.items():
        client.post(
            reverse("account_login"), {"login": row["username"], "password": row["password"]}
        )
        user = User.objects.get(username=row["username"])
        assert client.session.get("_auth_user_id") == str(user.pk), role
        assert user.has_role(Role(role), own=True)
        client.logout()
    assert by_role["officer"]["username"] == "chuyenvien"
    assert by_role["delegate"]["roles"] == ["delegate"]


@pytest.mark.django_db
def test_every_delegate_in_office_has_an_account(sample):
    seated = Mandate.objects.in_office(TODAY).values_list("person", flat=True)
    holders = RoleAssignment.objects.filter(role="delegate").values_list("user__person", flat=True)
    assert sorted(seated) == sorted(holders)


@pytest.mark.django_db
def test_passwords_differ_and_are_strong(sample):
    rows = json.loads(out("sample_accounts", json=True, all=True))
    passwords = [row["password"] for row in rows]
    assert len(set(passwords)) == len(passwords) >= 20
    assert all(len(p) >= 14 for p in passwords)


@pytest.mark.django_db
def test_table_for_people_names_each_role_in_vietnamese(sample):
    printed = out("sample_accounts")
    assert "Chuyên viên Văn phòng" in printed
    assert "chuyenvien" in printed


@pytest.mark.django_db
def test_loading_twice_is_refused(sample):
    with pytest.raises(SampleRefused, match="loaded"):
        load_sample()
    assert "đã được nạp" in out("load_sample")
