"""A council, and accounts with and without a role in it."""

import pytest

from tests.factories import CouncilFactory, UserFactory


@pytest.fixture
def council(db):
    return CouncilFactory()


@pytest.fixture
def other_council(db):
    return CouncilFactory()


@pytest.fixture
def officer(council):
    return UserFactory(role="officer", role__council=council)


@pytest.fixture
def stranger(db):
    return UserFactory()


@pytest.fixture
def admin_user(db):
    return UserFactory(is_superuser=True, is_staff=True)
