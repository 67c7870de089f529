"""A council and its people, small."""

from datetime import date

import pytest

from hdnd_portal.accounts.models import RoleAssignment, User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.council.models import AdministrativeUnit, Council


@pytest.fixture
def council(db: None) -> Council:
    unit = AdministrativeUnit.objects.create(code="98", name="An Sơn", kind="province")
    return Council.objects.create(
        code="an-son", unit=unit, name="Hội đồng nhân dân tỉnh An Sơn", place="An Sơn"
    )


@pytest.fixture
def other_council(db: None) -> Council:
    unit = AdministrativeUnit.objects.create(code="97", name="Bình Hà", kind="province")
    return Council.objects.create(
        code="binh-ha", unit=unit, name="Hội đồng nhân dân tỉnh Bình Hà", place="Bình Hà"
    )


def user_with(role: Role, council: Council, name: str) -> User:
    user = User.objects.create_user(username=f"{role}-{council.code}", name=name)
    RoleAssignment.objects.create(
        user=user, role=role, council=council, valid_from=date(2026, 6, 1)
    )
    return user


@pytest.fixture
def clerk(council: Council) -> User:
    return user_with(Role.CLERK, council, "Lê Thị Văn Thư")


@pytest.fixture
def delegate(council: Council) -> User:
    return user_with(Role.DELEGATE, council, "Trần Văn Đại Biểu")


@pytest.fixture
def other_clerk(other_council: Council) -> User:
    return user_with(Role.CLERK, other_council, "Phạm Văn Khác")
