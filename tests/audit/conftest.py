"""People and records that acts are recorded about."""

import pytest

from hdnd_portal.accounts.models import User


@pytest.fixture
def officer(db) -> User:
    return User.objects.create(username="cv.lan", name="Nguyễn Thị Lan")
