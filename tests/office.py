"""Fixtures: a council and accounts of its office. A `conftest.py` imports those it wants."""

from datetime import date

import pytest

from hdnd_portal.accounts.models import RoleAssignment, User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.council.models import AdministrativeUnit, Council


@pytest.fixture
def council(db) -> Council:
    unit = AdministrativeUnit.objects.create(code="99", name="Sao Mai", kind="province")
    return Council.objects.create(code="99", unit=unit, name="HĐND tỉnh Sao Mai", place="Sao Mai")


@pytest.fixture
def make_user(council):
    def make(username: str, *roles: Role, of: Council = council, **fields) -> User:
        fields = {"name": username.title(), "email": f"{username}@example.vn", **fields}
        user = User.objects.create(username=username, **fields)
        for role in roles:
            RoleAssignment.objects.create(
                user=user, role=role, council=of, valid_from=date(2026, 6, 1)
            )
        return user

    return make


@pytest.fixture
def officer(make_user) -> User:
    return make_user("lan", Role.OFFICER, name="Nguyễn Thị Lan")


@pytest.fixture
def other_council(council) -> Council:
    unit = AdministrativeUnit.objects.create(code="98", name="Sao Hôm", kind="province")
    return Council.objects.create(code="98", unit=unit, name="HĐND tỉnh Sao Hôm", place="Sao Hôm")
