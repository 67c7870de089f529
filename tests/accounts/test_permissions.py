"""The registry of permissions, and what a superuser may not."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType

from hdnd_portal.accounts.checks import registry_stands_apart
from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.permissions import allowed, permission, registry
from hdnd_portal.accounts.roles import Role
from tests.accounts.factories import AgencyFactory, CouncilFactory, UserFactory, user_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def secret_permission():
    """A permission that only officers have, entered for one test."""

    @permission("trial.read_sender")
    def can_read_sender(user: User, council_id: int | None = None) -> bool:
        return user.has_role(Role.OFFICER, council=council_id)

    yield "trial.read_sender"
    del registry["trial.read_sender"]


def test_registry_answers_by_role_and_record(secret_permission):
    council, other = CouncilFactory(), CouncilFactory()
    officer = user_with(Role.OFFICER, council)
    assert officer.has_perm(secret_permission)
    assert officer.has_perm(secret_permission, council.pk)
    assert not officer.has_perm(secret_permission, other.pk)
    assert not user_with(Role.DELEGATE, council).has_perm(secret_permission)


def test_superuser_has_no_permission_of_the_portal(secret_permission):
    admin = UserFactory(is_superuser=True, is_staff=True)
    assert not admin.has_perm(secret_permission)
    assert not admin.has_perms([secret_permission])
    assert admin.has_perm("council.change_person")


def test_superuser_is_refused_a_name_nobody_registered():
    """A misspelt name, or an app whose permissions were not loaded, must not open the door."""
    admin = UserFactory(is_superuser=True)
    assert not admin.has_perm("petitions.read_sendr")
    assert not admin.has_perm("nonsense")


def test_admin_role_has_model_permissions_and_nothing_else(secret_permission):
    admin = user_with(Role.ADMIN)
    assert admin.has_perm("council.change_person")
    assert admin.has_module_perms("council")
    assert not admin.has_perm(secret_permission)


def test_a_permission_given_in_the_database_gives_nothing(secret_permission):
    kind = ContentType.objects.create(app_label="trial", model="sender")
    granted = Permission.objects.create(codename="read_sender", name="x", content_type=kind)
    user = UserFactory()
    user.user_permissions.add(granted)
    assert secret_permission in user.get_all_permissions()
    assert not user.has_perm(secret_permission)


def test_inactive_user_has_no_permission(secret_permission):
    officer = user_with(Role.OFFICER)
    officer.is_active = False
    assert not officer.has_perm(secret_permission)
    assert not officer.has_perm("accounts.open_portal")


def test_anonymous_has_no_permission(secret_permission, client):
    visitor = client.get("/quan-tri/").wsgi_request.user
    assert not visitor.has_perm(secret_permission)
    assert not visitor.has_perm("council.change_person")


def test_a_name_is_registered_once(secret_permission):
    with pytest.raises(ValueError, match="registered twice"):
        permission(secret_permission)(lambda user: True)


def test_unknown_permission_is_an_error_when_asked_for_directly():
    with pytest.raises(KeyError):
        allowed(UserFactory(), "trial.unknown")


def test_no_portal_permission_bears_the_name_of_a_model_permission(monkeypatch):
    assert registry_stands_apart(None) == []
    monkeypatch.setitem(registry, "council.change_person", lambda user: True)
    assert [problem.id for problem in registry_stands_apart(None)] == ["accounts.E001"]


def test_roles_are_scoped():
    council = CouncilFactory()
    agency = AgencyFactory(council=council)
    user = user_with(Role.AGENCY, council, agency=agency)
    assert user.has_role(Role.AGENCY, agency=agency.pk)
    assert not user.has_role(Role.AGENCY, agency=agency.pk + 1)
    assert not user.has_role(Role.AGENCY, council=council.pk + 1)
    assert user.agencies() == {agency.pk}
    assert user.councils() == {council.pk}
    assert user.bodies() == set()
